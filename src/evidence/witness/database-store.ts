import type { Database, Statement } from '../../database/index.ts';
import type { Witnessed, WitnessStore } from './store.ts';

const LATEST: Statement = {
  name: 'witness-latest',
  text: 'select size, root, note, at from witness_log where origin = $1',
};

const BEGIN: Statement = {
  name: 'witness-begin',
  text: `insert into witness_log (origin, size, root, note, at) values ($1, $2, $3, $4, $5)
         on conflict do nothing returning size`,
};

const ADVANCE: Statement = {
  name: 'witness-advance',
  text: `update witness_log set size = $2, root = $3, note = $4, at = $5
         where origin = $1 and size = $6 and size <= $2 returning size`,
};

const KEEP: Statement = {
  name: 'witness-split-view',
  text: `insert into witness_split_view (origin, size, known, offered) values ($1, $2, $3, $4)
         on conflict do nothing`,
};

/** The memory of a witness in the database: any number of processes may answer. */
export function databaseWitnessStore(database: Database): WitnessStore {
  return {
    async latest(origin) {
      const [row] = await database.read<Omit<Witnessed, 'size'> & { size: string }>(
        { kind: 'system' },
        LATEST,
        [origin],
      );
      return row === undefined ? undefined : { ...row, size: Number(row.size) };
    },
    async advance(origin, expected, next) {
      const values = [origin, next.size, next.root, next.note, next.at];
      const changed = await database.transaction({ kind: 'system' }, (transaction) =>
        expected === undefined
          ? transaction.query(BEGIN, values)
          : transaction.query(ADVANCE, [...values, expected]),
      );
      return changed.length === 1;
    },
    async keepSplitView({ origin, size, known, offered }) {
      await database.transaction({ kind: 'system' }, (transaction) =>
        transaction.query(KEEP, [origin, size, known, offered]),
      );
    },
    close: () => Promise.resolve(),
  };
}
