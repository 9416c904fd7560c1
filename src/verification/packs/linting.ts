import { LANGUAGES } from '../../base/index.ts';
import { checkTogether, type DecisionTable } from '../rules/index.ts';
import type { PackFault } from './loading.ts';
import type { RulePack } from './pack.ts';
import { testPack, type PackTestReport } from './running.ts';

/** What a pack's author must mend, what they should look at again, and what the pack's own tests said. */
export interface PackCheck {
  readonly faults: readonly PackFault[];
  readonly warnings: readonly PackFault[];
  readonly tests: PackTestReport;
}

/** What can only be said of a pack as a whole: between its tables, its references and its tests. */
export function checkPack(pack: RulePack): PackCheck {
  const tests = testPack(pack);
  return {
    faults: [...sharedFaults(pack), ...requirementFaults(pack), ...referenceFaults(pack)],
    warnings: [...languageWarnings(pack), ...unmetWarnings(pack, tests), ...orphanWarnings(pack)],
    tests,
  };
}

/** Names and reason codes that two tables share; the first step of a path is the table's place. */
function sharedFaults({ tables }: RulePack): readonly PackFault[] {
  return checkTogether(tables.map(({ table }) => table)).map((fault) => {
    const [, place = '0', ...rest] = fault.path.split('/');
    const path = rest.map((step) => `/${step}`).join('');
    return { ...fault, path, file: tables[Number(place)]?.file ?? '' };
  });
}

/** A requirement that does not say which type of document it wants would take any document of its code. */
function requirementFaults(pack: RulePack): readonly PackFault[] {
  const known = new Set(pack.references.map(({ code }) => code));
  return rowsOf(pack, 'requirement').flatMap(({ file, row, path }) => {
    const { codes = '', type } = row.outputs ?? {};
    const wanted = listOf(codes);
    if (type === undefined)
      return wanted.some((code) => known.has(code))
        ? [{ code: 'pack-requirement-no-type', file, path, values: { row: row.id } }]
        : [];
    return wanted
      .filter((code) => !known.has(code))
      .map((code) => ({ code: 'pack-code-no-pattern', file, path, values: { row: row.id, code } }));
  });
}

/** Two patterns of one name would be one parameter row; one that gives no country leads nowhere. */
function referenceFaults({ references }: RulePack): readonly PackFault[] {
  const seen = new Set<string>();
  return references.flatMap(({ code, style, parts, country }, place): readonly PackFault[] => {
    const at = { file: 'references.json', path: `/${String(place)}`, values: { code, style } };
    const name = `${code} ${style}`;
    const repeated = seen.has(name) ? [{ ...at, code: 'pack-pattern-repeated' }] : [];
    seen.add(name);
    const hasCountry = country !== undefined || parts.some((part) => part.as === 'country');
    return [...repeated, ...(hasCountry ? [] : [{ ...at, code: 'pack-pattern-no-country' }])];
  });
}

/** Patterns of a code that no requirement asks for. */
function orphanWarnings(pack: RulePack): readonly PackFault[] {
  const wanted = new Set(
    rowsOf(pack, 'requirement').flatMap(({ row }) => listOf(row.outputs?.['codes'] ?? '')),
  );
  return [...new Set(pack.references.map(({ code }) => code))]
    .filter((code) => !wanted.has(code))
    .map((code) => ({ code: 'pack-pattern-unused', file: 'references.json', path: '', values: { code } }));
}

/** Sentences that a reader of some language would see in English, by file. */
function languageWarnings(pack: RulePack): readonly PackFault[] {
  const { title, description } = pack.manifest;
  const said = new Map<string, Readonly<Record<string, string | undefined>>[]>([
    ['pack.json', [title, description]],
  ]);
  for (const { file, row } of rowsOf(pack, 'judgement'))
    said.set(file, [...(said.get(file) ?? []), row.sentence ?? {}]);
  return [...said].flatMap(([file, texts]) => {
    const languages = LANGUAGES.filter((language) => texts.some((text) => text[language] === undefined));
    const count = texts.filter((text) => languages.some((language) => text[language] === undefined)).length;
    const values = { count, languages: languages.join(', ') };
    return count === 0 ? [] : [{ code: 'pack-language-missing', file, path: '', values }];
  });
}

/** Tables with rows that no test meets: nobody has said yet what they are to do. */
function unmetWarnings({ tables }: RulePack, { unmet }: PackTestReport): readonly PackFault[] {
  return tables.flatMap(({ file, table }) => {
    const rows = unmet.filter((each) => each.table === table.name).map(({ row }) => row);
    return rows.length === 0
      ? []
      : [{ code: 'pack-rows-untested', file, path: '/rows', values: { rows: rows.join(', ') } }];
  });
}

function rowsOf({ tables }: RulePack, stage: DecisionTable['stage']) {
  return tables
    .filter(({ table }) => table.stage === stage)
    .flatMap(({ file, table }) =>
      table.rows
        .map((row, place) => ({ file, row, path: `/rows/${String(place)}` }))
        .filter(({ row }) => row.mode !== 'off'),
    );
}

function listOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}
