import type { Transaction } from '../../database/index.ts';
import type { Performance } from '../../ledger/index.ts';
import { plainDecimal, type Share } from '../../ledger/accounts/index.ts';
import type { CaseRow } from './lib/rows.ts';
import { STATEMENTS } from './lib/statements.ts';
import { documentName } from './naming.ts';
import type { CaseAlert, CaseKeeper } from './ports.ts';

/** An alert about a case, with the row it is about. */
export interface Alarm {
  readonly row: Pick<CaseRow, 'id' | 'country' | 'claimant' | 'keeper'>;
  readonly alert: Omit<CaseAlert, 'id' | 'claimant'>;
}

/** Tells the keepers of alerts that were not raised before. */
export async function raise(
  keepers: ReadonlyMap<string, CaseKeeper>,
  transaction: Transaction,
  alarms: readonly Alarm[],
  by: Performance,
): Promise<void> {
  if (alarms.length === 0) return;
  const rows = alarms.map((alarm) => ({
    country: alarm.row.country,
    case_id: alarm.row.id,
    cause: alarm.alert.cause,
    certificate: certificateOf(alarm),
    released: alarm.alert.released,
    at: by.now.toISOString(),
  }));
  const raised = await transaction.query<{ case_id: string; cause: string; certificate: string }>(
    STATEMENTS.alert,
    [JSON.stringify(rows)],
  );
  const isRaised = (alarm: Alarm): boolean =>
    raised.some(
      (row) =>
        row.case_id === alarm.row.id &&
        row.cause === alarm.alert.cause &&
        row.certificate === certificateOf(alarm),
    );
  const fresh = alarms.filter(isRaised);
  for (const [kind, keeper] of keepers) {
    const own = fresh.filter(({ row }) => row.keeper === kind);
    const alerts = own.map(({ row, alert }) => ({ id: row.id, claimant: row.claimant, ...alert }));
    if (alerts.length > 0) await keeper.alerted(transaction, alerts, by);
  }
}

function certificateOf({ alert }: Alarm): string {
  return alert.certificate === undefined ? '' : documentName(alert.certificate);
}

export function releasedOf(shares: readonly Share[]): CaseAlert['released'] {
  return shares.map(({ item, line, code, declared, declaredUnit }) => ({
    item,
    line,
    code,
    quantity: plainDecimal(declared),
    unit: declaredUnit,
  }));
}
