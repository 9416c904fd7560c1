import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newRandom } from '../../../crypto/index.ts';
import type { Channel, PartnerRoad } from '../../index.ts';
import { channelContract } from '../../testing/contract.ts';
import { dropChannel } from './index.ts';

/** A drop has its answer when the partner has looked into its folder: here it looks at once. */
channelContract('drop', async ({ reception, sender, peer, senderKey }) => {
  const root = mkdtempSync(path.join(tmpdir(), 'drop-contract-'));
  const options = { root, clock: () => new Date(), random: newRandom };
  const drop = dropChannel(options);
  // What is outgoing to us is incoming to the partner.
  const theirs: PartnerRoad = {
    partner: sender,
    channel: 'drop',
    address: { folder: peer, incoming: 'outgoing', outgoing: 'incoming' },
    certificates: { seal: [senderKey.certificate], transport: [], encryption: [] },
  };
  const channel: Channel = {
    ...drop,
    async send(delivery) {
      const dispatch = (await drop.send?.(delivery)) ?? { outcome: 'taken', receipts: [] };
      const looking = drop.poll?.(theirs, reception, delivery.signal);
      await Promise.race([looking, ended(delivery.signal)]);
      const refusal = path.join(root, peer, 'incoming', `${delivery.envelope.id}.envelope.json.refused.json`);
      if (!existsSync(refusal)) return dispatch;
      renameSync(refusal, `${refusal}.done`);
      return { outcome: 'refused', permanent: true, code: 'drop-refused', values: {} };
    },
  };
  return {
    channel,
    address: { folder: peer },
    close() {
      rmSync(root, { recursive: true });
      return Promise.resolve();
    },
  };
});

function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('ended')), { once: true });
  });
}
