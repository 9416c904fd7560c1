import type { Static, TObject } from 'typebox';
import type { Fault } from '../base/index.ts';
import type { Scope } from '../database/index.ts';
import type { Lifecycle } from './lifecycle.ts';
import { inputValidator } from './lib/validation.ts';

/** A record as it stands. Times are RFC 3339 in UTC with milliseconds. */
export interface Entry<Body, State extends string> {
  /** UUID version 7. */
  readonly id: string;
  /** Country whose authority keeps the record; the distribution key of every table. */
  readonly country: string;
  /** Key of the competent authority that keeps the record. */
  readonly authority: string;
  /** Number within the authority; with country and authority the natural key. */
  readonly number: string;
  /** Counts the acts on the record from 1; the ETag. */
  readonly version: number;
  readonly state: State;
  /** Key of the office within the authority. */
  readonly office?: string;
  readonly body: Body;
  readonly created: string;
  readonly updated: string;
}

/** What a search column holds; JSON values, dates as RFC 3339 text. */
export type ColumnValue = string | number | readonly string[] | undefined;

/** What of a record never changes, and its body: all that search columns and terms are computed from. */
export type Named<Body> = Pick<
  Entry<Body, string>,
  'id' | 'country' | 'authority' | 'number' | 'office' | 'body'
>;

/** A search column beside the body, computed from it at every write. */
export interface Column<Body> {
  readonly type: 'text' | 'uuid' | 'date' | 'timestamptz' | 'integer' | 'numeric' | 'text[]';
  of(record: Named<Body>): ColumnValue;
}

/** One condition of a search, as data; several are joined by AND. */
export type Condition =
  | { readonly column: string; readonly is: 'equal' | 'from' | 'until'; readonly value: string | number }
  | { readonly column: string; readonly is: 'any-of'; readonly value: readonly string[] }
  /** A literal piece of text; no wildcard has a meaning in it. */
  | { readonly column: string; readonly is: 'containing'; readonly value: string }
  /** Every one of these search terms. */
  | { readonly is: 'termed'; readonly value: readonly string[] };

/** What a filter makes of its value; `too-short` where it names too little to look for, undefined where it is not of the form. */
export type Filter = (value: string) => readonly Condition[] | 'too-short' | undefined;

export interface RecordDefinition<Body, State extends string, FilterName extends string = string> {
  /** Name of the table; `<name>_history` holds its history; first part of the subject in the evidence. */
  readonly name: string;
  /** JSON Schema of the body. */
  readonly schema: TObject;
  readonly lifecycle: Lifecycle<Body, State>;
  readonly columns: Readonly<Record<string, Column<Body>>>;
  /** Column by which searches are ordered, newest first; of type `timestamptz` and never empty. */
  readonly order: string;
  /** Whether a scope is a party to the record, who may take its actions `by: 'party'`; nobody where it is absent. */
  isParty?(scope: Scope, record: Named<Body>): boolean;
  /** Search terms: whatever `termed` conditions look for. */
  terms(record: Named<Body>): readonly string[];
  /**
   * Conditions that hold for every record the scope may see; they let the planner begin with the scope. What the scope
   * may see is decided by the view and by row-level security, not here.
   */
  scoped(scope: Scope): readonly Condition[];
  readonly filters: Readonly<Record<FilterName, Filter>>;
  faultsOf(body: unknown): readonly Fault[];
}

const NAME = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;

/**
 * A record type from one definition: the schema gives the TypeScript type and the JSON Schema, the rest the table's
 * search columns, the filters of the API and the lifecycle. The table itself stands in a numbered migration;
 * `tableFaults` compares the two.
 */
export function defineRecord<
  const Schema extends TObject,
  State extends string,
  const FilterName extends string,
>(
  definition: Omit<RecordDefinition<Static<Schema>, State, FilterName>, 'faultsOf' | 'schema'> & {
    readonly schema: Schema;
  },
): RecordDefinition<Static<Schema>, State, FilterName> {
  for (const name of [definition.name, ...Object.keys(definition.columns)]) {
    if (!NAME.test(name)) throw new Error(`${name} cannot name a table or a column`);
  }
  if (definition.columns[definition.order]?.type !== 'timestamptz') {
    throw new Error(`${definition.order} is no column of time to order by`);
  }
  return Object.freeze({ ...definition, faultsOf: inputValidator(definition.schema) });
}

/** Permanent name of a record in the evidence: `certificate/CN/CN-GACC/110000009912345`. */
export function recordKey(
  name: string,
  record: { readonly country: string; readonly authority: string; readonly number: string },
): string {
  return `${name}/${record.country}/${record.authority}/${record.number}`;
}
