import type { TSchema } from 'typebox';
import type { Fault } from '../../base/index.ts';
import { shapeOf } from '../../shapes/index.ts';
import { inputFault } from '../error.ts';

/** A function that lists every fault of a value by a schema; compiled at the first use. */
export function inputValidator(schema: TSchema): (value: unknown) => readonly Fault[] {
  const shape = shapeOf(schema);
  return (value) => shape.misfits(value).map(({ path, rule, limit }) => inputFault(path, rule, limit));
}
