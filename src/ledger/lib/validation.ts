import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Fault } from '../../base/index.ts';
import { inputFault } from '../error.ts';

/** A function that lists every fault of a value by a schema; compiled at the first use. */
export function inputValidator(schema: TSchema): (value: unknown) => readonly Fault[] {
  let validator: ReturnType<typeof Compile> | undefined;
  return (value) => {
    validator ??= Compile(schema);
    if (validator.Check(value)) return [];
    return validator
      .Errors(value)
      .filter(({ keyword }) => keyword !== 'boolean')
      .slice(0, 100)
      .map(({ instancePath, keyword, params }) => inputFault(instancePath, keyword, limitOf(params)));
  };
}

/** What the schema asks for, in short. */
function limitOf(params: object): string {
  const value: unknown = Object.values(params).at(0);
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  return text.slice(0, 200);
}
