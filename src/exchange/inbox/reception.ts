import type { Clock, CounterfoilError, RandomBytes } from '../../base/index.ts';
import type { SealingKey } from '../../crypto/index.ts';
import { DatabaseError, type Database } from '../../database/index.ts';
import type { Arrival, Kept, Reception, ReceiptStatement } from '../channel.ts';
import { ExchangeError } from '../error.ts';
import { Crowd } from '../lib/crowd.ts';
import { acknowledge } from '../outbox/acknowledging.ts';
import type { Partners } from '../partners/index.ts';
import { LARGEST_RECEIPT } from '../receipt.ts';
import { admit, plainId, type Admitted } from './admission.ts';
import { enter } from './entering.ts';
import { MINUTE, REFUSED } from './statements.ts';

export interface ReceptionOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly partners: Partners;
  readonly keyOf: (authority: string) => SealingKey | undefined;
  /** Told after something was kept: it can be read, and its evidence sequenced. */
  readonly onCommitted?: () => void;
}

const SYSTEM = { kind: 'system' } as const;

/** The door: bytes are kept first, and acknowledged after that has committed. */
export function openReception(options: ReceptionOptions): Reception & { settled(): Promise<void> } {
  const { database, clock, random, partners, keyOf } = options;
  const crowd = new Crowd<Admitted, Kept | ExchangeError>(async (messages) => {
    const outcomes = await database.transaction(SYSTEM, (transaction) =>
      enter(transaction, messages, { now: clock(), random, keyOf }),
    );
    options.onCommitted?.();
    return outcomes;
  }, isFaultOfOne);
  const receive = async (arrival: Arrival): Promise<Kept> => {
    const admitted = await admit(partners, arrival);
    await assertWithinLimit(options, admitted);
    const outcome = await crowd.add(admitted);
    if (outcome instanceof ExchangeError) throw outcome;
    return outcome;
  };
  return {
    async receive(arrival) {
      try {
        return await receive(arrival);
      } catch (error) {
        if (error instanceof ExchangeError) await noteRefusal(options, arrival, error);
        throw error;
      }
    },
    async acknowledge(partner: string, statement: ReceiptStatement) {
      const { length } = statement.bytes;
      if (length > LARGEST_RECEIPT)
        throw new ExchangeError('exchange-receipt-too-large', { bytes: length, most: LARGEST_RECEIPT });
      await database.transaction(SYSTEM, (transaction) =>
        acknowledge(transaction, partner, statement, { now: clock(), random }),
      );
      options.onCommitted?.();
    },
    settled: () => crowd.settled(),
  };
}

/** SQLSTATE classes 22 and 23, and what is missing for one: the others must not suffer for it. */
function isFaultOfOne(error: unknown): boolean {
  if (error instanceof DatabaseError) return /^2[23]/.test(error.sqlState ?? '');
  return error instanceof ExchangeError;
}

async function assertWithinLimit({ database, clock }: ReceptionOptions, admitted: Admitted): Promise<void> {
  const { agreement, arrival } = admitted;
  const most = agreement.value.perMinute;
  if (most === undefined) return;
  const [row] = await database.read<{ amount: number }>(SYSTEM, MINUTE, [arrival.partner, clock(), most]);
  if ((row?.amount ?? 0) >= most) throw new ExchangeError('exchange-too-many', { most });
}

/** Who is not known leaves no name here. */
async function noteRefusal(
  { database, clock }: ReceptionOptions,
  { partner, channel, transportId }: Arrival,
  error: CounterfoilError,
): Promise<void> {
  const who = error.code === 'exchange-partner-unknown' ? '' : partner;
  const name = who === '' ? '' : plainId(transportId);
  await database.transaction(SYSTEM, (transaction) =>
    transaction.query(REFUSED, [who, channel, error.code, clock(), name]),
  );
}
