import type { Reason } from '../../facts/index.ts';
import { dayAfter, daysBetween } from '../../matching/index.ts';
import type { Hit } from '../../rules/index.ts';
import { builtIn } from '../built-in.ts';
import type { CompiledRuleBook } from '../compiled-book.ts';
import { countryOf, sinceOf, type Row } from './rows.ts';
import { nameOfKey, type World } from './world.ts';

/** What the tables left open of a row. */
export interface Open {
  readonly reasons: readonly Reason[];
  /** Whether it may pass unseen, since the partner's road is down. */
  readonly isFallback: boolean;
  /** Last day by which what it waits for must have come. */
  readonly deadline: string | undefined;
}

export const SETTLED: Open = { reasons: [], isFallback: false, deadline: undefined };

function open(reason: Reason): Open {
  return { reasons: [reason], isFallback: false, deadline: undefined };
}

/** What is left open of a document that is missing, not found, or not counted: never a pass. */
export function openReasons(
  row: Row,
  hits: readonly Hit[],
  isHeld: boolean,
  world: World,
  book: CompiledRuleBook,
): Open {
  if (row.compared !== undefined) return isHeld || isCounted(row) ? SETTLED : uncounted(row, hits);
  const { requirement } = row;
  if (row.link !== undefined) return unlinked(row, isTold(hits, 'document.link'), world, book);
  if (requirement === undefined || hits.some((hit) => asks(hit, 'document.status'))) return SETTLED;
  return open(builtIn('document-missing', { codes: requirement.codes.join(', ') }));
}

/** Whether a rule says, not only in passing, what is to be done about a field. */
function isTold(hits: readonly Hit[], field: string): boolean {
  return hits.some((hit) => hit.row.outcome !== 'pass' && asks(hit, field));
}

export function isCounted({ status }: Row): boolean {
  return status === 'within' || status === 'within-tolerance';
}

/** Whether more is declared than there is. */
export function isExceeding({ status }: Row): boolean {
  return status === 'exceeds-line' || status === 'exceeds-account';
}

/** A pass that never asked about quantities does not stand where they are not within what is certified. */
function uncounted(row: Row, hits: readonly Hit[]): Open {
  if (hits.length === 0 || hits.some((hit) => asks(hit, 'quantity.'))) return SETTLED;
  const code = isExceeding(row) ? 'quantity-exceeded' : 'quantity-not-compared';
  return open(builtIn(code, { status: row.status ?? '' }));
}

function unlinked(row: Row, isSaid: boolean, world: World, book: CompiledRuleBook): Open {
  const { document, link } = row;
  if (document === undefined || link === undefined) return SETTLED;
  const { code, reference } = document;
  const suggestions = link.suggestions.map(({ number }) => number).join(', ');
  switch (link.state) {
    case 'ambiguous': {
      const named =
        link.candidates.length > 0
          ? link.candidates.map(nameOfKey)
          : link.readings.map(({ number }) => number);
      const candidates = named.toSorted().join(', ');
      return isSaid ? SETTLED : open(builtIn('reference-ambiguous', { reference, candidates }));
    }
    case 'unreadable':
      return isSaid ? SETTLED : open(builtIn('reference-unreadable', { reference, code }));
    case 'foreign-type':
      return isSaid ? SETTLED : open(builtIn('reference-foreign-type', { reference, suggestions }));
    case 'linked':
    case 'unknown':
      if (!isRoadDown(row)) return awaited(row, isSaid, suggestions, world, book);
      return isSaid ? SETTLED : unreachable(reference, countryOf(link) ?? '', book);
  }
}

function unreachable(reference: string, country: string, { practice }: CompiledRuleBook): Open {
  if (practice.fallback === 'hold') return open(builtIn('partner-unreachable', { reference, country }));
  const reasons = [builtIn('fallback-passed', { reference, country })];
  return { reasons, isFallback: true, deadline: undefined };
}

/** Waits for a certificate that is not there yet, and asks for it when it has not come. */
function awaited(row: Row, isSaid: boolean, suggestions: string, world: World, book: CompiledRuleBook): Open {
  const { document } = row;
  if (document === undefined) return SETTLED;
  const { reference } = document;
  const { day } = world.input;
  const since = sinceOf(document, world);
  const deadline = dayAfter(since, book.practice.waitingDays);
  if (day > deadline) {
    // Whatever a table said of it when it was new, it has been waited for long enough.
    const days = String(daysBetween(since, day));
    return open(builtIn('certificate-overdue', { reference, since, days, suggestions }));
  }
  const reasons = isSaid ? [] : [builtIn('certificate-awaited', { reference, deadline, suggestions })];
  return { reasons, isFallback: false, deadline };
}

/** A document that cannot be looked up because the road to where it would come from is down. */
export function isRoadDown({ facts, link }: Row): boolean {
  return link?.state === 'unknown' && facts['partner.reachable'] === false;
}

/** Whether a row asks about a field, or about any field of a kind (`quantity.`). */
export function asks({ row: { cells, when } }: Hit, field: string): boolean {
  const isField = Object.entries(cells).some(
    ([name, cell]) => (field.endsWith('.') ? name.startsWith(field) : name === field) && cell.is !== 'any',
  );
  return isField || (when?.includes(field.replaceAll(/[.-]/g, '_')) ?? false);
}
