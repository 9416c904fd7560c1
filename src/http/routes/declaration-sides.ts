import { say } from '../../base/index.ts';
import type { CaseInput } from '../../verification/deciding/index.ts';
import type { CertificateFacts, DocumentKey, Finding, Link } from '../../verification/facts/index.ts';
import { comparisonsOf, type Side } from '../../verification/matching/index.ts';
import type { Reader } from '../shapes.ts';

/** A finding with both sides of what was compared, from the facts that the decision was made of. */
export function sidesOfFinding(finding: Finding, input: CaseInput, reader: Reader): object {
  const { document, certificate: named, facts } = finding;
  const link = linkOf(finding, input);
  const certificate = certificateOf(input, named);
  const quantity = quantityOf(facts);
  return {
    ...(document === undefined ? {} : { document: { ...document, ...readingOf(link) } }),
    ...(named === undefined
      ? {}
      : {
          certificate: {
            ...named,
            ...(certificate === undefined ? {} : { id: certificate.id, state: certificate.state }),
          },
        }),
    fields: certificate === undefined ? [] : comparedFields(finding, input, certificate, reader),
    ...(quantity === undefined ? {} : { quantity }),
  };
}

/** The link of the item itself before that of the reference. */
function linkOf({ document, item }: Finding, { links }: CaseInput): Link | undefined {
  const cited = links.filter(
    ({ code, reference }) => code === document?.code && reference === document.reference,
  );
  return cited.find((link) => link.item === item) ?? cited.find((link) => link.item === undefined);
}

function readingOf(link: Link | undefined) {
  const { candidates = [], suggestions = [], chain = [] } = link ?? {};
  return {
    candidates: candidates.map(nameOf),
    suggestions: suggestions.map(nameOf),
    chain: chain.map(nameOf),
  };
}

function nameOf({ country, authority, number }: DocumentKey): DocumentKey {
  return { country, authority, number };
}

function certificateOf({ links }: CaseInput, named: DocumentKey | undefined): CertificateFacts | undefined {
  if (named === undefined) return undefined;
  return links
    .map(({ certificate }) => certificate)
    .find(
      (certificate) =>
        certificate?.number === named.number &&
        certificate.authority === named.authority &&
        certificate.country === named.country,
    );
}

function comparedFields(
  finding: Finding,
  { declaration }: CaseInput,
  certificate: CertificateFacts,
  { words, language }: Reader,
): readonly object[] {
  const item = declaration.items.find((each) => each.item === finding.item);
  if (item === undefined) return [];
  const side = { declaration, item, certificate, ...choiceOf(finding, certificate) };
  return comparisonsOf(side, finding.facts)
    .filter(({ field }) => field.startsWith('match.'))
    .map(({ field, declared, certified, match, difference }) => ({
      field,
      label: say(words, language, `field-${field.replaceAll('.', '-')}`),
      declared: declared === undefined ? [] : [declared],
      certified: certified === undefined ? [] : [certified],
      compared: match,
      ...(difference === undefined ? {} : { difference }),
    }));
}

/** The lines that were drawn on or, where none was, all of them if the goods came under one: as the decision chose. */
function choiceOf(
  { certificate: named, facts }: Finding,
  certificate: CertificateFacts,
): Pick<Side, 'choice' | 'types'> {
  // What the decision wrote there is one of the matches, and their digits.
  const commodity = {
    match: facts['match.commodity'],
    digits: Number(facts['match.commodity-digits'] ?? 0),
  } as Side['choice']['commodity'];
  const isFar = commodity.match === 'different' || commodity.match === 'too-short';
  const lines = certificate.lines.filter(({ line }) =>
    named?.line === undefined ? !isFar : line === named.line,
  );
  // The first of the types that were asked for stands in the facts; where another of them fitted, it is the certificate's.
  const type = facts['match.type'] === 'equal' ? certificate.typeCode : facts['document.type'];
  return {
    choice: { commodity, lines: lines.map((line) => ({ line, commodity })) },
    types: typeof type === 'string' ? [type] : [],
  };
}

const AMOUNTS = ['declared', 'certified', 'taken', 'available', 'excess', 'tolerance'] as const;

function quantityOf(facts: Finding['facts']): object | undefined {
  const status = facts['quantity.status'];
  if (typeof status !== 'string') return undefined;
  const amounts = AMOUNTS.map((name) => [name, facts[`quantity.${name}`]] as const);
  const percent = facts['quantity.excess-percent'];
  const claimants = facts['quantity.claimants'];
  const unit = amounts.map(([, amount]) => unitOf(amount)).find((each) => each !== undefined);
  return {
    status,
    ...(unit === undefined ? {} : { unit }),
    // Amounts of one finding are of one unit; one of another would be told as what it is not.
    ...Object.fromEntries(
      amounts.flatMap(([name, amount]) => (unitOf(amount) === unit ? valueOf(name, amount) : [])),
    ),
    ...(typeof percent === 'string' ? { excessPercent: percent } : {}),
    ...(typeof claimants === 'string' ? { claimants: Number(claimants) } : {}),
  };
}

type Fact = Finding['facts'][string];

function unitOf(fact: Fact): string | undefined {
  return typeof fact === 'object' && 'unit' in fact ? fact.unit : undefined;
}

function valueOf(name: string, fact: Fact): readonly (readonly [string, string])[] {
  return typeof fact === 'object' && 'unit' in fact ? [[name, fact.value]] : [];
}
