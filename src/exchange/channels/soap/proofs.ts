import type { Database, Statement } from '../../../database/index.ts';

/** What has proved a message fresh, remembered for as long as it could do so again. */
export interface UsedProofs {
  /** Takes a proof (32 bytes) for this message; false where it was taken before, by whichever process. */
  take(digest: Uint8Array, expires: Date, now: Date): Promise<boolean>;
}

/** Each that comes sweeps some that are over, so that nobody else has to. */
const TAKE: Statement = {
  name: 'soap-take-proof',
  text: `with over as (
           select digest from soap_proof where expires < $3 order by expires limit 20 for update skip locked
         ), swept as (
           delete from soap_proof where digest in (select digest from over) and digest <> $1
         )
         insert into soap_proof as kept (digest, expires) values ($1, $2)
         on conflict (digest) do nothing returning true as taken`,
};

export function databaseProofs(database: Database): UsedProofs {
  return {
    async take(digest, expires, now) {
      const rows = await database.transaction({ kind: 'system' }, (transaction) =>
        transaction.query(TAKE, [digest, expires, now]),
      );
      return rows.length > 0;
    },
  };
}
