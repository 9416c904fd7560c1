import { MAXIMUM_ROW_LENGTH, type Row, type RowFault } from './row.ts';

/** Rows of NDJSON: one object a line. A line that is none is yielded with its fault and the next one is read. */
export async function* jsonRows(
  texts: AsyncIterable<string>,
  wanted: readonly string[],
): AsyncGenerator<Row> {
  let position = 0;
  let line = 0;
  for await (const text of linesOf(texts)) {
    line += 1;
    if (text !== undefined && text.trim() === '') continue;
    yield { position: position++, line, ...rowOf(text, line, wanted) };
  }
}

function rowOf(
  text: string | undefined,
  line: number,
  wanted: readonly string[],
): Pick<Row, 'cells' | 'fault'> {
  const faulty = (code: RowFault['code']): Pick<Row, 'cells' | 'fault'> => ({
    cells: [],
    fault: { code, values: { line: String(line), most: String(MAXIMUM_ROW_LENGTH) } },
  });
  if (text === undefined) return faulty('import-row-too-long');
  let value: unknown;
  try {
    value = JSON.parse(withTextNumbers(text));
  } catch {
    return faulty('import-row-malformed');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return faulty('import-row-malformed');
  return { cells: wanted.map((name) => cellOf(value, name)) };
}

/** Quotes every number outside strings, so that a long decimal is not rounded by JSON.parse. */
function withTextNumbers(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );
}

/** A member, or what a JSON Pointer (RFC 6901) leads to; undefined for null, objects and lists. */
function cellOf(row: object, name: string): string | undefined {
  const steps = name.startsWith('/')
    ? name
        .slice(1)
        .split('/')
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    : [name];
  let value: unknown = row;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Lines; undefined for one that is longer than the bound, whose text is not kept. */
async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<string | undefined> {
  let begun = '';
  let tooLong = false;
  let first = true;
  for await (const piece of texts) {
    const text = first && piece.startsWith('\uFEFF') ? piece.slice(1) : piece;
    first = false;
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      const line = begun + text.slice(start, end);
      yield tooLong || line.length > MAXIMUM_ROW_LENGTH ? undefined : line;
      begun = '';
      tooLong = false;
      start = end + 1;
    }
    begun += text.slice(start);
    if (begun.length > MAXIMUM_ROW_LENGTH) {
      tooLong = true;
      begun = '';
    }
  }
  if (tooLong) yield undefined;
  else if (begun !== '') yield begun;
}
