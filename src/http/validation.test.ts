import { Type, type TSchema } from 'typebox';
import { describe, expect, it } from 'vitest';
import { HttpError } from './codes.ts';
import { compileValidator } from './validation.ts';

type Outcome = { readonly value: unknown } | { readonly faults: readonly [string, string][] };

function validate(schema: TSchema, httpPart: 'body' | 'querystring' | 'params', value: unknown): Outcome {
  const result: unknown = compileValidator({ schema, httpPart, method: 'GET', url: '/' })(value);
  if (typeof result !== 'object' || result === null) throw new TypeError('no outcome');
  if ('error' in result && result.error instanceof HttpError) {
    return { faults: result.error.faults.map((fault) => [fault.code, fault.path]) };
  }
  return { value: 'value' in result ? result.value : undefined };
}

const strict = { additionalProperties: false };

describe('validation', () => {
  it('lists every fault of a body with its pointer', () => {
    const schema = Type.Object(
      {
        name: Type.String({ minLength: 2 }),
        size: Type.Integer({ minimum: 1 }),
        kind: Type.Union([Type.Literal('x'), Type.Literal('y')]),
        list: Type.Array(Type.Object({ 'a/b': Type.String() }, strict), { maxItems: 3 }),
      },
      strict,
    );
    expect(validate(schema, 'body', { name: 'x', size: 0, kind: 'z', list: [{}], more: 1 })).toEqual({
      faults: [
        ['request-field-unknown', '/more'],
        ['request-field-too-short', '/name'],
        ['request-field-out-of-range', '/size'],
        ['request-field-choice', '/kind'],
        ['request-field-missing', '/list/0/a~1b'],
      ],
    });
    expect(validate(schema, 'body', null)).toEqual({ faults: [['request-field-type', '']] });
  });

  it('reads texts of the query only where they are plainly what the schema asks for', () => {
    const schema = Type.Object(
      {
        limit: Type.Optional(Type.Integer()),
        all: Type.Optional(Type.Boolean()),
        state: Type.Optional(Type.Array(Type.String())),
      },
      strict,
    );
    expect(validate(schema, 'querystring', { limit: '20', all: 'true', state: 'issued' })).toEqual({
      value: { limit: 20, all: true, state: ['issued'] },
    });
    for (const limit of ['1e3', ' 1', '0x10', '1.0', '', '9'.repeat(20)]) {
      expect(validate(schema, 'querystring', { limit }), limit).toEqual({
        faults: [['request-field-type', '/query/limit']],
      });
    }
    expect(validate(schema, 'querystring', { limt: '1' })).toEqual({
      faults: [['request-field-unknown', '/query/limt']],
    });
  });

  it('never converts a body', () => {
    const schema = Type.Object({ size: Type.Integer() }, strict);
    expect(validate(schema, 'body', { size: '1' })).toEqual({ faults: [['request-field-type', '/size']] });
  });
});
