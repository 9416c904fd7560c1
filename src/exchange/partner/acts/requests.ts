import { utf8 } from '../../../base/index.ts';
import type { RequestChange } from '../checks.ts';
import { ownSystem } from '../own-system.ts';
import { saidOf, type Run, type Tampering } from '../run.ts';

const TEN_MINUTES = 600;

/** A list that is asked for, or with a body a receipt, changed on its way. */
export async function performRequest(run: Run, change: RequestChange | undefined): Promise<string> {
  const list = { method: 'GET', path: '/messages?limit=1' } as const;
  if (change === undefined) return saidOf(await run.ask(list));
  if (change === 'other-body') {
    const path = '/messages/00000000-0000-7000-8000-000000000000/receipts';
    const asked = { method: 'POST', path, body: { receipt: 'signed' } } as const;
    return saidOf(await run.ask(asked, { body: utf8('{"receipt":"another"}') }));
  }
  return saidOf(await run.ask(list, await tamperingOf(run, change)));
}

async function tamperingOf(run: Run, change: Exclude<RequestChange, 'other-body'>): Promise<Tampering> {
  const now = Math.floor(run.parts.clock().getTime() / 1000);
  switch (change) {
    case 'unsigned':
      return { unsigned: true };
    case 'other-key':
      return { signer: ownSystem({ ...run.kit, key: await run.otherKey() }, run.parts) };
    case 'old':
      return { signing: { created: now - TEN_MINUTES, expires: now + TEN_MINUTES } };
    case 'ended':
      return { signing: { created: now - TEN_MINUTES / 4, expires: now - TEN_MINUTES / 20 } };
    case 'other-address':
      return { path: '/messages?limit=2' };
  }
}
