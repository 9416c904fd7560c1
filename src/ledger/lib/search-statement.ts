import type { ExpressionBuilder, SqlBool } from 'kysely';
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely';
import type { Statement } from '../../database/index.ts';
import type { Place } from '../cursor.ts';
import type { Condition } from '../record.ts';
import { SKELETON } from './given-rows.ts';

/** Composes SQL and runs none: statements go through a Session, which carries the scope. */
const composer = new Kysely<Record<string, Record<string, unknown>>>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

type Builder = ExpressionBuilder<Record<string, Record<string, unknown>>, string>;

const TYPES: Readonly<Record<string, string>> = {
  date: 'date',
  timestamptz: 'timestamptz',
  numeric: 'numeric',
};

export interface SearchQuery {
  readonly table: string;
  readonly order: string;
  readonly columnTypes: Readonly<Record<string, string>>;
  readonly conditions: readonly Condition[];
  readonly limit: number;
  readonly after?: Place;
}

/** The statement of a search, its rows newest first; each row also has `place`, the milliseconds of its order column. */
export function searchStatement(query: SearchQuery): { statement: Statement; values: readonly unknown[] } {
  const order = sql.ref(query.order);
  let select = composer
    .selectFrom(`${query.table}_search`)
    .select([
      ...Object.keys(SKELETON),
      sql<string>`(extract(epoch from ${order}) * 1000)::bigint`.as('place'),
    ])
    .where((builder) =>
      builder.and(query.conditions.map((condition) => expressionOf(builder, condition, query))),
    )
    .orderBy(query.order, 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit);
  if (query.after !== undefined) {
    const { at, id } = query.after;
    select = select.where(
      sql<SqlBool>`(${order}, ${sql.ref('id')}) < (${new Date(at).toISOString()}::timestamptz, ${id}::uuid)`,
    );
  }
  const { sql: text, parameters } = select.compile();
  // Unnamed, so that it is planned anew each time by what is sought: the plan for a word that half of a million records have
  // and the one for a word that one of them has differ a thousandfold, and a prepared statement has one plan for both.
  return { statement: { name: '', text }, values: parameters };
}

function expressionOf(builder: Builder, condition: Condition, query: SearchQuery) {
  if (condition.is === 'termed') return sql<SqlBool>`${sql.ref('terms')} @> ${condition.value}::text[]`;
  const column = sql.ref(condition.column);
  const type = sql.raw(TYPES[query.columnTypes[condition.column] ?? ''] ?? 'text');
  switch (condition.is) {
    case 'equal':
      return builder(condition.column, '=', condition.value);
    case 'from':
      return sql<SqlBool>`${column} >= ${condition.value}::${type}`;
    case 'until':
      return sql<SqlBool>`${column} < ${condition.value}::${type}`;
    case 'any-of':
      return sql<SqlBool>`${column} = any(${condition.value}::text[])`;
    case 'containing':
      return sql<SqlBool>`strpos(${column}, ${condition.value}) > 0`;
  }
}
