import type { ColumnValue, Entry, RecordDefinition } from '../record.ts';

/** Columns of every record table, with their types, in the order in which rows are read. */
export const SKELETON = {
  id: 'uuid',
  country: 'text',
  authority: 'text',
  number: 'text',
  version: 'integer',
  state: 'text',
  office: 'text',
  body: 'jsonb',
  created: 'timestamptz',
  updated: 'timestamptz',
} as const;

const { body: BODY, ...NAMING } = SKELETON;
/** Parts the items of a list that travels as one text; ASCII's unit separator, which no word has in it. */
const SEPARATOR = '\u001F';

type Columns = readonly (readonly [name: string, type: string])[];

/** Columns that the writers fill, the body before all others. */
export function writtenColumns(definition: RecordDefinition<never, never>): Columns {
  const own = Object.entries(definition.columns).map(([name, { type }]) => [name, type] as const);
  return [['body', BODY], ...Object.entries(NAMING), ['terms', 'text[]'], ...own];
}

/**
 * Reads rows from parameters, one for each column: the bodies as lines of JSON, all else as arrays. As members of one JSON value
 * bodies would be parsed twice, and every search term as a value by itself.
 */
export function givenRows([, ...columns]: Columns): string {
  const arrays = columns.map(
    ([, type], index) => `$${String(index + 2)}::${type === 'text[]' ? 'text' : type}[]`,
  );
  const names = columns.map(([name]) => name).join(', ');
  const read = columns.map(([name, type]) =>
    type === 'text[]' ? `string_to_array(${name}, e'\\x1f') as ${name}` : name,
  );
  return `select body::jsonb as body, ${read.join(', ')}
          from rows from (string_to_table($1, e'\\n'), unnest(${arrays.join(', ')})) as given (body, ${names})`;
}

/** The parameters of `givenRows` for these records. */
export function givenValues<Body, State extends string>(
  definition: RecordDefinition<Body, State>,
  entries: readonly Entry<Body, State>[],
): readonly unknown[] {
  const names = Object.keys(NAMING) as (keyof typeof NAMING)[];
  return [
    // JSON has no raw line break.
    entries.map(({ body }) => JSON.stringify(body)).join('\n'),
    ...names.map((name) => entries.map((entry) => entry[name])),
    entries.map((entry) => textOf(definition.terms(entry))),
    ...Object.values(definition.columns).map((column) => entries.map((entry) => textOf(column.of(entry)))),
  ];
}

function textOf(value: ColumnValue): string | number | undefined {
  if (typeof value !== 'object') return value;
  const items = value.some((item) => item.includes(SEPARATOR))
    ? value.map((item) => item.replaceAll(SEPARATOR, ' '))
    : value;
  return items.join(SEPARATOR);
}
