import type { Database, Scope, Statement } from '../../../database/index.ts';
import { MEASURES, type Counted, type Measure, type MeasureName } from './measures.ts';

/** What one can ask figures by. */
export const DIMENSIONS = [
  'year',
  'month',
  'country',
  'destination',
  'authority',
  'office',
  'chapter',
  'heading',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export interface FigureQuestion {
  /** One or several measures, each a column of the answer. */
  readonly measures: readonly MeasureName[];
  /** None, one or two dimensions. */
  readonly by: readonly Dimension[];
  /** First and last month, `2026-01`. */
  readonly from?: string;
  readonly until?: string;
  /** Issuing country. */
  readonly country?: string;
  /** Importing country. */
  readonly destination?: string;
  /** `out`: issued by the asker's country; `in`: for it. Both where absent. */
  readonly direction?: 'in' | 'out';
  readonly authority?: string;
  readonly office?: string;
  /** Chapter or heading of the Harmonized System: two or four digits. */
  readonly commodity?: string;
}

/** A line of the answer: what it is of, and an amount for each measure; null where there is nothing to divide by. */
export interface FigureRow {
  readonly keys: readonly string[];
  readonly amounts: readonly (number | null)[];
}

export interface FigureTable {
  readonly measures: readonly MeasureName[];
  readonly by: readonly Dimension[];
  readonly rows: readonly FigureRow[];
  /** Counted apart: by commodity the lines may add up to more. */
  readonly total: readonly (number | null)[];
  /** Whether there are more lines than are given. */
  readonly truncated: boolean;
}

const MOST_ROWS = 5000;

const EXPRESSIONS: Readonly<Record<Dimension, string>> = {
  year: `left(month::text, 4)`,
  month: `left(month::text, 7)`,
  country: 'country',
  destination: 'destination',
  authority: 'authority',
  office: 'office',
  chapter: 'commodity',
  heading: 'commodity',
};

/** Answers a question from the sums, as far as the scope may see them. */
export async function figuresOf(
  database: Database,
  scope: Scope,
  question: FigureQuestion,
): Promise<FigureTable> {
  const { measures, by } = question;
  const asked = [...new Set(measures.flatMap(countedOf))];
  const split = by.includes('heading') || by.includes('chapter');
  const lines = queryOf(scope, question, asked, by);
  // By commodity the lines may add up to more than there is: the total is counted apart.
  const whole = split ? queryOf(scope, question, asked, []) : undefined;
  const [rows, apart] = await database.transaction(scope, async (session) => [
    await session.query<Row>(lines.statement, lines.values),
    whole === undefined ? [] : await session.query<Row>(whole.statement, whole.values),
  ]);
  const amounts = (row: Row | undefined) =>
    measures.map((name) => amountOf(MEASURES[name], asked, row ?? {}));
  const told = rows.filter((row) => row['whole'] === '0');
  return {
    measures,
    by,
    rows: told
      .slice(0, MOST_ROWS)
      .map((row) => ({ keys: by.map((_, index) => row[`k${String(index)}`] ?? ''), amounts: amounts(row) })),
    total: amounts(split ? apart[0] : rows.find((row) => row['whole'] === '1')),
    truncated: told.length > MOST_ROWS,
  };
}

type Row = Readonly<Record<string, string | null>>;

function countedOf(name: MeasureName): readonly Counted[] {
  const { of, per }: Measure = MEASURES[name];
  return per === undefined ? [of] : [of, per];
}

function amountOf(measure: Measure, asked: readonly Counted[], row: Row): number | null {
  const sum = (counted: Counted) => Number(row[`a${String(asked.indexOf(counted))}`] ?? 0);
  if (measure.per === undefined) return sum(measure.of);
  const divisor = sum(measure.per);
  return divisor === 0 ? null : Math.round(((sum(measure.of) * (measure.factor ?? 1)) / divisor) * 100) / 100;
}

/** The statement is made of fixed pieces; whatever the asker gives is bound. */
function queryOf(
  scope: Scope,
  question: FigureQuestion,
  asked: readonly Counted[],
  by: readonly Dimension[],
): { readonly statement: Statement; readonly values: readonly unknown[] } {
  const values: unknown[] = [];
  const bound = (value: unknown): string => `$${String(values.push(value))}`;
  const conditions = [`measure = any(${bound(asked)}::text[])`];
  conditions.push(`grain = '${grainOf(scope, question, by)}'`);
  const { commodity = '' } = question;
  const level = by.includes('heading') ? 4 : by.includes('chapter') ? 2 : commodity.length;
  conditions.push(`level = ${String(level === 2 || level === 4 ? level : 0)}`);
  if (commodity !== '') conditions.push(`left(commodity, ${String(commodity.length)}) = ${bound(commodity)}`);
  for (const [column, value] of Object.entries(placesAsked(scope, question))) {
    if (value !== undefined) conditions.push(`${column} = ${bound(value)}`);
  }
  conditions.push(...ownConditions(scope, bound));
  if (question.from !== undefined) conditions.push(`month >= ${bound(`${question.from}-01`)}::date`);
  if (question.until !== undefined) conditions.push(`month <= ${bound(`${question.until}-01`)}::date`);
  const keys = by.map((dimension, index) => `${EXPRESSIONS[dimension]} as k${String(index)}`);
  const sums = asked.map(
    (counted, index) => `sum(amount) filter (where measure = ${bound(counted)})::text as a${String(index)}`,
  );
  const groups = by.map((dimension) => EXPRESSIONS[dimension]).join(', ');
  const [first = ''] = by.map((dimension) => EXPRESSIONS[dimension]);
  const isWhole = by.length === 0 ? `'1'` : `grouping(${first})::text`;
  // The row of the whole has no keys, and comes before whatever the limit cuts off.
  const order = by.length === 0 ? '' : ` group by grouping sets ((${groups}), ())`;
  const places = by.map((_, index) => String(index + 2));
  const limit =
    by.length === 0 ? '' : ` order by 1 desc, ${places.join(', ')} limit ${String(MOST_ROWS + 2)}`;
  return {
    statement: {
      // Unnamed: the combinations are many, and planning costs less than a server's memory.
      name: '',
      text: `select ${[`${isWhole} as whole`, ...keys, ...sums].join(', ')}
             from figure_total where ${conditions.join(' and ')}${order}${limit}`,
    },
    values,
  };
}

/** What row-level security says of the scope, in a form that finds its way by an index. */
function ownConditions(scope: Scope, bound: (value: unknown) => string): readonly string[] {
  if (scope.kind !== 'authority') return [];
  const country = bound(scope.country);
  if (scope.office === undefined) return [`(country = ${country} or destination = ${country})`];
  return [`country = ${country}`, `authority = ${bound(scope.authority)}`];
}

function grainOf(scope: Scope, question: FigureQuestion, by: readonly Dimension[]): 'country' | 'office' {
  const isBound = scope.kind === 'authority' && scope.office !== undefined;
  const isFine = [...by].some((dimension) => dimension === 'office' || dimension === 'authority');
  return isBound || isFine || question.office !== undefined || question.authority !== undefined
    ? 'office'
    : 'country';
}

function placesAsked(
  scope: Scope,
  { country, destination, direction, authority, office }: FigureQuestion,
): Readonly<Record<'country' | 'destination' | 'authority' | 'office', string | undefined>> {
  const own = scope.kind === 'authority' ? scope.country : undefined;
  return {
    country: country ?? (direction === 'out' ? own : undefined),
    destination: destination ?? (direction === 'in' ? own : undefined),
    authority,
    office,
  };
}
