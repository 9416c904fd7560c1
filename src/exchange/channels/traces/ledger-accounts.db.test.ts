import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDecimal } from '../../../base/index.ts';
import { newRandom } from '../../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import type { LedgerCaller } from '../../../ledger/index.ts';
import { openBook, setBookState } from '../../../ledger/accounts/index.ts';
import { ledgerQuantities } from './ledger-accounts.ts';
import { OUTCOMES, REFUSALS, type QuantityAccounts } from './quantities.ts';

const captured = '../shared/data/traces-nt/captures/ledger-vectors.json';

interface Step {
  readonly step: number;
  readonly op: 'read' | 'reserve' | 'release' | 'delete';
  readonly cert: string;
  readonly mrn?: string;
  readonly line?: number;
  readonly code?: string;
  readonly qty?: number;
  readonly unit?: string;
  readonly expect: {
    readonly outcome?: string;
    readonly result?: number;
    readonly reason?: string;
    readonly failedItem?: unknown;
    readonly empty?: boolean;
    readonly available?: number;
    readonly reportedUnit?: string;
    readonly reserved?: readonly (readonly [string, ...unknown[]])[];
  };
}
interface Vectors {
  readonly certificates: Readonly<
    Record<
      string,
      {
        readonly status: string;
        readonly lines: readonly { line: number; code: string; qty: number; unit: string }[];
        readonly preConsumed?: readonly {
          mrn: string;
          line: number;
          code: string;
          qty: number;
          unit: string;
        }[];
      }
    >
  >;
  readonly steps: readonly Step[];
}
const vectors: Vectors = existsSync(captured)
  ? (JSON.parse(readFileSync(captured, 'utf8')) as Vectors)
  : { certificates: {}, steps: [] };

const caller: LedgerCaller = {
  actor: 'partner/GB-HMRC',
  scope: { kind: 'authority', country: 'GB', authority: 'GB-HMRC' },
  may: () => true,
};
const nameOf = (certificate: string) => ({ country: 'GB', kind: 'certificate', subject: certificate });
const now = new Date('2026-09-29T14:12:00Z');
const plain = (value: number) => value.toFixed(9).replace(/\.?0+$/, '');
const item = ({ line = 1, code = '', qty = 0, unit = '' }: Pick<Step, 'line' | 'code' | 'qty' | 'unit'>) => ({
  goodsItem: 1,
  line,
  code,
  quantity: plain(qty),
  unit,
});

let held: TestDatabase;
let accounts: QuantityAccounts;

beforeAll(async () => {
  held = await testDatabase();
  const { database } = held;
  accounts = ledgerQuantities({
    database,
    clock: () => now,
    random: newRandom,
    bookOf: (_partner, certificate) => Promise.resolve(nameOf(certificate)),
    callerOf: () => caller,
  });
  const by = { caller, now, random: newRandom };
  for (const [certificate, { status, lines, preConsumed = [] }] of Object.entries(vectors.certificates)) {
    const limited = lines.map(({ qty, ...line }) => {
      const limit = parseDecimal(plain(qty));
      if (limit === undefined) throw new Error('no decimal');
      return { ...line, limit };
    });
    await database.transaction(caller.scope, (transaction) =>
      openBook(transaction, { ...nameOf(certificate), lines: limited }, by),
    );
    for (const { mrn, ...before } of preConsumed) {
      await accounts.reserve('GB-HMRC', certificate, { mrn, office: 'XI000002', items: [item(before)] });
      await accounts.release('GB-HMRC', certificate, mrn);
    }
    if (status !== '70')
      await database.transaction(caller.scope, (transaction) =>
        setBookState(transaction, nameOf(certificate), 'closed', by),
      );
  }
});
afterAll(() => held.drop());

describe.skipIf(vectors.steps.length === 0)('the ledger’s accounts answer as TRACES NT was seen to', () => {
  test.each(vectors.steps)('step $step: $op', async (step) => {
    const { op, cert, mrn = '', expect: wanted } = step;
    if (op === 'release' || op === 'delete') {
      const outcome = await accounts[op === 'release' ? 'release' : 'remove']('GB-HMRC', cert, mrn);
      expect(outcome === undefined ? undefined : OUTCOMES[outcome]).toBe(wanted.outcome);
    }
    if (op === 'reserve') await reserves(step);
    const ledger = await accounts.read('GB-HMRC', cert);
    const [available] = ledger?.available ?? [];
    const reserved = ledger?.reserved ?? [];
    if (wanted.empty === true) expect(ledger).toBeUndefined();
    if (wanted.available !== undefined) expect(available?.quantity).toBe(String(wanted.available));
    if (wanted.reportedUnit !== undefined) expect(reserved[0]?.unit).toBe(wanted.reportedUnit);
    if (wanted.reserved !== undefined)
      expect(reserved.map((one) => one.mrn)).toEqual(wanted.reserved.map(([claimant]) => claimant));
  });
});

async function reserves(step: Step): Promise<void> {
  const { cert, mrn = '', expect: wanted } = step;
  const reservation = { mrn, office: 'XI000002', items: [item(step)] };
  const result = await accounts.reserve('GB-HMRC', cert, reservation);
  expect(result?.outcome).toBe(wanted.result === 1 ? 'reserved' : 'refused');
  if (result?.outcome !== 'refused') return;
  expect(REFUSALS[result.refusal]).toBe(wanted.reason);
  const failed = result.item && { goods: result.item.goodsItem, line: result.item.line ?? null };
  if (wanted.failedItem !== undefined) expect(failed ?? null).toEqual(wanted.failedItem);
}
