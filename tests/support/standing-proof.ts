import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { connect } from '../../src/database/index.ts';
import type { Installation } from './program.ts';

/** Waits until the server, too, takes the session for one whose proof is old: everybody's, or one person's alone. */
export async function waitForOldProof(installation: Installation, page: Page, login?: string): Promise<void> {
  await outdateProofs(installation, login);
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const answer: unknown = await (await fetch('/v1/me')).json();
        const until: unknown =
          typeof answer === 'object' && answer !== null && Reflect.get(answer, 'provedUntil');
        return typeof until === 'string' && Date.parse(until) < Date.now();
      }),
    )
    .toBe(true);
}

/** Lets six minutes pass over proofs of who is there, as the program's own database holds them. */
async function outdateProofs({ folder }: Installation, login?: string): Promise<void> {
  const lock: unknown = JSON.parse(readFileSync(path.join(folder, 'database/supervisor.lock'), 'utf8'));
  const addresses: unknown = typeof lock === 'object' && lock !== null && Reflect.get(lock, 'addresses');
  const url: unknown =
    typeof addresses === 'object' && addresses !== null && Reflect.get(addresses, 'applicationUrl');
  if (typeof url !== 'string') throw new Error('the program’s database tells no address');
  const database = await connect({ url, connections: 1 });
  try {
    await database.transaction({ kind: 'system' }, (transaction) =>
      transaction.query(
        {
          name: '',
          text: `update session set proved = proved - interval '6 minutes'
                 where $1::text is null or account = (select id from account where login = $1)`,
        },
        [login],
      ),
    );
  } finally {
    await database.close();
  }
}
