import type { Static, TSchema } from 'typebox';
import type { Fault } from '../base/index.ts';
import type { Session } from '../database/index.ts';
import type { LedgerCaller } from './caller.ts';
import { keeps } from './caller.ts';
import type { Entry } from './record.ts';
import { inputValidator } from './lib/validation.ts';

/** What a guard and an effect know. `session` reads under the caller's own scope, inside the act's transaction. */
export interface ActionContext<Body, State extends string, Input> {
  readonly entry: Entry<Body, State>;
  readonly input: Input;
  readonly caller: LedgerCaller;
  readonly now: Date;
  readonly session: Session;
}

/** Why a guard refuses: a code of the room that defines the lifecycle. */
export interface Refusal {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** What an action writes beside the state: members of the body to replace; `undefined` removes one. */
export type Change<Body> = { readonly [Member in keyof Body]?: Body[Member] | undefined };

/**
 * Who takes an action: the record's own authority; whoever is a party to it by the definition of the record; or the
 * platform when a date or a message says so.
 */
export type Party = 'keeper' | 'party' | 'rule';

export interface Action<Body, State extends string> {
  readonly from: readonly State[];
  readonly to: State;
  /** States that it may enter besides, where what it is given decides. */
  readonly others: readonly State[];
  readonly by: Party;
  readonly permission: string;
  /** JSON Schema of the input. */
  readonly input: TSchema;
  /** What it means, in English, for the generated page. */
  readonly meaning: string;
  /** The faults of an input, all of them. */
  faultsOf(input: unknown): readonly Fault[];
  /** Runs guard, then effect, on an input without faults. */
  prepare(
    context: ActionContext<Body, State, unknown>,
  ): Promise<{ readonly refusal: Refusal } | { readonly change: Change<Body>; readonly to: State }>;
}

export interface ActionDefinition<Body, State extends string, Input extends TSchema> {
  readonly from: readonly State[];
  readonly to: State;
  readonly others?: readonly State[];
  readonly by?: Party;
  readonly permission: string;
  readonly input: Input;
  readonly meaning: string;
  guard?(
    context: ActionContext<Body, State, Static<Input>>,
  ): Promise<Refusal | undefined> | Refusal | undefined;
  effect?(context: ActionContext<Body, State, Static<Input>>): Change<Body>;
  /** The one of `to` and `others` that it enters; `to` where absent. */
  enters?(context: ActionContext<Body, State, Static<Input>>): State;
}

/** A maker of actions for one record type; each action's input is typed by its schema. */
export function actionsOf<Body, State extends string>(): <const Input extends TSchema>(
  definition: ActionDefinition<Body, State, Input>,
) => Action<Body, State> {
  return (definition) => defineAction(definition);
}

function defineAction<Body, State extends string, Input extends TSchema>(
  definition: ActionDefinition<Body, State, Input>,
): Action<Body, State> {
  const faultsOf = inputValidator(definition.input);
  return {
    from: definition.from,
    to: definition.to,
    others: definition.others ?? [],
    by: definition.by ?? 'keeper',
    permission: definition.permission,
    input: definition.input,
    meaning: definition.meaning,
    faultsOf,
    async prepare(context) {
      // `faultsOf` has checked the input against its schema before `prepare` is called.
      const typed = context as ActionContext<Body, State, Static<Input>>;
      const refusal = await definition.guard?.(typed);
      if (refusal !== undefined) return { refusal };
      const to = definition.enters?.(typed) ?? definition.to;
      if (to !== definition.to && definition.others?.includes(to) !== true)
        throw new Error(`an action entered ${to}, which it does not declare`);
      return { change: definition.effect?.(typed) ?? {}, to };
    },
  };
}

/** States and actions of a record type, as data. */
export interface Lifecycle<Body, State extends string> {
  readonly states: readonly State[];
  /** States in which a record may enter the ledger. */
  readonly initial: readonly State[];
  readonly actions: ReadonlyMap<string, Action<Body, State>>;
}

/**
 * Checks and freezes a lifecycle: every state is reached, no action leaves or enters a state that is not declared.
 * Throws on a definition that is at fault.
 */
export function defineLifecycle<Body, const State extends string>(definition: {
  readonly states: readonly State[];
  readonly initial: readonly NoInfer<State>[];
  readonly actions: Readonly<Record<string, Action<Body, NoInfer<State>>>>;
}): Lifecycle<Body, State> {
  const { states, initial } = definition;
  const actions = new Map(Object.entries(definition.actions));
  const reached = new Set<string>(initial);
  for (const [name, action] of actions) {
    for (const state of [...action.from, action.to, ...action.others]) {
      if (!states.includes(state)) throw new Error(`the action ${name} names the undeclared state ${state}`);
    }
    for (const state of [action.to, ...action.others]) reached.add(state);
  }
  const unreached = states.filter((state) => !reached.has(state));
  if (unreached.length > 0) throw new Error(`no action enters ${unreached.join(', ')}`);
  return Object.freeze({ states, initial, actions });
}

/** Names of the actions that the caller may take on the record now; guards that read the database are not asked. */
export function allowedActions<Body, State extends string>(
  lifecycle: Lifecycle<Body, State>,
  entry: Pick<Entry<Body, State>, 'state' | 'country' | 'authority' | 'office'>,
  caller: LedgerCaller,
): readonly string[] {
  return [...lifecycle.actions]
    .filter(([, action]) => action.by === 'keeper' && action.from.includes(entry.state))
    .filter(([, action]) => caller.may(action.permission) && keeps(caller.scope, entry))
    .map(([name]) => name);
}
