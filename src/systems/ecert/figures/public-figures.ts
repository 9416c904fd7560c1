import type { Database } from '../../../database/index.ts';
import { pooled, type Pooled } from './pooling.ts';
import { figuresOf, type Dimension } from './question.ts';
import type { MeasureName } from './measures.ts';

const SYSTEM = { kind: 'system' } as const;

/** What of the figures anybody may see. */
export interface PublicFigures {
  /** Last month that is counted, `2026-11`. */
  readonly until: string;
  /** Numbers below it are told together with others. */
  readonly smallest: number;
  /** Totals by name; null where the number is too small to tell, or there is nothing to divide by. */
  readonly totals: Readonly<Record<string, number | null>>;
  readonly tables: readonly ({ readonly measure: MeasureName; readonly by: Dimension } & Pooled)[];
}

const TOTALS = [
  'certificates',
  'verified',
  'results',
  'refusals',
  'inquiries',
  'answered',
  'answer-hours',
  'forgeries-reported',
  'forgeries-confirmed',
] as const satisfies readonly MeasureName[];

const TABLES = [
  ['certificates', 'year'],
  ['certificates', 'month'],
  ['certificates', 'country'],
  ['certificates', 'destination'],
  ['certificates', 'chapter'],
  ['verified', 'year'],
  ['verified', 'destination'],
  ['refusals', 'year'],
] as const satisfies readonly (readonly [MeasureName, Dimension])[];

const PEOPLE = {
  name: 'figures-people',
  text: `select (select count(*) from account where kind = 'person' and disabled is null)::integer as officials,
           (select count(*) from office)::integer as offices,
           (select count(*) from (select country from figure_total where measure = 'certificates' and grain = 'country'
              and level = 0 union select destination from figure_total where measure = 'certificates'
              and grain = 'country' and level = 0 and destination <> '') c)::integer as countries`,
} as const;

/** The public page's figures: months up to `until`, nothing below `smallest` told alone. */
export async function publicFigures(
  database: Database,
  { until, smallest }: Pick<PublicFigures, 'until' | 'smallest'>,
): Promise<PublicFigures> {
  const [people] = await database.transaction(SYSTEM, (session) =>
    session.query<{ officials: number; offices: number; countries: number }>(PEOPLE),
  );
  const whole = await figuresOf(database, SYSTEM, { measures: TOTALS, by: [], until });
  const large = (amount: number | null | undefined) =>
    amount === undefined || amount === null || (amount > 0 && amount < smallest) ? null : amount;
  const totals: Record<string, number | null> = {};
  for (const [index, name] of TOTALS.entries()) totals[name] = large(whole.total[index]);
  // A mean of a few cases tells of each of them.
  if (totals['answered'] === null || totals['answered'] === 0) totals['answer-hours'] = null;
  else totals['answer-hours'] = whole.total[TOTALS.indexOf('answer-hours')] ?? null;
  const tables: PublicFigures['tables'][number][] = [];
  for (const [measure, by] of TABLES) {
    const { rows } = await figuresOf(database, SYSTEM, { measures: [measure], by: [by], until });
    const told = rows.map(({ keys, amounts }) => ({ key: keys[0] ?? '', amount: amounts[0] ?? 0 }));
    tables.push({ measure, by, ...pooled(told, smallest) });
  }
  return {
    until,
    smallest,
    totals: {
      ...totals,
      countries: people?.countries ?? 0,
      offices: people?.offices ?? 0,
      officials: large(people?.officials),
    },
    tables,
  };
}
