import { Type, type Static } from 'typebox';
import { fromUtf8, isCalendarDay, type Fault, type Finding } from '../../../base/index.ts';
import { openXml } from '../../../crypto/index.ts';
import { shapeOf } from '../../../shapes/index.ts';
import { readDeclaration as readMessage } from '../../../standards/index.ts';
import { DeclarationError } from './error.ts';
import { FactsForm } from './facts-form.ts';
import { readChinaForm, readWcoForm, type FormReading, type StatedFacts } from './forms/index.ts';

/** A declaration as JSON: which form, and the declaration in it. */
export const DeclarationForm = Type.Object(
  {
    form: Type.Enum(['facts', 'china'], { description: 'api-field-declaration-form' }),
    declaration: Type.Object({}, { additionalProperties: true, description: 'api-field-declaration' }),
  },
  { additionalProperties: false },
);
export type DeclarationForm = Static<typeof DeclarationForm>;

export type { StatedFacts };

/** A declaration that was read. */
export interface DeclarationReading {
  /** Name of the form. */
  readonly form: string;
  readonly facts: StatedFacts;
  /** As the trader wrote it, or what was read of it. */
  readonly content: Readonly<Record<string, unknown>>;
  /** What is odd without making it unfit. */
  readonly findings: readonly Finding[];
}

/** Largest declaration, in bytes. */
export const LARGEST_DECLARATION = 4_194_304;
const MOST_FAULTS = 100;
/** A value that the message's schema does not admit has no place in a register either. */
const TOO_LONG = 'value-not-of-format';

const envelope = shapeOf(DeclarationForm);
const facts = shapeOf(FactsForm);

/**
 * Reads a declaration in any form that is known here.
 * @throws {DeclarationError} `declaration-invalid` with all faults, each with a pointer; `declaration-media-type`.
 */
export function readDeclaration(bytes: Uint8Array, mediaType: string): DeclarationReading {
  if (mediaType === 'application/json') return bounded(readJson(bytes));
  if (mediaType === 'application/xml') return bounded(readXml(bytes));
  throw new DeclarationError('declaration-media-type', { mediaType });
}

/** Numbers by which authorities keep declarations. */
const NUMBER = /^[A-Za-z0-9][A-Za-z0-9 ._/-]{0,119}$/;
const MOST_FINDINGS = 200;

/** What the forms of others leave open, the ledger does not. */
function bounded(reading: DeclarationReading): DeclarationReading {
  if (!NUMBER.test(reading.facts.number)) refuse([memberFault('/number', 'pattern')]);
  return { ...reading, findings: reading.findings.slice(0, MOST_FINDINGS) };
}

/** Why a document is no XML that is read here, and where, as far as that is known. */
function unreadable(code: string, values: Readonly<Record<string, string>>): readonly Fault[] {
  const { line } = values;
  const where = line === undefined ? [] : [{ code: 'declaration-xml-line', path: '', values: { line } }];
  return [{ code, path: '', values }, ...where];
}

function readJson(bytes: Uint8Array): DeclarationReading {
  const read = envelope.readJson(fromUtf8(bytes));
  if ('misfit' in read) refuse([memberFault(read.misfit.path, read.misfit.rule)]);
  const { declaration, form } = read.value;
  if (form === 'china') {
    const { facts, findings } = accepted(readChinaForm(declaration), '/declaration');
    return { form, facts, content: { ...declaration }, findings };
  }
  const misfits = facts.misfits(declaration, MOST_FAULTS);
  if (misfits.length > 0) refuse(misfits.map(({ path, rule }) => memberFault(`/declaration${path}`, rule)));
  if (!facts.accepts(declaration)) throw new Error('a form without misfits is accepted');
  const faults = [...repeatedItems(declaration), ...impossibleDays(declaration)];
  if (faults.length > 0) refuse(faults);
  return { form: 'facts', facts: statedFacts(declaration), content: declaration, findings: [] };
}

/** The WCO data model, in a document without anything that a parser would act upon. */
function readXml(bytes: Uint8Array): DeclarationReading {
  const opening = openXml(bytes);
  if (!opening.opened) refuse(unreadable(opening.refusal, opening.values));
  const { document, findings: read } = readMessage(opening.document.root);
  opening.document.close();
  const unfit = read
    .filter(({ code, level }) => level === 'SEVERE' || code === TOO_LONG)
    .slice(0, MOST_FAULTS);
  if (unfit.length > 0) refuse(unfit.map(({ code, path, values }) => ({ code, path, values })));
  const { facts, findings } = accepted(readWcoForm(document));
  return { form: 'wco', facts, content: { ...document }, findings: [...read, ...findings] };
}

/** What a form says; its faults stand at the place that it has in the request. */
function accepted(reading: FormReading, place = ''): Extract<FormReading, { readonly facts: unknown }> {
  if ('faults' in reading) refuse(reading.faults.map((fault) => ({ ...fault, path: place + fault.path })));
  return reading;
}

function memberFault(path: string, rule: string): Fault {
  return { code: 'declaration-member', path, values: { member: path, rule } };
}

function refuse(faults: readonly Fault[]): never {
  throw new DeclarationError('declaration-invalid', { count: faults.length }, { faults });
}

function repeatedItems({ items }: FactsForm): readonly Fault[] {
  const seen = new Set<number>();
  return items.flatMap(({ item }, index) => {
    const again = seen.has(item);
    seen.add(item);
    const path = `/declaration/items/${String(index)}/item`;
    return again ? [{ code: 'declaration-item-repeated', path, values: { item } }] : [];
  });
}

function isDay(text: string): boolean {
  const [year, month, day] = text.split('-').map(Number);
  return isCalendarDay(year ?? 0, month ?? 0, day ?? 0);
}

/** Days that the calendar does not have fit their pattern. */
function impossibleDays({ arrival, items }: FactsForm): readonly Fault[] {
  const days = [
    ['/declaration/arrival', arrival],
    ...items.flatMap(({ produced, expires }, index) => [
      [`/declaration/items/${String(index)}/produced`, produced],
      [`/declaration/items/${String(index)}/expires`, expires],
    ]),
  ];
  return days.flatMap(([path, value]) =>
    path === undefined || value === undefined || isDay(value) ? [] : [memberFault(path, 'date')],
  );
}

function statedFacts(form: FactsForm): StatedFacts {
  const {
    routeCountries = [],
    transportDocuments = [],
    containers = [],
    seals = [],
    documents = [],
    ...rest
  } = form;
  // The schema allows exactly the members of the facts, and none that is undefined: it came from JSON.
  return { ...rest, routeCountries, transportDocuments, containers, seals, documents } as StatedFacts;
}
