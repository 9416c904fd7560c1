import type { Static, TObject, TSchema } from 'typebox';
import type { Fault } from '../../base/index.ts';
import type { Session, Transaction } from '../../database/index.ts';
import type { LedgerCaller } from '../caller.ts';
import { inputValidator } from '../lib/validation.ts';

/** Whose rows they are: the whole installation's, an authority's, or one of its offices'. */
export const PARAMETER_LEVELS = ['platform', 'authority', 'office'] as const;
export type ParameterLevel = (typeof PARAMETER_LEVELS)[number];

/** Whose parameters are asked for; the wider levels count where the narrower have no row. */
export interface ParameterOwner {
  /** Key of the competent authority; absent for the whole installation. */
  readonly authority?: string;
  readonly office?: string;
}

/** A row as a proposal states it: the value that is to hold for a key from one moment until another. */
export interface ProposedRow<Key = unknown, Value = unknown> {
  readonly key: Key;
  /** `null` ends the key for the period. */
  readonly value: Value | null;
  /** RFC 3339, or a day (midnight UTC). */
  readonly from: string;
  readonly until?: string;
}

/** What happens, beside the rows, when a change is approved; in the same transaction. */
export interface Approval<Key, Value> {
  readonly transaction: Transaction;
  readonly rows: readonly ProposedRow<Key, Value>[];
  readonly owner: ParameterOwner;
  readonly by: LedgerCaller;
  readonly now: Date;
}

export interface ParameterDefinition<Key = unknown, Value = unknown> {
  /** Kebab-case; its words are `parameter-<name>` and `parameter-<name>-more`. */
  readonly name: string;
  readonly key: TObject;
  readonly value: TSchema;
  readonly levels: readonly ParameterLevel[];
  /** Who may read the rows: anyone, anyone signed in, or who holds the permission. */
  readonly readers: string;
  /** Rows that count where nothing else does; part of the release. */
  readonly standard: readonly { readonly key: Key; readonly value: Value }[];
  /**
   * Schemas of the value by what a member of the key says, where its own leaves to others what it holds: for forms alone. What a
   * proposal may say is for `check`.
   */
  forms?(): { readonly by: string; readonly schemas: Readonly<Record<string, TSchema>> };
  faultsOfKey(key: unknown): readonly Fault[];
  faultsOfValue(value: unknown): readonly Fault[];
  /** Countries whose officials alone may read the row; all where undefined. */
  concerned?(value: Value): readonly string[] | undefined;
  /** Faults that no schema finds; paths within the row (`/key/...`, `/value/...`). */
  check?(row: ProposedRow<Key, Value>, owner: ParameterOwner): readonly Fault[];
  /**
   * Where a level may narrow what the wider levels say but not widen it: every fault of a row of that level that allows more than the
   * row it stands before; paths within the value.
   */
  narrows?(wider: Value, own: Value, level: ParameterLevel): readonly Fault[];
  /** How many records the change would touch, where that can be said. */
  touches?(
    session: Session,
    rows: readonly ProposedRow<Key, Value>[],
    owner: ParameterOwner,
  ): Promise<number>;
  /** Faults for which nothing is proposed, found by trying the rows as they would stand; paths as those of `check`, before them `/rows/<place>`. */
  refuses?(rows: readonly ProposedRow<Key, Value>[], owner: ParameterOwner): Promise<readonly Fault[]>;
  approved?(approval: Approval<Key, Value>): Promise<void>;
}

const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Declares a parameter; the schemas give its types, the checks of a proposal and the default form. */
export function defineParameter<const Key extends TObject, const Value extends TSchema>(
  definition: Omit<
    ParameterDefinition<Static<Key>, Static<Value>>,
    'key' | 'value' | 'faultsOfKey' | 'faultsOfValue' | 'standard'
  > & {
    readonly key: Key;
    readonly value: Value;
    readonly standard?: readonly { readonly key: Static<Key>; readonly value: Static<Value> }[];
  },
): ParameterDefinition<Static<Key>, Static<Value>> {
  if (!NAME.test(definition.name)) throw new Error(`${definition.name} cannot name a parameter`);
  const made = {
    ...definition,
    standard: definition.standard ?? [],
    faultsOfKey: inputValidator(definition.key),
    faultsOfValue: inputValidator(definition.value),
  };
  for (const { key, value } of made.standard) {
    const [fault] = [...made.faultsOfKey(key), ...made.faultsOfValue(value)];
    if (fault !== undefined)
      throw new Error(`a standard row of ${definition.name} is at fault: ${fault.path}`);
  }
  return Object.freeze(made);
}

/** A definition whose key and value types are forgotten, as lists of several hold it. */
export type AnyParameter = ParameterDefinition;

export function levelOf({ authority, office }: ParameterOwner): ParameterLevel {
  if (office !== undefined) return 'office';
  return authority === undefined ? 'platform' : 'authority';
}
