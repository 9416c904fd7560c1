import { describe, expect, it } from 'vitest';
import { CallerCache } from './caller-cache.ts';
import { ANYONE, type AccessService } from './services/access.ts';

/** An access room that counts how often it is asked, and whose sessions can be closed elsewhere. */
function access(): { readonly service: AccessService; asked: number; open: boolean } {
  const state = {
    asked: 0,
    open: true,
    service: {
      callerOf: async () => {
        state.asked += 1;
        await Promise.resolve();
        if (!state.open) return undefined;
        const scope = { kind: 'system' } as const;
        return { ...ANYONE, actor: 'account/1', account: '1', kind: 'machine' as const, roles: [], scope };
      },
    },
  };
  return state;
}

describe('callers by token', () => {
  it('are looked up once for a burst, and again after two seconds', async () => {
    let now = 0;
    const room = access();
    const cache = new CallerCache(room.service, () => new Date(now));
    const callers = await Promise.all([cache.ask('t'), cache.ask('t'), cache.ask('t')]);
    expect(callers.map((caller) => caller?.actor)).toEqual(['account/1', 'account/1', 'account/1']);
    expect(room.asked).toBe(1);
    now = 1_999;
    expect(cache.known('t')?.actor).toBe('account/1');
    now = 2_000;
    expect(cache.known('t')).toBeUndefined();
  });

  it('whose session another process closed are refused within two seconds, those closed here at once', async () => {
    let now = 0;
    const room = access();
    const cache = new CallerCache(room.service, () => new Date(now));
    await cache.ask('t');
    room.open = false;
    now = 2_000;
    expect(cache.known('t') ?? (await cache.ask('t'))).toBeUndefined();
    room.open = true;
    await cache.ask('t');
    cache.forget('t');
    expect(cache.known('t')).toBeUndefined();
  });

  it('that are closed while they are looked up are not remembered', async () => {
    const cache = new CallerCache(access().service, () => new Date(0));
    const asking = cache.ask('t');
    cache.forget('t');
    await asking;
    expect(cache.known('t')).toBeUndefined();
  });

  it('that are unknown are asked for each time', async () => {
    const room = access();
    room.open = false;
    const cache = new CallerCache(room.service, () => new Date(0));
    await cache.ask('guess');
    await cache.ask('guess');
    expect(room.asked).toBe(2);
  });
});
