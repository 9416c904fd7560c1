import type { Entry, RecordDefinition } from '../record.ts';

/** A row of a record table as the driver gives it. */
export interface EntryRow {
  readonly id: string;
  readonly country: string;
  readonly authority: string;
  readonly number: string;
  readonly version: number;
  readonly state: string;
  readonly office: string | null;
  readonly body: unknown;
  readonly created: Date;
  readonly updated: Date;
}

/** The record of a row. The table's check constraints hold its state to the definition, its writers the body. */
export function entryOf<Body, State extends string>(row: EntryRow): Entry<Body, State> {
  return {
    id: row.id,
    country: row.country,
    authority: row.authority,
    number: row.number,
    version: row.version,
    state: row.state as State,
    ...(row.office === null ? {} : { office: row.office }),
    body: row.body as Body,
    created: row.created.toISOString(),
    updated: row.updated.toISOString(),
  };
}

/** The row to write for a record, as `jsonb_to_recordset` reads it. */
export function rowOf<Body, State extends string>(
  definition: RecordDefinition<Body, State>,
  entry: Entry<Body, State>,
): Record<string, unknown> {
  // Begun with a member of its own: as a copy, each row would have a hidden class of its own, and one more for every column.
  const row: Record<string, unknown> = { terms: definition.terms(entry), ...entry };
  for (const [name, column] of Object.entries(definition.columns)) row[name] = column.of(entry);
  return row;
}

/** A digest as `jsonb_to_recordset` reads a bytea: `\x` and hexadecimal digits. */
export function byteaText(hex: string | undefined): string | undefined {
  return hex === undefined ? undefined : `\\x${hex}`;
}
