import { parseDecimal, type Fault } from '../../base/index.ts';
import { UNITS } from '../../standards/index.ts';
import { isFieldName, MEASURES } from '../facts/index.ts';
import { analyse } from './analysis.ts';
import { placeholdersOf, SIDES } from './sentence.ts';
import { faultsOfTable } from './structure.ts';
import { subjectOf } from './subject.ts';
import type { DecisionTable, HitPolicy, RuleRow, Stage } from './table.ts';

/** What is wrong with a table (it cannot be approved), and what its author should look at again. Paths are JSON Pointers. */
export interface TableCheck {
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

/** Languages that every sentence has; the others fall back to English. */
const NEEDED = ['en', 'zh'] as const;

const HITS: Readonly<Record<Stage, readonly HitPolicy[]>> = {
  requirement: ['collect'],
  paperless: ['first', 'unique'],
  measure: ['first', 'unique'],
  tolerance: ['first', 'unique'],
  judgement: ['first', 'unique', 'worst'],
};

const OUTPUTS: Readonly<Record<Stage, readonly string[]>> = {
  requirement: ['codes', 'type', 'check'],
  paperless: ['paper', 'scheme'],
  measure: ['measure', 'fallback'],
  tolerance: ['absolute', 'unit', 'percent'],
  judgement: [],
};

/** Everything that can be said of a table before it meets a case. */
export function checkTable(table: unknown): TableCheck {
  const structural = faultsOfTable(table);
  if (structural.length > 0) return { faults: structural, warnings: [] };
  // A table without structural faults is one: that is what they are about.
  const read = table as DecisionTable;
  const analysis = analyse(read);
  const faults = [
    ...(HITS[read.stage].includes(read.hit)
      ? []
      : [{ code: 'rule-hit-unfit', path: '/hit', values: { stage: read.stage, hit: read.hit } }]),
    ...titleFaults(read),
    ...codesRepeated(read),
    ...read.rows.flatMap((row, place) =>
      rowFaults(read, row).map((fault) => ({
        ...fault,
        path: `/rows/${String(place)}${fault.path}`,
        values: { row: row.id, ...fault.values },
      })),
    ),
    ...analysis.faults,
  ];
  return { faults, warnings: analysis.warnings };
}

/** What is wrong between the tables of one book: names and reason codes that two of them share. Paths begin with the table's place. */
export function checkTogether(tables: readonly DecisionTable[]): readonly Fault[] {
  const names = new Set<string>();
  const codes = new Map<string, string>();
  return tables.flatMap((table, at): readonly Fault[] => {
    const path = `/${String(at)}`;
    const repeated = names.has(table.name)
      ? [{ code: 'rule-table-repeated', path: `${path}/name`, values: { table: table.name } }]
      : [];
    names.add(table.name);
    const shared = table.rows.flatMap(({ id, code }, place): readonly Fault[] => {
      if (code === undefined) return [];
      const other = codes.get(code);
      if (other === undefined) codes.set(code, table.name);
      return other === undefined || other === table.name
        ? []
        : [
            {
              code: 'rule-code-shared',
              path: `${path}/rows/${String(place)}/code`,
              values: { row: id, code, other },
            },
          ];
    });
    return [...repeated, ...shared];
  });
}

function titleFaults({ title }: DecisionTable): readonly Fault[] {
  return NEEDED.filter((language) => title[language] === undefined).map((language) => ({
    code: 'rule-language-missing',
    path: '/title',
    values: { row: '', language },
  }));
}

/** A row in shadow may stand in for a live one of the same cause; otherwise a code says one thing. */
function codesRepeated({ rows }: DecisionTable): readonly Fault[] {
  const seen = new Set<string>();
  return rows.flatMap(({ id, code, mode }, place): readonly Fault[] => {
    if (code === undefined || mode === 'off') return [];
    const name = `${mode} ${code}`;
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [{ code: 'rule-code-repeated', path: `/rows/${String(place)}/code`, values: { row: id, code } }];
  });
}

function rowFaults(table: DecisionTable, row: RuleRow): readonly Fault[] {
  return [
    ...(table.stage === 'judgement' ? judgementFaults(table, row) : []),
    ...outputFaults(table, row.outputs ?? {}),
  ];
}

function judgementFaults(table: DecisionTable, row: RuleRow): readonly Fault[] {
  const missing = (['outcome', 'code', 'actor', 'sentence'] as const)
    .filter((member) => row[member] === undefined)
    .map((member) => ({ code: 'rule-member-missing', path: `/${member}`, values: { member } }));
  const { sentence } = row;
  if (sentence === undefined) return missing;
  const untold = NEEDED.filter((language) => sentence[language] === undefined).map((language) => ({
    code: 'rule-language-missing',
    path: '/sentence',
    values: { language },
  }));
  const hasSides = subjectOf(table.inputs, row) !== undefined;
  const unknown = placeholdersOf(sentence)
    .filter((name) => (SIDES.some((side) => side === name) ? !hasSides : !isFieldName(name)))
    .map((name) => ({ code: 'rule-placeholder-unknown', path: '/sentence', values: { name } }));
  return [...missing, ...untold, ...unknown];
}

function outputFaults(table: DecisionTable, outputs: Readonly<Record<string, string>>): readonly Fault[] {
  const known = new Set([...OUTPUTS[table.stage], ...(table.outputs ?? [])]);
  const unknown = Object.keys(outputs)
    .filter((name) => !known.has(name))
    .map((name) => ({ code: 'rule-output-unknown', path: `/outputs/${name}`, values: { name } }));
  return [...unknown, ...OF_STAGE[table.stage](outputs)];
}

type OutputCheck = (outputs: Readonly<Record<string, string>>) => readonly Fault[];

const OF_STAGE: Readonly<Record<Stage, OutputCheck>> = {
  judgement: () => [],
  requirement: ({ codes }) =>
    codes === undefined || !/^[^,\s]+(?:,\s*[^,\s]+)*$/.test(codes) ? [unfit('codes')] : [],
  paperless: ({ paper }) => (paper === 'needed' || paper === 'not-needed' ? [] : [unfit('paper')]),
  measure: ({ measure, fallback }) => [
    ...(isMeasure(measure) ? [] : [unfit('measure')]),
    ...(fallback === undefined || isMeasure(fallback) ? [] : [unfit('fallback')]),
  ],
  tolerance: ({ absolute, unit, percent }) => [
    ...(absolute === undefined && percent === undefined ? [unfit('absolute')] : []),
    ...(absolute === undefined || isShare(absolute) ? [] : [unfit('absolute')]),
    ...(percent === undefined || isShare(percent) ? [] : [unfit('percent')]),
    ...(absolute !== undefined && !UNITS.has(unit ?? '') ? [unfit('unit')] : []),
  ],
};

function isMeasure(text: string | undefined): boolean {
  return MEASURES.some((measure) => measure === text);
}

function isShare(text: string): boolean {
  const decimal = parseDecimal(text);
  return decimal !== undefined && decimal.coefficient >= 0n;
}

function unfit(name: string): Fault {
  return { code: 'rule-output-unfit', path: `/outputs/${name}`, values: { name } };
}
