import type { Database, Statement } from '../../../database/index.ts';

/** How far we have read at partners whose services are asked since a cursor. */
export interface WsdlCursors {
  /** The partner's own text; undefined where nothing was read yet. */
  read(partner: string): Promise<string | undefined>;
  keep(partner: string, cursor: string, now: Date): Promise<void>;
}

const SYSTEM = { kind: 'system' } as const;
const READ: Statement = {
  name: 'wsdl-cursor-read',
  text: 'select cursor from wsdl_cursor where partner = $1',
};
const KEEP: Statement = {
  name: 'wsdl-cursor-keep',
  text: `insert into wsdl_cursor (partner, cursor, at) values ($1, $2, $3)
         on conflict (partner) do update set cursor = excluded.cursor, at = excluded.at`,
};

export function databaseCursors(database: Database): WsdlCursors {
  return {
    read: (partner) =>
      database.transaction(SYSTEM, async (transaction) => {
        const [row] = await transaction.query<{ readonly cursor: string }>(READ, [partner]);
        return row?.cursor;
      }),
    async keep(partner, cursor, now) {
      await database.transaction(SYSTEM, (transaction) =>
        transaction.query(KEEP, [partner, cursor.slice(0, 2_000), now]),
      );
    },
  };
}
