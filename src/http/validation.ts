import { Compile } from 'typebox/compile';
import type { TSchema } from 'typebox';
import type { FastifySchemaCompiler } from 'fastify';
import type { ErrorValues, Fault } from '../base/index.ts';
import { HttpError, type RequestFault } from './codes.ts';
import { pointerStep } from './lib/json-text.ts';

/** Part of a request a fault lies in; the first step of the fault's path, except that a body's pointer stands alone. */
const PARTS: Readonly<Record<string, string>> = {
  params: '/path',
  querystring: '/query',
  headers: '/header',
  body: '',
};

type Converter = (value: unknown) => void;

/**
 * Compiles a TypeBox schema into a validator that refuses with every fault listed. Texts of the path and the query become
 * integers, booleans or one-element lists where the schema says so, written plainly or not at all (`1e3` is no integer).
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const check = Compile(schema);
  const part = httpPart ?? 'body';
  const convert = part === 'params' || part === 'querystring' ? converterOf(schema) : undefined;
  return (value: unknown) => {
    convert?.(value);
    if (check.Check(value)) return { value };
    const faults = faultsOf(check.Errors(value), PARTS[part] ?? '');
    return {
      error: new HttpError(part === 'body' ? 'request-body-invalid' : 'request-invalid', {}, { faults }),
    };
  };
};

/** What TypeBox says of one failed keyword. */
interface Remark {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: object;
}

/** Faults in the order found, one for each place and code. */
function faultsOf(remarks: readonly Remark[], prefix: string): Fault[] {
  const faults = new Map<string, Fault>();
  for (const remark of remarks) {
    for (const { code, step, values } of readRemark(remark)) {
      const path = `${prefix}${remark.instancePath}${step === undefined ? '' : `/${pointerStep(step)}`}`;
      if (!faults.has(`${code} ${path}`)) faults.set(`${code} ${path}`, { code, path, values });
    }
  }
  return [...faults.values()];
}

interface Reading {
  readonly code: RequestFault;
  readonly step?: string;
  readonly values: ErrorValues;
}

function readRemark({ keyword, params }: Remark): readonly Reading[] {
  const limit = 'limit' in params && typeof params.limit === 'number' ? { limit: params.limit } : {};
  switch (keyword) {
    case 'required':
      return namesOf(params, 'requiredProperties').map((step) => ({
        code: 'request-field-missing',
        step,
        values: {},
      }));
    case 'additionalProperties':
      return namesOf(params, 'additionalProperties').map((step) => ({
        code: 'request-field-unknown',
        step,
        values: {},
      }));
    case 'boolean':
      return [];
    case 'type':
      return [{ code: 'request-field-type', values: { type: 'type' in params ? String(params.type) : '' } }];
    case 'minLength':
      return [{ code: 'request-field-too-short', values: limit }];
    case 'maxLength':
      return [{ code: 'request-field-too-long', values: limit }];
    case 'minItems':
      return [{ code: 'request-field-too-few', values: limit }];
    case 'maxItems':
      return [{ code: 'request-field-too-many', values: limit }];
    case 'pattern':
    case 'format':
      return [{ code: 'request-field-pattern', values: {} }];
    case 'const':
    case 'enum':
    case 'anyOf':
      return [{ code: 'request-field-choice', values: {} }];
    case 'minimum':
    case 'maximum':
      return [{ code: 'request-field-out-of-range', values: limit }];
    default:
      return [{ code: 'request-field-wrong', values: {} }];
  }
}

function namesOf(params: object, member: string): readonly string[] {
  const names: unknown = Object.entries(params).find(([name]) => name === member)?.[1];
  return Array.isArray(names) ? names.map(String) : [];
}

function converterOf(schema: TSchema): Converter | undefined {
  const steps: Converter[] = [];
  for (const [name, kind] of kindsOf(schema)) {
    const read = READERS[kind];
    if (read === undefined) continue;
    steps.push((value) => {
      if (typeof value !== 'object' || value === null) return;
      const text: unknown = Reflect.get(value, name);
      if (typeof text === 'string') Reflect.set(value, name, read(text));
    });
  }
  if (steps.length === 0) return undefined;
  return (value) => {
    for (const step of steps) step(value);
  };
}

/** The declared type of each member of an object schema. */
function kindsOf(schema: TSchema): readonly (readonly [string, string])[] {
  const properties: unknown = 'properties' in schema ? schema.properties : undefined;
  if (typeof properties !== 'object' || properties === null) return [];
  return Object.entries(properties).map(([name, property]: [string, unknown]) => {
    const has = typeof property === 'object' && property !== null && 'type' in property;
    return [name, has ? String(property.type) : ''];
  });
}

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  integer: (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : text),
  boolean: (text) => (text === 'true' ? true : text === 'false' ? false : text),
  array: (text) => [text],
};
