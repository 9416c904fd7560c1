import type { Session } from '../../database/index.ts';
import type { DeclarationFacts, DocumentKey, Link } from '../facts/index.ts';
import { spreadOver, type CommodityPractice, type Part } from '../matching/index.ts';
import { linkOf, suggest, type Reading, type ReferenceReading } from '../references/index.ts';
import { documentName } from './naming.ts';
import type { DocumentSource, FoundDocument } from './ports.ts';

/** A chain of replacements longer than this is not followed to its end: nobody replaces a certificate so often. */
const LONGEST_CHAIN = 20;
/** Parts of one certificate that are looked at; of more, nobody but the trader says which is meant. */
const MOST_PARTS = 50;
/** Near documents that are looked at for suggestions, and references of a case for which they are looked for. */
const NEAR = 20;
const MOST_SUGGESTED = 5;

/** The goods that are declared, and how their codes are compared. */
interface LinkedGoods {
  readonly declaration: DeclarationFacts;
  readonly commodity: CommodityPractice;
}

/** References of one country's cases, found in the ledger. */
export interface Linked {
  /** What the readings of a declaration lead to; of a document that was split, to the part that covers each goods item. */
  linksOf(readings: readonly ReferenceReading[], goods: LinkedGoods): Promise<readonly Link[]>;
  /** A document that was read; by `documentName`. */
  document(name: string): FoundDocument | undefined;
}

/**
 * Finds all references of a country's cases together, and reads what they lead to, through replacements. With `locked` the documents
 * stay as they are until the transaction ends.
 */
export async function linkReferences(
  session: Session,
  source: DocumentSource,
  country: string,
  references: readonly ReferenceReading[],
  also: readonly DocumentKey[],
  locked: boolean,
): Promise<Linked> {
  const readings = distinct(references.flatMap(({ readings: certain, foreign }) => [...certain, ...foreign]));
  const found = readings.length === 0 ? [] : await source.find(session, country, readings);
  const byReading = new Map(readings.map((reading, index) => [keyOf(reading), found[index] ?? []]));
  const documents = await readThrough(session, source, country, [...found.flat(), ...also], locked);
  const of = (asked: readonly Reading[]) => asked.map((reading) => byReading.get(keyOf(reading)) ?? []);
  return {
    document: (name) => documents.get(name),
    async linksOf(cited, { declaration, commodity }) {
      const links: Link[] = [];
      let suggested = 0;
      for (const reading of cited) {
        const certain = of(reading.readings);
        const foreign = of(reading.foreign);
        const end = endOf(certain.flat(), documents);
        const [first] = reading.readings;
        const isUnknown = certain.flat().length === 0 && first !== undefined && suggested < MOST_SUGGESTED;
        if (isUnknown) suggested += 1;
        const suggestions = isUnknown
          ? suggest(first, await source.near(session, country, first, NEAR))
          : undefined;
        const link = linkOf(reading, {
          found: certain,
          foreign,
          ...end,
          ...(suggestions === undefined ? {} : { suggestions }),
        });
        const isSplit = link.state === 'ambiguous' && reading.readings.length === 1;
        const parts = isSplit ? partsOf(end.parts ?? [], documents) : [];
        links.push(...(parts.length === 0 ? [link] : spreadOver(link, parts, declaration, commodity)));
      }
      return links;
    },
  };
}

/** Reads documents and those that took their places, of a split one its parts. */
async function readThrough(
  session: Session,
  source: DocumentSource,
  country: string,
  keys: readonly DocumentKey[],
  locked: boolean,
): Promise<ReadonlyMap<string, FoundDocument>> {
  const known = new Map<string, FoundDocument>();
  let wanted = keys;
  for (let hop = 0; hop <= LONGEST_CHAIN && wanted.length > 0; hop += 1) {
    const next: DocumentKey[] = [];
    const read = await source.read(session, country, inOrder(wanted), { locked });
    for (const [name, document] of read) {
      known.set(name, document);
      if (document.standing === 'replaced' && document.successors.length <= MOST_PARTS)
        next.push(...document.successors);
    }
    wanted = next.filter((key) => !known.has(documentName(key)));
  }
  return known;
}

/** The chain from a document that was cited to the one in force, or the parts it was split into. */
export function endOf(
  found: readonly DocumentKey[],
  documents: ReadonlyMap<string, FoundDocument> | { get(name: string): FoundDocument | undefined },
): Pick<Parameters<typeof linkOf>[1], 'chain' | 'certificate' | 'parts'> {
  const [first, ...others] = found;
  if (first === undefined || others.some((key) => documentName(key) !== documentName(first))) return {};
  const chain: DocumentKey[] = [];
  let document = documents.get(documentName(first));
  let parts: readonly DocumentKey[] = [];
  while (document !== undefined) {
    const { country, authority, number } = document.facts;
    chain.push({ country, authority, number });
    const { successors, standing } = document;
    const [successor, ...more] = successors;
    if (standing !== 'replaced' || successor === undefined || chain.length > LONGEST_CHAIN) break;
    if (more.length > 0) {
      parts = successors;
      break;
    }
    const next = documents.get(documentName(successor));
    // A successor that does not concern the country is not there for it: the chain ends at what was replaced.
    if (next === undefined || chain.some((key) => documentName(key) === documentName(successor))) break;
    document = next;
  }
  const certificate = document?.facts;
  return { chain, parts, ...(certificate === undefined ? {} : { certificate }) };
}

/**
 * What is in force of the parts of a split document, each followed to its end; of a part that was split in its turn, its own. Parts
 * that do not concern the country are not there for it. None where one of them cannot be followed: it may be the one that is meant.
 */
function partsOf(
  keys: readonly DocumentKey[],
  documents: ReadonlyMap<string, FoundDocument>,
): readonly Part[] {
  const found: Part[] = [];
  const open = keys.map((key) => ({ key, before: [] as readonly DocumentKey[] }));
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { key, before } = next;
    const { chain = [], parts = [], certificate } = endOf([key], documents);
    if (certificate === undefined) continue;
    const led = [...before, ...chain];
    if (led.length > LONGEST_CHAIN || found.length + open.length + parts.length > MOST_PARTS) return [];
    if (parts.length > 0) open.push(...parts.map((part) => ({ key: part, before: led })));
    else if (documents.get(documentName(certificate))?.standing === 'in-force')
      found.push({ chain: led, certificate });
  }
  return found;
}

function distinct(readings: readonly Reading[]): readonly Reading[] {
  return [...new Map(readings.map((reading) => [keyOf(reading), reading])).values()];
}

function keyOf({ type, country, authority, year, number, suffix }: Reading): string {
  return [type, country, authority, year, number, suffix].join('\n');
}

function inOrder(keys: readonly DocumentKey[]): readonly DocumentKey[] {
  const byName = new Map(keys.map((key) => [documentName(key), key]));
  return [...byName.keys()].toSorted().flatMap((name) => byName.get(name) ?? []);
}
