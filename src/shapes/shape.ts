import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Fault } from '../base/index.ts';

/** One thing that keeps a value from being of a form. */
export interface Misfit {
  /** JSON Pointer into the value; empty for the value itself. */
  readonly path: string;
  /** Keyword of JSON Schema that it breaks; `json` where a text is none. */
  readonly rule: string;
  /** What the keyword asks for, in short. */
  readonly limit: string;
}

/** A form that values from outside have or have not; compiled at its first use. */
export interface Shape<Value> {
  accepts(value: unknown): value is Value;
  /** All that keeps a value from being of the form, at most so many; none where it is. */
  misfits(value: unknown, most?: number): readonly Misfit[];
  /** The same under a code of the room that asks, with `member` and `rule`. */
  faults(value: unknown, code: string, most?: number): readonly Fault[];
  /** The value, or the first misfit. */
  read(value: unknown): { readonly value: Value } | { readonly misfit: Misfit };
  /** The value that a JSON text holds, or the first misfit. */
  readJson(text: string | undefined): { readonly value: Value } | { readonly misfit: Misfit };
}

const NO_JSON: Misfit = { path: '', rule: 'json', limit: '' };
const MOST = 100;

export function shapeOf<const Schema extends TSchema>(schema: Schema): Shape<Static<Schema>> {
  let compiled: ReturnType<typeof Compile<Schema>> | undefined;
  const validator = () => (compiled ??= Compile(schema));
  const accepts = (value: unknown): value is Static<Schema> => validator().Check(value);
  const misfits = (value: unknown, most = MOST): readonly Misfit[] =>
    accepts(value)
      ? []
      : validator()
          .Errors(value)
          .filter(({ keyword }) => keyword !== 'boolean')
          .slice(0, most)
          .map(({ instancePath, keyword, params }) => ({
            path: instancePath,
            rule: keyword,
            limit: limitOf(params),
          }));
  const read = (value: unknown) =>
    accepts(value) ? { value } : { misfit: misfits(value, 1)[0] ?? { ...NO_JSON, rule: '' } };
  return {
    accepts,
    misfits,
    faults: (value, code, most) =>
      misfits(value, most).map(({ path, rule }) => ({ code, path, values: { member: path, rule } })),
    read,
    readJson(text) {
      let value: unknown;
      try {
        value = JSON.parse(text ?? '');
      } catch {
        return { misfit: NO_JSON };
      }
      return read(value);
    },
  };
}

function limitOf(params: object): string {
  const value: unknown = Object.values(params).at(0);
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  return text.slice(0, 200);
}
