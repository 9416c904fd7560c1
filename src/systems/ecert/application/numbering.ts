import type { Session, Statement } from '../../../database/index.ts';
import type { IssuingRule, RuleScope } from './issuing-rules.ts';

const NEXT: Statement = {
  name: 'number-series-next',
  text: `insert into number_series (country, authority, office, year, last) values ($1, $2, $3, $4, 1)
         on conflict (authority, office, year, country) do update set last = number_series.last + 1
         returning last`,
};

const TAKEN: Statement = {
  name: 'number-taken',
  text: 'select 1 as taken from certificate where country = $1 and authority = $2 and number = $3',
};

/** Numbers of other systems may stand in the way; more of them than this is a wrong pattern. */
const MAXIMUM_STEPS = 1000;

/**
 * The office's next number, in the transaction of the signature: another signature of the office waits until this one
 * is in or undone, so that the series has no gap. Undefined where the pattern gives only numbers that are taken.
 */
export async function allotNumber(
  session: Session,
  scope: RuleScope,
  options: { readonly rule: IssuingRule; readonly year: number },
): Promise<string | undefined> {
  const { country, authority, office = '' } = scope;
  const pattern = options.rule.numberPattern ?? standardPattern(scope);
  for (let step = 0; step < MAXIMUM_STEPS; step += 1) {
    const [row] = await session.query<{ last: string }>(NEXT, [country, authority, office, options.year]);
    const number = written(pattern, options.year, BigInt(row?.last ?? '1'));
    const [taken] = await session.query(TAKEN, [country, authority, number]);
    if (taken === undefined) return number;
  }
  return undefined;
}

/** Country, office and year, then six digits: `CN42002026000001`. */
function standardPattern({ country, authority, office }: RuleScope): string {
  const name = (office ?? authority).split(/[/-]/).at(-1) ?? '';
  return `${country}${name.replace(/[^A-Za-z0-9]/g, '').toUpperCase()}{year}{serial:6}`;
}

/** A number by its pattern. */
export function written(pattern: string, year: number, serial: bigint): string {
  return pattern
    .replaceAll('{year}', String(year))
    .replaceAll('{yy}', String(year % 100).padStart(2, '0'))
    .replace(/\{serial(?::(\d{1,2}))?\}/g, (_, width: string | undefined) =>
      String(serial).padStart(Number(width ?? '6'), '0'),
    );
}
