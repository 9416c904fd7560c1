import { readFileSync } from 'node:fs';
import path from 'node:path';
import { connect } from '../../src/database/index.ts';
import type { Installation } from './program.ts';

/** Lets six minutes pass over every proof of who is there, as the program's own database holds them. */
export async function outdateProofs({ folder }: Installation): Promise<void> {
  const lock: unknown = JSON.parse(readFileSync(path.join(folder, 'database/supervisor.lock'), 'utf8'));
  const addresses: unknown = typeof lock === 'object' && lock !== null && Reflect.get(lock, 'addresses');
  const url: unknown =
    typeof addresses === 'object' && addresses !== null && Reflect.get(addresses, 'applicationUrl');
  if (typeof url !== 'string') throw new Error('the program’s database tells no address');
  const database = await connect({ url, connections: 1 });
  try {
    await database.transaction({ kind: 'system' }, (transaction) =>
      transaction.query({ name: '', text: `update session set proved = proved - interval '6 minutes'` }),
    );
  } finally {
    await database.close();
  }
}
