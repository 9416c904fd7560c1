import type { Database, Statement } from '../../../database/index.ts';

/** How far we have read at partners whose services are asked since a cursor. */
export interface WsdlCursors {
  /** The partner's own text; undefined where nothing was read yet. */
  read(partner: string): Promise<string | undefined>;
  keep(partner: string, cursor: string, now: Date): Promise<void>;
}

/** Characters of a cursor that is kept. */
export const LONGEST_CURSOR = 2_000;

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
    async read(partner) {
      const [row] = await database.read<{ readonly cursor: string }>(SYSTEM, READ, [partner]);
      return row?.cursor;
    },
    async keep(partner, cursor, now) {
      await database.transaction(SYSTEM, (transaction) => transaction.query(KEEP, [partner, cursor, now]));
    },
  };
}
