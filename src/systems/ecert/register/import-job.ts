import type { Clock } from '../../../base/index.ts';
import type { Database, Scope, Statement } from '../../../database/index.ts';
import { RegisterError } from './error.ts';

const SYSTEM: Scope = { kind: 'system' };

export type ImportKind = 'file' | 'folder' | 'zip' | 'register';

/** Where an import stands; `accepted + repeated + refused` is `position`. */
export interface ImportPosition {
  readonly position: number;
  readonly accepted: number;
  readonly repeated: number;
  readonly refused: number;
  /** Bytes of the report of refusals that tell of the items before the position. */
  readonly reportLength: number;
}

/** An import as this process has taken it up. */
export interface ImportJob {
  readonly identity: string;
  readonly start: ImportPosition;
  /** When an earlier run brought it to its end, RFC 3339; absent while it is not there. */
  readonly finished?: string;
  /** Throws `import-taken-over` when another process has taken the import up since. */
  advance(position: ImportPosition, finished: boolean): Promise<void>;
}

interface JobRow {
  readonly run: number;
  readonly position: string;
  readonly accepted: string;
  readonly repeated: string;
  readonly refused: string;
  readonly report_length: string;
  readonly finished: string | null;
}

/**
 * What was refused may be taken now: an authority is trusted since, or is known. Then the same bytes begin anew, and those that are in
 * are known already. Rows of an old register are moved once.
 */
const ANEW = `job.finished is not null and job.refused > 0 and job.kind <> 'register'`;
const kept = (column: string): string => `${column} = case when ${ANEW} then 0 else job.${column} end`;

const TAKE_UP: Statement = {
  name: 'import-take-up',
  text: `insert into import_job as job (identity, kind, source, started, updated) values ($1, $2, $3, $4, $4)
         on conflict (identity) do update set run = job.run + 1, source = excluded.source, updated = excluded.updated,
           ${['position', 'accepted', 'repeated', 'refused', 'report_length'].map(kept).join(', ')},
           finished = case when ${ANEW} then null else job.finished end
         returning run, position::text, accepted::text, repeated::text, refused::text, report_length::text,
           to_char(finished at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as finished`,
};

const ADVANCE: Statement = {
  name: 'import-advance',
  text: `update import_job set position = $3, accepted = $4, repeated = $5, refused = $6, report_length = $7,
           updated = $8::timestamptz, finished = case when $9 then $8::timestamptz end
         where identity = $1 and run = $2 returning identity`,
};

/** Begins an import, or takes it up where an earlier run left it. */
export async function takeUpImport(
  database: Database,
  source: { readonly identity: string; readonly kind: ImportKind; readonly path: string },
  clock: Clock,
): Promise<ImportJob> {
  const { identity, kind, path } = source;
  const values = [identity, kind, path.slice(0, 4096), clock().toISOString()];
  const [row] = await database.transaction(SYSTEM, (transaction) =>
    transaction.query<JobRow>(TAKE_UP, values),
  );
  if (row === undefined) throw new Error('the import was not written');
  return {
    identity,
    start: {
      position: Number(row.position),
      accepted: Number(row.accepted),
      repeated: Number(row.repeated),
      refused: Number(row.refused),
      reportLength: Number(row.report_length),
    },
    ...(row.finished === null ? {} : { finished: row.finished }),
    async advance(position, finished) {
      const { accepted, repeated, refused, reportLength } = position;
      const moved = await database.transaction(SYSTEM, (transaction) =>
        transaction.query(ADVANCE, [
          identity,
          row.run,
          position.position,
          accepted,
          repeated,
          refused,
          reportLength,
          clock().toISOString(),
          finished,
        ]),
      );
      if (moved.length !== 1) throw new RegisterError('import-taken-over', { source: path });
    },
  };
}
