import type { Finding } from '../../base/index.ts';

/** Texts come from partners: what a table or canonical JSON cannot hold is shown as the replacement character. */
export function tableText(text: string): string {
  return text.replace(
    /\u0000|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g,
    '\uFFFD',
  );
}

/** JSON for a table. */
export function tableJson(value: unknown): string {
  const text = JSON.stringify(value);
  // Only what is written as an escape can be what a table does not hold; looking at each member is dear, and rarely needed, and
  // so is a pattern where there is no escape at all.
  if (!text.includes('\\u') || !/\\u(?:0000|d[89a-f])/.test(text)) return text;
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'string' ? tableText(member) : member,
  );
}

const MOST_FINDINGS = 100;
const LONGEST_PATH = 1_000;
const LONGEST_VALUE = 500;

/** Findings as a receipt carries them: bounded, so that any partner takes it. */
export function toldFindings(findings: readonly Finding[]) {
  return findings.slice(0, MOST_FINDINGS).map(({ area, level, code, path, values }) => ({
    area,
    level,
    code: code.slice(0, 100),
    path: tableText(path.slice(0, LONGEST_PATH)),
    values: Object.fromEntries(
      Object.entries(values)
        .slice(0, 20)
        .map(([name, value]) => [name.slice(0, 100), tableText(value.slice(0, LONGEST_VALUE))]),
    ),
  }));
}
