import fc from 'fast-check';
import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import type { LedgerCaller } from './caller.ts';
import { actionsOf, allowedActions, defineLifecycle } from './lifecycle.ts';
import { lifecycleDiagram, lifecyclePage } from './lifecycle-page.ts';

const STATES = ['draft', 'open', 'closed'] as const;
type State = (typeof STATES)[number];
const action = actionsOf<object, State>();
const nothing = Type.Object({}, { additionalProperties: false });
const open = action({ from: ['draft'], to: 'open', permission: 'p.open', input: nothing, meaning: 'Opens.' });
const close = action({
  from: ['draft', 'open'],
  to: 'closed',
  permission: 'p.close',
  input: Type.Object({ reason: Type.String({ minLength: 2 }) }, { additionalProperties: false }),
  meaning: 'Closes.',
});
const lapse = action({
  from: ['open'],
  to: 'closed',
  by: 'rule',
  permission: 'p.lapse',
  input: nothing,
  meaning: 'Lapses.',
});
const lifecycle = defineLifecycle<object, State>({
  states: STATES,
  initial: ['draft'],
  actions: { open, close, lapse },
});

const record = { country: 'NZ', authority: 'NZ-MPI', office: 'NZ-MPI/WLG' };
const caller = (permissions: readonly string[], scope: LedgerCaller['scope']): LedgerCaller => ({
  actor: 'a',
  scope,
  may: (permission) => permissions.includes(permission),
});

describe('a lifecycle', () => {
  test('that leaves or enters an undeclared state is no lifecycle', () => {
    expect(() =>
      defineLifecycle<object, State>({
        states: ['draft', 'open'],
        initial: ['draft'],
        actions: { open, close },
      }),
    ).toThrow('undeclared state closed');
  });
  test('with a state that nothing enters is no lifecycle', () => {
    expect(() =>
      defineLifecycle<object, State>({ states: STATES, initial: ['draft'], actions: { open } }),
    ).toThrow('no action enters closed');
  });
  test('shows only actions that leave the state, are permitted, and are the keeper’s', () => {
    const keeper = { kind: 'authority', country: 'NZ', authority: 'NZ-MPI' } as const;
    const all = ['p.open', 'p.close', 'p.lapse'];
    const of = (state: State, who: LedgerCaller) => allowedActions(lifecycle, { ...record, state }, who);
    expect(of('draft', caller(all, keeper))).toEqual(['open', 'close']);
    expect(of('open', caller(all, keeper))).toEqual(['close']);
    expect(of('closed', caller(all, keeper))).toEqual([]);
    expect(of('draft', caller(['p.open'], keeper))).toEqual(['open']);
    expect(of('draft', caller(all, { ...keeper, authority: 'NZ-OTHER' }))).toEqual([]);
    expect(of('draft', caller(all, { ...keeper, office: 'NZ-MPI/AKL' }))).toEqual([]);
    expect(of('draft', caller(all, { ...keeper, office: 'NZ-MPI/WLG' }))).toEqual(['open', 'close']);
    expect(of('draft', caller(all, { kind: 'public' }))).toEqual([]);
  });
  test('lists every fault of an input at once', () => {
    expect(
      close.faultsOf({ reason: 'x', other: 1 }).map(({ path, values }) => [path, values['keyword']]),
    ).toEqual([
      ['', 'additionalProperties'],
      ['/reason', 'minLength'],
    ]);
    expect(close.faultsOf({ reason: 'because' })).toEqual([]);
    expect(close.faultsOf(undefined)).not.toEqual([]);
  });
  test('enters another of the states that an action declares where its input says so, and no further one', async () => {
    const judge = (others: readonly State[]) =>
      action({
        from: ['draft'],
        to: 'open',
        others,
        permission: 'p.judge',
        input: Type.Object({ to: Type.Enum(STATES) }),
        meaning: 'Judges.',
        enters: ({ input }) => input.to,
      });
    const context = (to: State) =>
      ({ entry: { ...record, state: 'draft' }, input: { to } }) as unknown as Parameters<
        ReturnType<typeof judge>['prepare']
      >[0];
    expect(await judge(['closed']).prepare(context('closed'))).toMatchObject({ to: 'closed' });
    expect(await judge(['closed']).prepare(context('open'))).toMatchObject({ to: 'open' });
    await expect(judge([]).prepare(context('closed'))).rejects.toThrow('does not declare');
    const reached = defineLifecycle<object, State>({
      states: STATES,
      initial: ['draft'],
      actions: { judge: judge(['closed']) },
    });
    expect(lifecycleDiagram(reached)).toContain('draft --> closed: judge');
  });
  test('never reaches an undeclared state by any sequence of its actions', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...lifecycle.actions.keys())), (names) => {
        let state: State = 'draft';
        for (const name of names) {
          const taken = lifecycle.actions.get(name);
          if (taken?.from.includes(state) === true) state = taken.to;
          expect(STATES).toContain(state);
        }
      }),
    );
  });
});

describe('the page of a lifecycle', () => {
  test('draws every arrow, beginning and end', () => {
    expect(lifecycleDiagram(lifecycle)).toBe(
      [
        'stateDiagram-v2',
        '  [*] --> draft',
        '  draft --> open: open',
        '  draft --> closed: close',
        '  open --> closed: close',
        '  open --> closed: lapse',
        '  closed --> [*]',
      ].join('\n'),
    );
  });
  test('tells of each action who takes it and what it means', () => {
    const page = lifecyclePage('Things', lifecycle);
    expect(page).toContain('| `lapse` | open | closed | by rule | `p.lapse` | Lapses. |');
    expect(page).toContain('| `open` | draft | open | its authority | `p.open` | Opens. |');
  });
});
