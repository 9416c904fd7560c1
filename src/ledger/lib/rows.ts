import type { Entry } from '../record.ts';

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

/** A digest as `jsonb_to_recordset` reads a bytea: `\x` and hexadecimal digits. */
export function byteaText(hex: string | undefined): string | undefined {
  return hex === undefined ? undefined : `\\x${hex}`;
}
