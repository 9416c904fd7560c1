import { Type } from 'typebox';
import { say } from '../../base/index.ts';
import {
  VERIFICATION_DIMENSIONS,
  VERIFICATION_MEASURE_NAMES,
  VERIFICATION_MEASURES,
  type FigureAnswer,
  type KeyedDimension,
  type VerificationDimension,
  type VerificationMeasure,
} from '../../verification/figures/index.ts';
import { attachment } from '../answers.ts';
import { HttpError } from '../codes.ts';
import { sendJson } from '../lib/json-answer.ts';
import { csvOf, xlsxOf } from '../lib/table-files.ts';
import { route, type Call, type Route } from '../route.ts';
import { Moment } from '../schemas.ts';
import type { Shared } from '../shared.ts';

const strict = { additionalProperties: false } as const;
const Month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' });
const Amount = Type.Union([Type.Number(), Type.Null()]);
const Measures = Type.String({
  pattern: `^(?:${VERIFICATION_MEASURE_NAMES.join('|')})(?:,(?:${VERIFICATION_MEASURE_NAMES.join('|')})){0,7}$`,
  maxLength: 300,
});
const KEYED = VERIFICATION_DIMENSIONS.filter(
  (name): name is KeyedDimension => name !== 'month' && name !== 'office' && name !== 'authority',
);

const Table = Type.Object({
  asOf: Moment,
  measures: Type.Array(Type.Object({ name: Type.String(), title: Type.String(), unit: Type.String() })),
  by: Type.Object({ name: Type.String(), title: Type.String() }),
  rows: Type.Array(Type.Object({ key: Type.String(), label: Type.String(), amounts: Type.Array(Amount) })),
  total: Type.Array(Amount),
  truncated: Type.Boolean(),
});

/** How verification is doing: of the caller's authority or office, as far as they may see. */
export function verificationFigureRoutes({ services }: Shared): readonly Route[] {
  const { rules, words } = services;
  const titled = (call: Pick<Call, 'language'>, key: string) => say(words, call.language, key);
  const label = (call: Pick<Call, 'language'>, by: VerificationDimension, key: string): string => {
    if (key === '') return titled(call, 'verification-figure-unknown');
    const word = by === 'country' ? `country.${key}` : by === 'reason' ? `reason-title-${key}` : key;
    const told = titled(call, word);
    return told === word ? key : told;
  };
  return [
    route({
      name: 'read-verification-figures',
      method: 'GET',
      path: '/v1/verification-figures',
      area: 'figures',
      admission: 'statistics.read',
      cost: 'read',
      cache: 'none',
      schema: {
        query: Type.Object(
          {
            measure: Measures,
            by: Type.Optional(Type.Enum(VERIFICATION_DIMENSIONS)),
            from: Type.Optional(Month),
            until: Type.Optional(Month),
            authority: Type.Optional(Type.String({ pattern: '^[A-Z]{2}-[A-Z0-9-]{1,30}$' })),
            office: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
            of: Type.Optional(Type.Enum(KEYED)),
            key: Type.Optional(Type.String({ maxLength: 300 })),
            format: Type.Optional(Type.Enum(['json', 'csv', 'xlsx'])),
          },
          strict,
        ),
        responses: { 200: { schema: Table, raw: true } },
      },
      async handle(call) {
        const { measure, by = 'month', of, key, format, from, until, authority, office } = call.query;
        if ((of === undefined) !== (key === undefined) || !fits(by, of)) refuse();
        const answer = await rules.figures(call.caller, {
          // The pattern of the query admits only names that are known.
          measures: [...new Set(measure.split(',') as VerificationMeasure[])],
          by,
          ...(from === undefined ? {} : { from }),
          ...(until === undefined ? {} : { until }),
          ...(authority === undefined ? {} : { authority }),
          ...(office === undefined ? {} : { office }),
          ...(of === undefined || key === undefined ? {} : { of: { dimension: of, key } }),
        });
        const rows = answer.rows.map((row) => ({ ...row, label: label(call, by, row.key) }));
        if (format === 'csv' || format === 'xlsx')
          return sendFile(call, format, { ...answer, rows }, (name) => titled(call, name));
        return sendJson(call.reply, {
          asOf: services.clock().toISOString(),
          measures: answer.measures.map((name) => ({
            name,
            title: titled(call, `verification-figure-${name}`),
            unit: VERIFICATION_MEASURES[name].unit,
          })),
          by: { name: by, title: titled(call, `verification-figure-by-${by}`) },
          rows,
          total: answer.total,
          truncated: answer.truncated,
        });
      },
    }),
  ];
}

/** Sums are kept by one dimension at a time: a second one only by month, by office, by authority, or of a chapter its headings. */
function fits(by: VerificationDimension, of: KeyedDimension | undefined): boolean {
  return (
    of === undefined ||
    by === 'month' ||
    by === 'office' ||
    by === 'authority' ||
    by === of ||
    (by === 'heading' && of === 'chapter')
  );
}

function refuse(): never {
  const fault = { code: 'verification-figures-apart', path: '/query/of', values: {} };
  throw new HttpError('request-invalid', {}, { faults: [fault] });
}

async function sendFile(
  { reply }: Pick<Call, 'reply'>,
  format: 'csv' | 'xlsx',
  table: Omit<FigureAnswer, 'rows'> & {
    readonly rows: readonly (FigureAnswer['rows'][number] & { readonly label: string })[];
  },
  titled: (key: string) => string,
): Promise<unknown> {
  const plain = {
    columns: [
      titled(`verification-figure-by-${table.by}`),
      ...table.measures.map((name) => titled(`verification-figure-${name}`)),
    ],
    rows: [
      ...table.rows.map(({ label, amounts }) => [label, ...amounts]),
      [titled('figure-total'), ...table.total],
    ],
  };
  void reply.header('content-disposition', attachment(`verification-figures.${format}`));
  if (format === 'csv') return reply.type('text/csv; charset=utf-8').send(csvOf(plain));
  return reply
    .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .send(Buffer.from(await xlsxOf(plain)));
}
