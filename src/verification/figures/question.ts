import type { Database, Scope, Statement } from '../../database/index.ts';
import type { Outcome } from '../facts/index.ts';
import {
  VERIFICATION_MEASURES,
  type Counted,
  type VerificationDimension,
  type VerificationMeasure,
} from './measures.ts';

export interface FigureQuestion {
  readonly measures: readonly VerificationMeasure[];
  readonly by: VerificationDimension;
  /** First and last month, `2026-01`. */
  readonly from?: string;
  readonly until?: string;
  readonly authority?: string;
  readonly office?: string;
  /** Only cases of one key of a dimension: `{ dimension: 'country', key: 'NZ' }`; with `by` a column, or the same dimension. */
  readonly of?: { readonly dimension: KeyedDimension; readonly key: string };
}

/** Dimensions that have a column of their own; the others are told by their key. */
const COLUMNS = {
  month: 'left(month::text, 7)',
  office: 'office',
  authority: 'authority',
} as const satisfies Partial<Record<VerificationDimension, string>>;
export type KeyedDimension = Exclude<VerificationDimension, keyof typeof COLUMNS>;

function isKeyed(by: VerificationDimension): by is KeyedDimension {
  return !Object.hasOwn(COLUMNS, by);
}

export interface FigureAnswer {
  readonly measures: readonly VerificationMeasure[];
  readonly by: VerificationDimension;
  /** Amounts by measure; null where there is nothing to divide by. */
  readonly rows: readonly { readonly key: string; readonly amounts: readonly (number | null)[] }[];
  /** Counted apart: a case of several commodities counts under each. */
  readonly total: readonly (number | null)[];
  readonly truncated: boolean;
}

/** A rule in shadow beside what was decided. */
export interface ShadowReport {
  /** First day, and the day after the last; YYYY-MM-DD. */
  readonly from: string;
  readonly until: string;
  readonly rows: readonly {
    readonly table: string;
    readonly row: string;
    readonly exact: number;
    readonly group: number;
    readonly different: number;
    readonly samples: readonly ShadowSample[];
  }[];
}

export interface ShadowSample {
  readonly kind: 'group' | 'different';
  readonly claimant: string;
  readonly version: number;
  readonly outcome: Outcome;
  readonly wouldBe: Outcome;
  /** RFC 3339. */
  readonly at: string;
}

const MOST_ROWS = 2000;

/** Answers a question from the sums, as far as the scope may see them. */
export async function verificationFigures(
  database: Database,
  scope: Scope,
  question: FigureQuestion,
): Promise<FigureAnswer> {
  const { measures, by } = question;
  const asked = [...new Set(measures.flatMap(countedOf))];
  const lines = statementOf(scope, question, asked, isKeyed(by) ? by : (question.of?.dimension ?? 'all'), by);
  const whole = statementOf(scope, question, asked, question.of?.dimension ?? 'all', undefined);
  const [rows, total] = await database.transaction(scope, async (session) => [
    await session.query<Row>(lines.statement, lines.values),
    await session.query<Row>(whole.statement, whole.values),
  ]);
  const amounts = (row: Row | undefined) => measures.map((name) => amountOf(name, asked, row ?? {}));
  return {
    measures,
    by,
    rows: rows.slice(0, MOST_ROWS).map((row) => ({ key: row['key'] ?? '', amounts: amounts(row) })),
    total: amounts(total[0]),
    truncated: rows.length > MOST_ROWS,
  };
}

type Row = Readonly<Record<string, string | null>>;

interface Measure {
  readonly of: Counted;
  readonly per?: Counted;
  readonly factor?: number;
}

function countedOf(name: VerificationMeasure): readonly Counted[] {
  const { of, per }: Measure = VERIFICATION_MEASURES[name];
  return per === undefined ? [of] : [of, per];
}

function amountOf(name: VerificationMeasure, asked: readonly Counted[], row: Row): number | null {
  const { of, per, factor = 1 }: Measure = VERIFICATION_MEASURES[name];
  const sum = (counted: Counted) => Number(row[`a${String(asked.indexOf(counted))}`] ?? 0);
  const divisor = per === undefined ? 1 : sum(per);
  return divisor === 0 ? null : Math.round(((sum(of) * factor) / divisor) * 100) / 100;
}

/** The statement is made of fixed pieces; whatever the asker gives is bound. */
function statementOf(
  scope: Scope,
  { from, until, authority, office, of }: FigureQuestion,
  asked: readonly Counted[],
  dimension: string,
  by: VerificationDimension | undefined,
): { readonly statement: Statement; readonly values: readonly unknown[] } {
  const values: unknown[] = [];
  const bound = (value: unknown): string => `$${String(values.push(value))}`;
  const conditions = [`dimension = ${bound(dimension)}`, `measure = any(${bound(asked)}::text[])`];
  if (of !== undefined) conditions.push(keyCondition(of, dimension, bound));
  // What row-level security says of the scope, in a form that finds its way by an index.
  if (scope.kind === 'authority') conditions.push(`country = ${bound(scope.country)}`);
  if (authority !== undefined) conditions.push(`authority = ${bound(authority)}`);
  if (office !== undefined) conditions.push(`office = ${bound(office)}`);
  if (from !== undefined) conditions.push(`month >= ${bound(`${from}-01`)}::date`);
  if (until !== undefined) conditions.push(`month <= ${bound(`${until}-01`)}::date`);
  const key = by === undefined ? `''` : isKeyed(by) ? 'key' : COLUMNS[by];
  const sums = asked.map(
    (counted, index) => `sum(amount) filter (where measure = ${bound(counted)})::text as a${String(index)}`,
  );
  const grouped =
    by === undefined ? '' : ` group by 1 order by 2 desc nulls last, 1 limit ${String(MOST_ROWS + 1)}`;
  return {
    statement: {
      // Unnamed: the combinations are many, and planning costs less than a server's memory.
      name: '',
      text: `select ${key} as key, ${sums.join(', ')}
             from verification_figure where ${conditions.join(' and ')}${grouped}`,
    },
    values,
  };
}

/** A chapter's headings are asked for by the chapter. */
function keyCondition(
  { dimension, key }: { readonly dimension: KeyedDimension; readonly key: string },
  asked: string,
  bound: (value: unknown) => string,
): string {
  if (dimension === 'chapter' && asked === 'heading') return `left(key, 2) = ${bound(key)}`;
  return `key = ${bound(key)}`;
}

const SHADOW: Statement = {
  name: 'verification-shadow-rules',
  text: `select key as rule, sum(amount) filter (where measure = 'shadow-exact')::text as exact,
           sum(amount) filter (where measure = 'shadow-group')::text as "group",
           sum(amount) filter (where measure = 'shadow-different')::text as different
         from verification_figure
         where dimension = 'shadow' and measure like 'shadow-%' and month >= $1::date and ($2::text is null or country = $2)
         group by 1 order by 4 desc nulls last, 1 limit 200`,
};
const SAMPLES: Statement = {
  name: 'verification-shadow-samples',
  text: `select s.* from unnest($1::text[]) as w (rule)
         cross join unnest(array['different', 'group']) as k (kind)
         cross join lateral (
           select rule, kind, claimant, version, outcome, would_be, at from verification_shadow v
           where v.rule = w.rule and v.kind = k.kind and ($2::text is null or v.country = $2) and v.at >= $3::date
           order by v.at desc limit 5) s`,
};

interface SampleRow {
  readonly rule: string;
  readonly kind: 'group' | 'different';
  readonly claimant: string;
  readonly version: number;
  readonly outcome: Outcome;
  readonly would_be: Outcome;
  readonly at: Date;
}

/** Rules in shadow against what was decided, of the cases entered since the first of a month. */
export async function shadowReport(
  database: Database,
  scope: Scope,
  { from, until }: Pick<ShadowReport, 'from' | 'until'>,
): Promise<ShadowReport> {
  const country = scope.kind === 'authority' ? scope.country : null;
  return database.transaction(scope, async (session) => {
    const rules = await session.query<Row>(SHADOW, [from, country]);
    const samples = await session.query<SampleRow>(SAMPLES, [rules.map(({ rule }) => rule), country, from]);
    const rows = rules.map((counts) => {
      const rule = counts['rule'] ?? '';
      const place = rule.indexOf('/');
      return {
        table: rule.slice(0, place),
        row: rule.slice(place + 1),
        exact: Number(counts['exact'] ?? 0),
        group: Number(counts['group'] ?? 0),
        different: Number(counts['different'] ?? 0),
        samples: samples
          .filter((sample) => sample.rule === rule)
          .map(({ kind, claimant, version, outcome, would_be, at }) => ({
            kind,
            claimant,
            version,
            outcome,
            wouldBe: would_be,
            at: at.toISOString(),
          })),
      };
    });
    return { from, until, rows };
  });
}
