// A process that takes dropped files: the folder and a folder to keep messages in as arguments. Prints a line for each message it keeps.
import { openSync, writeSync, fsyncSync, closeSync } from 'node:fs';
import path from 'node:path';
import { newRandom } from '../../src/crypto/index.ts';
import type { Reception } from '../../src/exchange/index.ts';
import { dropChannel } from '../../src/exchange/channels/drop/index.ts';

const [root = '', kept = ''] = process.argv.slice(2);
const channel = dropChannel({ root, clock: () => new Date(), random: newRandom });
const reception: Reception = {
  receive({ transportId, content }) {
    let isNew = true;
    try {
      // Whoever makes the file has the effect; it is on disk before anybody is told.
      const file = openSync(path.join(kept, transportId), 'wx');
      writeSync(file, content);
      fsyncSync(file);
      closeSync(file);
      console.log(`kept ${transportId}`);
    } catch {
      isNew = false;
    }
    return Promise.resolve({ id: transportId, isNew, receipt: `receipt of ${transportId}` });
  },
  acknowledge: () => Promise.resolve(),
};
const certificates = { seal: [], transport: [], encryption: [] };
const road = { partner: 'NZ-MPI', channel: 'drop', address: { folder: 'nz' }, certificates } as const;
for (;;) {
  const taken = await channel.poll?.(road, reception, new AbortController().signal);
  if (taken === 0) await new Promise((resolve) => setTimeout(resolve, 20));
}
