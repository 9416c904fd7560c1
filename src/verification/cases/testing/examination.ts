import { isDeepStrictEqual } from 'node:util';
import type { Decision } from '../../facts/index.ts';
import type { StoredDecision } from '../contract.ts';
import { certificateAccount } from '../naming.ts';
import { substanceDigest } from '../substance.ts';
import type { Setting } from './setting.ts';
import type { World } from './world.ts';

/** Whether something is left to follow or to decide. */
export async function isSettled(setting: Setting): Promise<boolean> {
  const [left] = await setting.query<{ left: boolean }>(
    `select exists (select from verification_due where due <= $1)
       or (select position from verification_follower) < (select size from paper_log) as left`,
    [setting.now.value],
  );
  return left?.left === false;
}

/** Lines of accounts that do not add up, or of which more is held and used than was certified; at any moment. */
export async function unbalanced(setting: Setting, worlds: readonly World[]): Promise<readonly string[]> {
  const rows = await setting.query<{ wrong: string }>(
    `select b.subject || ' line ' || l.line || ' does not add up' as wrong
     from balance_book b join balance_line l on l.book = b.id
     left join lateral (
       select coalesce(sum(quantity) filter (where state = 'held'), 0) as held,
         coalesce(sum(quantity) filter (where state = 'consumed'), 0) as consumed, count(distinct claimant) as claimants
       from balance_share s where s.book = b.id and s.line = l.line) s on true
     where b.subject = any($1)
       and (l.held <> s.held or l.consumed <> s.consumed or l.claimants <> s.claimants or l.held + l.consumed > l.total)`,
    [subjectsOf(worlds)],
  );
  return rows.map(({ wrong }) => wrong);
}

/** Whatever happened: nothing oversold, nothing counted twice, nothing stale, everything told once and in order; what is not so. */
export async function faultsOf(setting: Setting, worlds: readonly World[]): Promise<readonly string[]> {
  const claimants = worlds.flatMap((world) => world.claimants);
  const [sums, over, told, shares] = await Promise.all([
    unbalanced(setting, worlds),
    oversold(setting, worlds),
    rowsOf<Told>(
      setting,
      'select claimant, place, version, outcome, digest, stale from desk_told where claimant = any($1) order by place',
      claimants,
    ),
    rowsOf<Share>(
      setting,
      `select claimant, state, item, quantity::text from balance_share where claimant = any($1) order by item, quantity`,
      claimants,
    ),
  ]);
  const cases: string[] = [];
  for (const world of worlds)
    for (const found of await Promise.all(
      world.claimants.map((claimant) =>
        caseFaults(setting, claimant, told.get(claimant) ?? [], shares.get(claimant) ?? []),
      ),
    ))
      cases.push(...found);
  return [...sums, ...over, ...cases];
}

interface Told {
  readonly claimant: string;
  readonly place: number;
  readonly version: number;
  readonly outcome: string;
  readonly digest: string;
  readonly stale: boolean;
}

interface Share {
  readonly claimant: string;
  readonly state: string;
  readonly item: number;
  readonly quantity: string;
}

async function rowsOf<Row extends { readonly claimant: string }>(
  setting: Setting,
  text: string,
  claimants: readonly string[],
): Promise<ReadonlyMap<string, readonly Row[]>> {
  const rows = new Map<string, Row[]>();
  for (const row of await setting.query<Row>(text, [claimants]))
    rows.set(row.claimant, [...(rows.get(row.claimant) ?? []), row]);
  return rows;
}

function subjectsOf(worlds: readonly World[]): readonly string[] {
  return worlds.flatMap(({ keys }) => keys.map((key) => certificateAccount('CN', key).subject));
}

/** Once all is followed nothing is held beyond what the certificate says now. */
async function oversold(setting: Setting, worlds: readonly World[]): Promise<readonly string[]> {
  const rows = await setting.query<{ subject: string }>(
    `select b.subject from balance_book b join balance_line l on l.book = b.id join paper p on 'certificate/' || p.name = b.subject
     where b.subject = any($1) and l.held > 0
       and (p.facts -> 'lines' -> (l.line - 1) -> 'netMass' ->> 'value')::numeric < l.held + l.consumed`,
    [subjectsOf(worlds)],
  );
  return rows.map(({ subject }) => `${subject} is oversold`);
}

async function caseFaults(
  setting: Setting,
  claimant: string,
  told: readonly Told[],
  shares: readonly Share[],
): Promise<readonly string[]> {
  const { cases, act } = setting;
  const [standing, stored] = await act((transaction) =>
    Promise.all([cases.read(transaction, claimant), cases.decisions(transaction, claimant, 0, 100)]),
  );
  const faults: string[] = [];
  const must = (holds: boolean, rule: string): void => {
    if (!holds) faults.push(`${claimant}: ${rule}`);
  };
  must(standing !== undefined || told.length + shares.length === 0, 'nothing is told or held of no case');
  if (standing === undefined) return faults;
  must(same(told.map(lineOf), stored.map(storedLine)), 'what is stored was told, once and in order');
  must(!told.some(({ stale }) => stale), 'no stale decision is stored or told');
  stored.forEach((after, index) => {
    must(after.place === index + 1, 'decisions are numbered without gaps');
    const before = stored[index - 1];
    if (before !== undefined) faults.push(...orderFaults(claimant, before, after));
  });
  const states = new Set(shares.map(({ state }) => state));
  if (standing.state === 'withdrawn' || standing.state === 'reversed')
    must(shares.length === 0, 'nothing is held of what is withdrawn or annulled');
  if (standing.state === 'finalised') must(!states.has('held'), 'what is finalised is used');
  if (standing.state !== 'open') return faults;
  must(!states.has('consumed'), 'nothing is used of what is open');
  const last = stored.at(-1);
  must(last?.version === standing.version, 'the last version is decided');
  if (last === undefined) return faults;
  const { input, office } = last;
  const now = await cases.whatIf({
    declaration: input.declaration,
    claimant,
    ...(office === undefined ? {} : { office }),
  });
  if (!same(said(now), said(last.decision)))
    faults.push(`${claimant}: decided ${textOf(said(last.decision))}, would be ${textOf(said(now))}`);
  must(same(wantedOf(now), shares.map(shareOf).toSorted(byText)), 'held is what it draws');
  return faults;
}

function orderFaults(claimant: string, before: StoredDecision, after: StoredDecision): readonly string[] {
  const seen = new Map(before.decision.versions.certificates.map((each) => [each.number, each.version]));
  const isBack = after.decision.versions.certificates.some(
    ({ number, version }) => version < (seen.get(number) ?? 0),
  );
  const isNews =
    after.version > before.version || substanceDigest(after.decision) !== substanceDigest(before.decision);
  return [
    ...(after.version < before.version ? [`${claimant}: versions are decided in order`] : []),
    ...(isBack ? [`${claimant}: certificates are read in the order of their versions`] : []),
    ...(isNews ? [] : [`${claimant}: what says the same is stored once`]),
  ];
}

/** What a decision says, without what its sentences name. */
function said(decision: Decision): unknown {
  const { findings, versions: _, ...rest } = decision;
  const found = findings.map(({ item, document, certificate, outcome, reasons }) => ({
    item,
    document,
    number: certificate?.number,
    outcome,
    reasons: reasons.map(({ code, values }) => ({ code, values })),
  }));
  return { ...rest, findings: found };
}

/** What a decision draws of items that it does not refuse. */
function wantedOf({ items, drawings }: Decision): readonly string[] {
  const refused = new Set(items.filter(({ outcome }) => outcome === 'refuse').map(({ item }) => item));
  return drawings
    .filter(({ item }) => !refused.has(item))
    .map(({ item, quantity }) => shareOf({ item, quantity: quantity.value }))
    .toSorted(byText);
}

const shareOf = ({ item, quantity }: Pick<Share, 'item' | 'quantity'>): string =>
  `${String(item)}: ${String(Number(quantity))}`;
const lineOf = ({ place, version, outcome, digest }: Told): unknown => [place, version, outcome, digest];
const storedLine = ({ place, version, decision, digest }: StoredDecision): unknown => [
  place,
  version,
  decision.outcome,
  digest,
];
const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
// What the database gives back has lost the order of members and what is undefined.
const same = (left: unknown, right: unknown): boolean => isDeepStrictEqual(plain(left), plain(right));
const plain = (value: unknown): unknown => JSON.parse(textOf(value));
const textOf = (value: unknown): string => JSON.stringify(value);
