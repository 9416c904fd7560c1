import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { shapeOf } from './index.ts';

const shape = shapeOf(
  Type.Object(
    { name: Type.String({ minLength: 2 }), size: Type.Optional(Type.Integer({ maximum: 9 })) },
    { additionalProperties: false },
  ),
);

describe('a shape', () => {
  it('accepts what is of it, and gives it back', () => {
    expect(shape.accepts({ name: 'ab' })).toBe(true);
    expect(shape.read({ name: 'ab', size: 1 })).toEqual({ value: { name: 'ab', size: 1 } });
    expect(shape.readJson('{"name":"ab"}')).toEqual({ value: { name: 'ab' } });
    expect(shape.misfits({ name: 'ab' })).toEqual([]);
  });

  it('names everything that is wrong, together', () => {
    const paths = shape.misfits({ name: 'a', size: 10, other: 1 }).map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['/name', '/size']));
    expect(shape.misfits({ name: 'a', size: 10 }, 1)).toHaveLength(1);
    expect(shape.faults({ name: 'ab', size: 10 }, 'its-code')).toEqual([
      { code: 'its-code', path: '/size', values: { member: '/size', rule: 'maximum' } },
    ]);
  });

  it('takes a text that is no JSON for a misfit of the whole', () => {
    expect(shape.readJson('{')).toMatchObject({ misfit: { path: '', rule: 'json' } });
    expect(shape.readJson(undefined)).toMatchObject({ misfit: { path: '' } });
    expect(shape.readJson('[]')).toMatchObject({ misfit: { path: '' } });
  });
});
