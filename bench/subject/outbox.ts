import { newRandom } from '../../src/crypto/index.ts';
import type { Database } from '../../src/database/index.ts';
import { openExchange, type Channel, type ChannelName, type Exchange } from '../../src/exchange/index.ts';
import {
  agreement,
  standingPartners,
  StandingParameters,
  type exchangeKey,
} from '../../src/exchange/testing/index.ts';
import { AUTHORITY } from './certificates.ts';
import type { BenchServer } from './server.ts';

export const OURS = AUTHORITY.key;
export const PARTNER = 'CN-GACC';
export type Key = Awaited<ReturnType<typeof exchangeKey>>;
const clock = (): Date => new Date();

/** One who sends, with an agreement about everything. */
export function exchangeOf(
  { database }: BenchServer,
  {
    key,
    theirs,
    channels = new Map(),
    url = '',
  }: {
    readonly key: Key;
    readonly theirs: Key;
    readonly channels?: ReadonlyMap<ChannelName, Channel>;
    readonly url?: string;
  },
): Exchange {
  const parameters = new StandingParameters();
  const scope = [{ from: 'NZ', to: 'CN', commodity: '', paperless: true }];
  const terms = agreement('rest', { scope, atOnce: 16 });
  const outgoing = terms.outgoing.map((one) => ({ ...one, dialect: 'sps-certificate:17' }));
  parameters.partner(OURS, PARTNER, { ...terms, outgoing });
  parameters.address(PARTNER, 'rest', { url });
  parameters.certificate(PARTNER, 'seal', theirs.certificate);
  return openExchange({
    database,
    clock,
    random: newRandom,
    jitter: Math.random,
    partners: standingPartners(parameters, clock, channels),
    channels,
    handlers: [],
    keyOf: () => key,
  });
}

/** Writes so many messages into the outbox, five hundred in a transaction; `from` is the number of the first. */
export async function enqueue(
  database: Database,
  exchange: Exchange,
  {
    from,
    amount,
    content,
  }: { readonly from: number; readonly amount: number; readonly content: (index: number) => Uint8Array },
): Promise<void> {
  for (let done = 0; done < amount; done += 500)
    await database.transaction({ kind: 'system' }, async (transaction) => {
      const portion = Array.from({ length: Math.min(500, amount - done) }, (_, index) => from + done + index);
      await Promise.all(
        portion.map((index) =>
          exchange.post(transaction, {
            authority: OURS,
            to: PARTNER,
            type: 'certificate',
            subject: `NZ/${OURS}/${String(index)}`,
            render: () => ({ mediaType: 'application/xml', content: content(index) }),
          }),
        ),
      );
    });
}
