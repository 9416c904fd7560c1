import type { Database, Statement } from '../../../database/index.ts';

/** What people see of each other's work before it is an act. */
export const STIRRING_KINDS = ['draft', 'batch'] as const;

/** Something that is being done and is no act yet: a draft that is written in, a sheet that is read. */
export interface Stirring {
  readonly kind: (typeof STIRRING_KINDS)[number];
  /** Different for every step of it. */
  readonly key: string;
  readonly record: string;
  readonly actor: string;
  /** Whose office it is done in: nobody else is told. */
  readonly country: string;
  readonly authority: string;
  readonly office?: string;
}

/** Seconds that are looked back upon: longer than it takes a statement to be committed. */
const LOOKED_BACK = 5;
const MOST = 1_000;

const STIRRINGS: Statement = {
  name: 'change-stirrings',
  text: `(select 'draft' as kind, application || '/' || actor || '/' || revision as key, application as record, actor,
            country, authority, office from application_working_copy
          where stirred > clock_timestamp() - interval '${String(LOOKED_BACK)} seconds' order by stirred desc limit ${String(MOST)})
         union all
         (select 'batch', id || '/' || state || '/' || done || '/' || total, id, actor, country, authority, office
          from application_batch_progress
          where stirred > clock_timestamp() - interval '${String(LOOKED_BACK)} seconds' order by stirred desc limit ${String(MOST)})`,
};

/**
 * What stirred in the last seconds, by the clock of the database. Told more than once to who looks more often: a listener
 * keeps the keys of its last look. Who misses a step reads the whole at the next.
 */
export async function readStirrings(database: Database): Promise<readonly Stirring[]> {
  const rows = await database.read<Omit<Stirring, 'office'> & { office: string | null }>(
    { kind: 'system' },
    STIRRINGS,
  );
  return rows.map(({ office, ...row }) => ({ ...row, ...(office === null ? {} : { office }) }));
}
