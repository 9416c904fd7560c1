import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadAuthorities, openAccess, OPERATOR, type Role } from '../../../access/index.ts';
import { newRandom } from '../../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import { keepNoticePreference, putNotices, sendNotice, type NoticeKind } from './index.ts';

let held: TestDatabase;
let now = new Date('2026-11-22T12:00:00Z');
const clock = (): Date => now;

beforeAll(async () => {
  held = await testDatabase();
  await loadAuthorities({ database: held.database });
});
afterAll(() => held.drop());

async function person(
  login: string,
  roles: readonly Role[],
  {
    authority,
    kinds = ['exchange'],
  }: { readonly authority?: string; readonly kinds?: readonly NoticeKind[] },
): Promise<void> {
  const access = openAccess({ database: held.database, clock, random: newRandom });
  const { account } = await access.addAccount(OPERATOR, {
    login,
    name: login,
    kind: 'person',
    password: 'correct horse battery',
    ...(authority === undefined ? {} : { authority }),
    roles,
  });
  await keepNoticePreference(held.database, account, { address: `${login}@example.org`, kinds }, clock());
}

test('who wants to be told of alarms and may see them is told how many, and nothing of what they are', async () => {
  await person('platform', ['steward'], {});
  await person('concerned', ['supervisor'], { authority: 'NZ-MPI' });
  await person('elsewhere', ['supervisor'], { authority: 'CN-GACC' });
  await person('unwilling', ['supervisor'], { authority: 'NZ-MPI', kinds: ['task'] });
  await person('unable', ['official'], { authority: 'NZ-MPI' });
  await held.database.transaction({ kind: 'system' }, (transaction) =>
    putNotices(
      transaction,
      { kind: 'exchange', count: 2, mayKnow: (authority) => authority === '' || authority === 'NZ-MPI' },
      clock(),
    ),
  );
  now = new Date(now.getTime() + 120_000);
  const mails: { readonly to: string; readonly text: string }[] = [];
  const send = (mail: { readonly to: string; readonly text: string }): Promise<void> => {
    mails.push(mail);
    return Promise.resolve();
  };
  while (await sendNotice({ database: held.database, send, address: 'https://here.example' }, clock()));
  expect(mails.map(({ to }) => to).toSorted()).toEqual(['concerned@example.org', 'platform@example.org']);
  expect(mails[0]?.text).toContain('- Alarms of the exchange: 2');
});
