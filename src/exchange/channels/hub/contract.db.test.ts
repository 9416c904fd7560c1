import { afterAll, beforeAll } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import { channelContract } from '../../testing/contract.ts';
import { certificateXml, openHub } from './testing/world.ts';

let held: TestDatabase;
beforeAll(async () => {
  held = await testDatabase({ connections: 4 });
});
afterAll(() => held.drop());

channelContract(
  'hub',
  async ({ reception, sender, peer }) => {
    const rows = [{ partner: sender, ours: [peer] }];
    const hub = await openHub(held.database, rows, reception);
    return {
      channel: hub.channelOf(sender),
      address: { url: hub.url, authorities: hub.authority.certificate },
      close: () => hub.close(),
    };
  },
  { contentOf: (text) => certificateXml(text.slice(0, 40), text) },
);
