/** What a COPY line may carry; `undefined` is null. */
export type CopyValue = string | number | bigint | boolean | Date | Uint8Array | null | undefined;

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** One line for `copyIn` in COPY's text format, with its line end. Text must not hold U+0000, which PostgreSQL refuses. */
export function copyLine(values: readonly CopyValue[]): string {
  return `${values.map(field).join('\t')}\n`;
}

function field(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string')
    return value.replace(/[\\\b\f\n\r\t\v]/g, (character) => ESCAPES[character] ?? '');
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array)
    return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.length).toString('hex')}`;
  return String(value);
}
