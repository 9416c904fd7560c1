import type { CompiledRuleBook } from '../compiled-book.ts';
import { firstOutputs } from './quantities.ts';
import { readOnce } from './requirements.ts';
import type { Row } from './rows.ts';

/** Enters whether paper is asked for. The nation waives it; a narrower level can only ask for it all the same. */
export function enterPaper(row: Row, book: CompiledRuleBook): void {
  if (row.document === undefined && row.requirement === undefined) return;
  const national = firstOutputs(row, book.national.paperless);
  const isWaived = national?.['paper'] === 'not-needed';
  const local = isWaived ? firstOutputs(row, book.local.paperless) : undefined;
  const isNeeded = !isWaived || local?.['paper'] === 'needed';
  row.facts['document.paper'] = isNeeded ? 'needed' : 'not-needed';
  const scheme = national?.['scheme'];
  if (!isNeeded && national !== undefined && scheme !== undefined) row.outputs = schemeOf(national);
}

const schemeOf = readOnce(({ scheme = '' }) => ({ scheme }));
