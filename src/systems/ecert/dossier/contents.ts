import type { CanonicalValue } from '../../../base/index.ts';
import { canonicalJson, utf8 } from '../../../base/index.ts';
import { sha256Hex } from '../../../crypto/index.ts';
import { isCanonicalValue, memberOf } from '../../../../verify/core/index.ts';
import type { HistoryLine } from '../../../ledger/index.ts';

/** What is told of one act at most, in bytes; what is longer is left to its digest. */
const LONGEST_CONTENT = 65_536;

/** What was said in an act, if one of the candidates is exactly what the act's digest names. */
export function provenContent(
  { digest }: Pick<HistoryLine, 'digest'>,
  candidates: readonly CanonicalValue[],
): CanonicalValue | undefined {
  return candidates
    .filter((candidate) => isCanonicalValue(candidate))
    .find((candidate) => {
      const bytes = utf8(canonicalJson(candidate));
      return bytes.length <= LONGEST_CONTENT && sha256Hex(bytes) === digest;
    });
}

/** What an act's input may have been, by what it changed: a paper's number, an ending with its reason, a day. */
export function inputsOf({ action, change }: HistoryLine): readonly CanonicalValue[] {
  // A change is read from JSON, and its texts, if any, are taken one by one.
  const changed = change as CanonicalValue;
  const text = (...path: readonly string[]) => {
    const value = memberOf(changed, ...path);
    return typeof value === 'string' ? value : undefined;
  };
  const papers = memberOf(changed, 'papers');
  const remarks = memberOf(changed, 'remarks');
  const last = (list: CanonicalValue | undefined) =>
    Array.isArray(list) ? (list as readonly CanonicalValue[]).at(-1) : undefined;
  const said: readonly (Readonly<Record<string, CanonicalValue | undefined>> | undefined)[] = [
    { paper: last(papers) },
    { reason: text('ending', 'reason'), successor: text('ending', 'successor') },
    { due: text('due') },
    { remark: memberOf(last(remarks), 'text') },
    action === 'revise' || action === 'drafted' ? asRecord(memberOf(changed, 'form')) : undefined,
  ];
  // An act without any word says nothing worth telling.
  return said.flatMap((each) =>
    each !== undefined && Object.values(each).some((value) => value !== undefined) ? [each] : [],
  );
}

function asRecord(value: CanonicalValue | undefined): Readonly<Record<string, CanonicalValue>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, CanonicalValue>>)
    : undefined;
}
