import type { Statement } from '../../../database/index.ts';
import type { Assertion } from '../resolution.ts';

/** A row of the table as the driver gives it. */
export interface AssertionRow {
  readonly parameter: string;
  readonly version: number;
  readonly place: number;
  readonly authority: string;
  readonly office: string;
  readonly key: string;
  readonly value: unknown;
  readonly valid_from: Date;
  readonly valid_until: Date | null;
  readonly recorded: Date;
  readonly change: string;
}

const COLUMNS = `parameter, version, place, authority, office, key, value, valid_from, valid_until, recorded, change`;

export const ROWS_OF: Statement = {
  name: 'parameter-rows',
  text: `select ${COLUMNS} from parameter_row where parameter = $1 order by version, place`,
};

export const VERSIONS: Statement = {
  name: 'parameter-versions',
  text: 'select parameter, version, recorded from parameter_version order by parameter',
};

/** Waits for its turn: the row is locked until the approval commits. */
export const NEXT_VERSION: Statement = {
  name: 'parameter-next-version',
  text: `insert into parameter_version as known (parameter, version, recorded) values ($1, 1, $2)
         on conflict (parameter) do update set version = known.version + 1,
           recorded = greatest(excluded.recorded, known.recorded)
         returning version, recorded`,
};

export const WRITE_ROWS: Statement = {
  name: 'parameter-write-rows',
  text: `insert into parameter_row (parameter, version, place, authority, office, key, value, valid_from, valid_until,
           recorded, change, open, concerned, proposed_by, approved_by)
         select $2, $3, place, $4, $5, key, value, "from", until, $6, $7, $8,
           case when concerned is null then null else array(select jsonb_array_elements_text(concerned)) end, $9, $10
         from jsonb_to_recordset($1::jsonb)
           as row (place integer, key text, value jsonb, "from" timestamptz, until timestamptz, concerned jsonb)`,
};

export function assertionOf(row: AssertionRow): Assertion {
  return {
    version: row.version,
    place: row.place,
    authority: row.authority,
    office: row.office,
    key: row.key,
    value: row.value,
    from: row.valid_from.getTime(),
    until: row.valid_until?.getTime(),
    recorded: row.recorded.getTime(),
    change: row.change,
  };
}
