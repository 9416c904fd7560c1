import type { DecisionTable } from '../../../../src/verification/rules/index.ts';

export type TableCase = NonNullable<DecisionTable['cases']>[number];
export type Given = TableCase['given'];

type Tree = Readonly<Record<string, unknown>> | readonly unknown[];

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;
const isPlace = (step: string): boolean => /^[1-9]\d*$/.test(step);

/** What stands at a place; lists count from 1. */
export function valueAt(given: Given, path: string): unknown {
  let value: unknown = given;
  for (const step of path.split('.')) {
    if (!isTree(value)) return undefined;
    value = Array.isArray(value)
      ? value[Number(step) - 1]
      : Object.entries(value).find(([name]) => name === step)?.[1];
  }
  return value;
}

/** The case with another value at a place; `undefined` takes it away, and with it a certificate or account that says nothing more. */
export function withValue(given: Given, path: string, value: unknown): Given {
  const said = value === undefined && COMMODITY.test(path) ? '' : value;
  // What was a case stays one in its form; the check tells where a value does not fit.
  return completed(put(given, path.split('.'), said) as Given);
}

/** A goods item always has one, be it empty: what is expected of the others goes by their places. */
const COMMODITY = /^declaration\.items\.\d+\.commodity$/;

function put(tree: unknown, [step = '', ...rest]: readonly string[], value: unknown): unknown {
  if (isPlace(step)) {
    const list: readonly unknown[] = Array.isArray(tree) ? tree : [];
    const place = Math.min(Number(step) - 1, list.length);
    const next = rest.length === 0 ? value : put(list[place], rest, value);
    return next === undefined ? list.filter((_, index) => index !== place) : list.toSpliced(place, 1, next);
  }
  const members: Readonly<Record<string, unknown>> = isTree(tree) && !Array.isArray(tree) ? { ...tree } : {};
  const next = rest.length === 0 ? value : put(members[step], rest, value);
  const { [step]: _, ...others } = members;
  const made = next === undefined || isEmpty(next) ? others : { ...others, [step]: next };
  return Object.keys(made).length === 0 ? undefined : made;
}

function isEmpty(value: unknown): boolean {
  return isTree(value) && Object.keys(value).length === 0;
}

/** What a form does not ask because it follows: the certificate that an account is of, the country of a partner. */
function completed(given: Given): Given {
  const [certificate] = given.certificates ?? [];
  const [account, ...accounts] = given.accounts ?? [];
  const [partner, ...partners] = given.partners ?? [];
  return {
    ...given,
    ...(account === undefined || certificate === undefined
      ? {}
      : { accounts: [{ ...blankAccount(certificate, account.taken), ...account }, ...accounts] }),
    ...(partner === undefined
      ? {}
      : { partners: [{ ...blankPartner(certificate), ...partner }, ...partners] }),
  };
}

type Certificate = NonNullable<Given['certificates']>[number];

function blankAccount({ number, lines = [] }: Certificate, taken: string | undefined) {
  const [, unit = 'KGM'] = (taken ?? '').split(' ');
  return {
    certificate: number,
    line: 1,
    limit: lines[0]?.net ?? `0 ${unit}`,
    taken: `0 ${unit}`,
    claimants: 1,
  };
}

function blankPartner(certificate: Certificate | undefined) {
  return { country: certificate?.country ?? 'ZZ', agreement: true, paperless: false, reachable: true };
}

/** A case before anything is known of it: one goods item, of today. */
export function blankCase(name: string, why: TableCase['why'], today: string): TableCase {
  return {
    name,
    why,
    given: {
      day: today,
      declaration: { direction: 'import', lodged: today, arrival: today, items: [{ commodity: '' }] },
    },
    expect: { outcome: 'pass', items: { '1': { outcome: 'pass' } } },
  };
}

/** A name that no case of the table has. */
export function freeName(cases: readonly TableCase[], stem: string): string {
  const base =
    stem
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'case';
  const begun = /^[a-z]/.test(base) ? base : `case-${base}`;
  const taken = new Set(cases.map(({ name }) => name));
  for (let serial = 1; ; serial += 1) {
    const name = serial === 1 ? begun : `${begun}-${String(serial)}`;
    if (!taken.has(name)) return name;
  }
}

/** The table with other cases; without any it has no such member, as before the first. */
export function withCases(table: DecisionTable, cases: readonly TableCase[]): DecisionTable {
  const { cases: _, ...others } = table;
  return cases.length === 0 ? others : { ...others, cases };
}
