import { isCalendarDay, parseInstant, toHex, utf8, uuidV7, type Fault } from '../../base/index.ts';
import { sha256Hex } from '../../crypto/index.ts';
import type { Performance } from '../writing.ts';
import { canonicalText, type ChangeBody } from './change-record.ts';
import { levelOf, type AnyParameter, type ParameterOwner, type ProposedRow } from './definition.ts';

/** What an official proposes. */
export interface Proposal {
  readonly parameter: string;
  readonly owner?: ParameterOwner;
  readonly reason: string;
  readonly rows: readonly ProposedRow[];
}

/** A proposal whose rows are sound, with what it is of. */
export interface ReadProposal extends Pick<Proposal, 'reason' | 'rows'> {
  readonly definition: AnyParameter;
  readonly owner: ParameterOwner;
}

/** Where changes of what is nobody's own are kept. */
const PLATFORM_COUNTRY = 'ZZ';

/** The record of a change, as it is proposed. */
export function proposedRecord(
  { definition, rows, owner, reason }: ReadProposal,
  baseVersion: number,
  { caller, now, random }: Performance,
) {
  const body: ChangeBody = {
    parameter: definition.name,
    owner,
    reason,
    rows: [...rows],
    baseVersion,
    proposed: now.toISOString(),
    proposedBy: caller.actor,
    ...(caller.behalf === undefined ? {} : { proposedBehalf: caller.behalf }),
  };
  return {
    id: uuidV7(now.getTime(), random),
    country: owner.authority?.slice(0, 2) ?? PLATFORM_COUNTRY,
    authority: owner.authority ?? 'platform',
    ...(owner.office === undefined ? {} : { office: owner.office }),
    number: `${definition.name}-${toHex(random(6))}`,
    state: 'proposed' as const,
    body,
    action: 'proposed',
    digest: sha256Hex(utf8(canonicalText(body))),
  };
}

/** At most so many rows a proposal: more is no change that a person can look over. */
export const MOST_ROWS = 500;

/** A moment of an RFC 3339 text or a day (midnight UTC); undefined when it is neither. */
export function momentOf(text: string): Date | undefined {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (day === null) return parseInstant(text);
  const [, year, month, date] = day;
  return isCalendarDay(Number(year), Number(month), Number(date)) ? new Date(`${text}T00:00:00Z`) : undefined;
}

/** The rows of a proposal with their moments written alike, or every fault of them. */
export function readRows(
  definition: AnyParameter,
  proposal: Pick<Proposal, 'owner' | 'rows'>,
): { readonly rows: readonly ProposedRow[]; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const level = levelOf(proposal.owner ?? {});
  if (!definition.levels.includes(level))
    faults.push({ code: 'parameter-level-unfit', path: '/owner', values: { level } });
  const rows = proposal.rows.map((row, index): ProposedRow => {
    const found = faultsOfRow(definition, row, proposal.owner ?? {});
    faults.push(...found.map((fault) => ({ ...fault, path: `/rows/${String(index)}${fault.path}` })));
    const [from, until] = [momentOf(row.from), row.until === undefined ? undefined : momentOf(row.until)];
    return {
      key: row.key,
      value: row.value,
      from: from?.toISOString() ?? row.from,
      ...(until === undefined ? {} : { until: until.toISOString() }),
    };
  });
  if (faults.length === 0) faults.push(...repetitions(rows));
  return { rows, faults: faults.slice(0, 200) };
}

function faultsOfRow(definition: AnyParameter, row: ProposedRow, owner: ParameterOwner): readonly Fault[] {
  const faults: Fault[] = definition
    .faultsOfKey(row.key)
    .map((fault) => ({ ...fault, path: `/key${fault.path}` }));
  if (row.value !== null)
    faults.push(
      ...definition.faultsOfValue(row.value).map((fault) => ({ ...fault, path: `/value${fault.path}` })),
    );
  const from = momentOf(row.from);
  const until = row.until === undefined ? undefined : momentOf(row.until);
  if (from === undefined) faults.push({ code: 'parameter-instant-unfit', path: '/from', values: {} });
  if (row.until !== undefined && until === undefined)
    faults.push({ code: 'parameter-instant-unfit', path: '/until', values: {} });
  if (from !== undefined && until !== undefined && until <= from)
    faults.push({ code: 'parameter-period-unfit', path: '/until', values: {} });
  return faults.length > 0 ? faults : (definition.check?.(row, owner) ?? []);
}

/** Two rows of one proposal must not say different things of one key at one moment. */
function repetitions(rows: readonly ProposedRow[]): readonly Fault[] {
  const seen = new Map<string, ProposedRow[]>();
  return rows.flatMap((row, index): readonly Fault[] => {
    const key = canonicalText(row.key);
    const others = seen.get(key) ?? [];
    seen.set(key, [...others, row]);
    return others.some((other) => overlap(other, row))
      ? [{ code: 'parameter-row-repeated', path: `/rows/${String(index)}/key`, values: {} }]
      : [];
  });
}

function overlap(left: ProposedRow, right: ProposedRow): boolean {
  const startsBefore = (one: ProposedRow, other: ProposedRow) =>
    other.until === undefined || Date.parse(one.from) < Date.parse(other.until);
  return startsBefore(left, right) && startsBefore(right, left);
}
