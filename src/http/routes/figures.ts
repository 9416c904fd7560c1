import { Type } from 'typebox';
import { say } from '../../base/index.ts';
import {
  DIMENSIONS,
  MEASURE_NAMES,
  MEASURES,
  type Dimension,
  type FigureTable,
  type MeasureName,
} from '../../systems/ecert/figures/index.ts';
import { attachment } from '../answers.ts';
import { sendJson } from '../lib/json-answer.ts';
import { csvOf, xlsxOf } from '../lib/table-files.ts';
import { route, type Call, type Route } from '../route.ts';
import { Country, Moment } from '../schemas.ts';
import type { Shared } from '../shared.ts';

const strict = { additionalProperties: false } as const;
const Month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' });
const names = (known: readonly string[], most: number) =>
  Type.String({
    pattern: `^(?:${known.join('|')})(?:,(?:${known.join('|')})){0,${String(most - 1)}}$`,
    maxLength: 300,
  });
const Amount = Type.Union([Type.Number(), Type.Null()]);

const Table = Type.Object({
  asOf: Moment,
  measures: Type.Array(Type.Object({ name: Type.String(), title: Type.String(), unit: Type.String() })),
  by: Type.Array(Type.Object({ name: Type.String(), title: Type.String() })),
  rows: Type.Array(
    Type.Object({
      keys: Type.Array(Type.String()),
      labels: Type.Array(Type.String()),
      amounts: Type.Array(Amount),
    }),
  ),
  total: Type.Array(Amount),
  truncated: Type.Boolean(),
});
const PublicFiguresSchema = Type.Object({
  asOf: Moment,
  until: Type.String(),
  smallest: Type.Integer(),
  totals: Type.Array(
    Type.Object({ name: Type.String(), title: Type.String(), unit: Type.String(), amount: Amount }),
  ),
  tables: Type.Array(
    Type.Object({
      measure: Type.String(),
      title: Type.String(),
      by: Type.String(),
      byTitle: Type.String(),
      rows: Type.Array(Type.Object({ key: Type.String(), label: Type.String(), amount: Type.Number() })),
      others: Type.Optional(Amount),
      othersTitle: Type.String(),
    }),
  ),
});

/** The system's own figures: for officials as far as they may see, and what anybody may. */
export function figureRoutes({ services }: Shared): readonly Route[] {
  const { figures } = services.administration;
  const titled = (call: Pick<Call, 'language'>, key: string) => say(services.words, call.language, key);
  const measure = (call: Pick<Call, 'language'>, name: MeasureName) => ({
    name,
    title: titled(call, `figure-${name}`),
    unit: MEASURES[name].unit,
  });
  const label = (call: Pick<Call, 'language'>, dimension: Dimension, key: string) =>
    figures.labelOf(dimension, key, call.language) ?? (key === '' ? titled(call, 'figure-unknown') : key);
  return [
    route({
      name: 'read-figures',
      method: 'GET',
      path: '/v1/figures',
      area: 'figures',
      admission: 'statistics.read',
      cost: 'read',
      cache: 'none',
      schema: {
        query: Type.Object(
          {
            measure: names(MEASURE_NAMES, 8),
            by: Type.Optional(names(DIMENSIONS, 2)),
            from: Type.Optional(Month),
            until: Type.Optional(Month),
            country: Type.Optional(Country),
            destination: Type.Optional(Country),
            direction: Type.Optional(Type.Enum(['in', 'out'])),
            authority: Type.Optional(Type.String({ minLength: 1, maxLength: 30 })),
            office: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
            commodity: Type.Optional(Type.String({ pattern: '^[0-9]{2}([0-9]{2})?$' })),
            format: Type.Optional(Type.Enum(['json', 'csv', 'xlsx'])),
          },
          strict,
        ),
        responses: { 200: { schema: Table, raw: true } },
      },
      async handle(call) {
        const { measure: measured, by = '', format, ...filters } = call.query;
        const table = await figures.ask(call.caller, {
          ...filters,
          // The pattern of the query admits only names that are known.
          measures: [...new Set(measured.split(',') as MeasureName[])],
          by: [...new Set(by.split(',').filter((name) => name !== '') as Dimension[])],
        });
        const rows = table.rows.map((row) => ({
          ...row,
          labels: row.keys.map((key, index) => label(call, table.by[index] ?? 'year', key)),
        }));
        if (format === 'csv' || format === 'xlsx') return sendFile(call, format, { ...table, rows }, titled);
        return sendJson(call.reply, {
          asOf: services.clock().toISOString(),
          measures: table.measures.map((name) => measure(call, name)),
          by: table.by.map((name) => ({ name, title: titled(call, `figure-by-${name}`) })),
          rows,
          total: table.total,
          truncated: table.truncated,
        });
      },
    }),
    route({
      name: 'read-public-figures',
      method: 'GET',
      path: '/v1/figures/public',
      area: 'figures',
      admission: 'public',
      cost: 'read',
      cache: 'short',
      schema: { responses: { 200: { schema: PublicFiguresSchema, raw: true } } },
      async handle(call) {
        const found = await figures.public();
        void call.reply.header('vary', 'accept-language').header('content-language', call.language);
        return sendJson(call.reply, {
          asOf: found.asOf,
          until: found.until,
          smallest: found.smallest,
          totals: Object.entries(found.totals).map(([name, amount]) => ({
            name,
            title: titled(call, `figure-${name}`),
            unit: name === 'answer-hours' ? 'hour' : 'count',
            amount,
          })),
          tables: found.tables.map(({ by, rows, ...table }) => ({
            ...table,
            title: titled(call, `figure-${table.measure}`),
            by,
            byTitle: titled(call, `figure-by-${by}`),
            rows: rows.map((row) => ({ ...row, label: label(call, by, row.key) })),
            othersTitle: titled(call, 'figure-others'),
          })),
        });
      },
    }),
  ];
}

async function sendFile(
  call: Pick<Call, 'language' | 'reply'>,
  format: 'csv' | 'xlsx',
  table: Omit<FigureTable, 'rows'> & {
    readonly rows: readonly (FigureTable['rows'][number] & { readonly labels: readonly string[] })[];
  },
  titled: (call: Pick<Call, 'language'>, key: string) => string,
): Promise<unknown> {
  const total = table.by.map((_, index) => (index === 0 ? titled(call, 'figure-total') : ''));
  const plain = {
    columns: [
      ...table.by.map((name) => titled(call, `figure-by-${name}`)),
      ...table.measures.map((name) => titled(call, `figure-${name}`)),
    ],
    rows: [...table.rows.map(({ labels, amounts }) => [...labels, ...amounts]), [...total, ...table.total]],
  };
  void call.reply.header('content-disposition', attachment(`figures.${format}`));
  if (format === 'csv') return call.reply.type('text/csv; charset=utf-8').send(csvOf(plain));
  const bytes = await xlsxOf(plain);
  return call.reply
    .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .send(Buffer.from(bytes));
}
