import { Type } from 'typebox';
import { say, type Fault } from '../../base/index.ts';
import { ownerOf, ParameterError } from '../../ledger/parameters/index.ts';
import { LARGEST_SHEET } from '../../systems/ecert/application/index.ts';
import {
  cellOf,
  parameterColumns,
  PERIOD_COLUMNS,
  readParameterSheet,
  type ParameterSheet,
} from '../../systems/ecert/parameter-sheets/index.ts';
import { attachment } from '../answers.ts';
import { SHEET_TYPES } from '../body-parsers.ts';
import { sendJson } from '../lib/json-answer.ts';
import { csvOf, xlsxOf } from '../lib/table-files.ts';
import { route, type Route } from '../route.ts';
import type { Shared } from '../shared.ts';
import { ParameterPreview, ParameterName, ProposedRows } from './parameter-shapes.ts';

const strict = { additionalProperties: false } as const;
/** Faults told of one sheet. */
const MOST_FAULTS = 1_000;

const SheetFault = Type.Object({
  row: Type.Integer({ description: 'api-field-sheet-row' }),
  column: Type.Optional(Type.String({ description: 'api-field-sheet-column' })),
  code: Type.String({ description: 'api-field-code' }),
  detail: Type.String(),
});
const SheetRead = Type.Object({
  rows: ProposedRows,
  faults: Type.Array(SheetFault),
  unknown: Type.Array(Type.String(), { description: 'api-field-sheet-unknown' }),
  preview: Type.Optional(ParameterPreview),
});

/** Many rows of a parameter at once, by the sheet. */
export function parameterSheetRoutes({ services }: Shared): readonly Route[] {
  const { parameters } = services.administration;
  const { words } = services;
  return [
    route({
      name: 'parameter-sheet',
      method: 'GET',
      path: '/v1/parameters/:parameter/sheet',
      area: 'administration',
      cost: 'read',
      cache: 'none',
      admission: 'parameter.propose',
      schema: {
        params: ParameterName,
        query: Type.Object({ format: Type.Optional(Type.Enum(['csv', 'xlsx'])) }, strict),
        responses: { 200: { mediaType: SHEET_TYPES[0] } },
      },
      async handle({ caller, params, query, reply }) {
        const { rows } = await parameters.read(caller, params.parameter, {});
        const columns = parameterColumns(parameters.definition(params.parameter));
        const table = {
          columns: [...columns.map(({ name }) => name), ...PERIOD_COLUMNS],
          rows: rows.map((row) => [...columns.map((column) => cellOf(row, column)), '', '', '']),
        };
        const isWorkbook = query.format !== 'csv';
        return reply
          .type(isWorkbook ? SHEET_TYPES[0] : 'text/csv; charset=utf-8')
          .header('content-disposition', attachment(`${params.parameter}.${isWorkbook ? 'xlsx' : 'csv'}`))
          .send(isWorkbook ? Buffer.from(await xlsxOf(table)) : csvOf(table));
      },
    }),
    route({
      name: 'read-parameter-sheet',
      method: 'POST',
      path: '/v1/parameters/:parameter/sheet',
      area: 'administration',
      cost: 'document',
      cache: 'none',
      admission: 'parameter.propose',
      consumes: [...SHEET_TYPES],
      bodyLimit: LARGEST_SHEET,
      schema: {
        params: ParameterName,
        query: Type.Object(
          { from: Type.Optional(Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' })) },
          strict,
        ),
        responses: { 200: { schema: SheetRead, raw: true } },
      },
      async handle({ caller, params, query, bytes, language, reply }) {
        const { parameter } = params;
        const start = query.from ?? services.clock().toISOString().slice(0, 10);
        const sheet = await readParameterSheet(parameters.definition(parameter), bytes, { start });
        const judged = await parameters
          .preview(caller, { parameter, owner: ownerOf(caller), rows: sheet.rows })
          .then(
            (preview) => ({ preview, faults: [] }),
            (error: unknown) => ({ preview: undefined, faults: faultsIn(error, sheet) }),
          );
        const faults = [...sheet.faults, ...judged.faults]
          .toSorted((left, right) => left.row - right.row)
          .slice(0, MOST_FAULTS)
          .map(({ row, column, code, values }) => ({
            row,
            ...(column === undefined ? {} : { column }),
            code,
            detail: say(words, language, code, values),
          }));
        const { rows, unknown } = sheet;
        void reply.header('content-language', language);
        return sendJson(reply, {
          rows,
          unknown,
          faults,
          ...(faults.length > 0 || judged.preview === undefined ? {} : { preview: judged.preview }),
        });
      },
    }),
  ];
}

/** What the parameters find wrong, at the cells that it comes from; anything else is no fault of the sheet. */
function faultsIn(error: unknown, { places, faults }: ParameterSheet) {
  if (!(error instanceof ParameterError) || error.code !== 'parameter-change-invalid') throw error;
  const told = new Set(faults.map(({ row, column }) => `${String(row)} ${column ?? ''}`));
  return error.faults.flatMap((fault: Fault) => {
    const [, , index = '', ...inner] = fault.path.split('/');
    const row = places[Number(index)] ?? 1;
    const column = inner.join('.');
    // A cell that cannot be read is missing too, which need not be said.
    if (told.has(`${String(row)} ${column}`)) return [];
    return [{ ...fault, row, ...(column === '' ? {} : { column }) }];
  });
}
