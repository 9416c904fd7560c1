import { Type, type Static } from 'typebox';
import type { Fault } from '../../../base/index.ts';
import { shapeOf } from '../../../shapes/index.ts';
import { RegisterError } from './error.ts';

const Name = Type.String({ minLength: 1, maxLength: 200 });
const CodeMap = Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: 2000 }));

/** How the text of one column (or a constant) becomes one value of the certificate. */
const MappedValue = Type.Object(
  {
    /** Place in the certificate: property names joined by points, repetitions counted from 1: `exchangedDocument.name[1]`. */
    path: Type.String({
      pattern: '^[a-z][A-Za-z]*(\\[[1-9][0-9]{0,2}\\])?(\\.[a-z][A-Za-z]*(\\[[1-9][0-9]{0,2}\\])?)*$',
    }),
    /** Name in the header of a CSV; in NDJSON a member, or a JSON Pointer when it begins with `/`. */
    column: Type.Optional(Name),
    constant: Type.Optional(Type.String({ maxLength: 10_000 })),
    /** A row without this value is refused. */
    required: Type.Optional(Type.Boolean()),
    /** Texts of the old system that stand for nothing: `NULL`, `-`, `0000-00-00`. */
    nothing: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 100 })),
    /** Old code to new text; a text that is not in it is refused, unless `otherwise` says what to take. */
    codes: Type.Optional(CodeMap),
    otherwise: Type.Optional(Type.String({ maxLength: 2000 })),
    /** Format of a date, of `yyyy MM dd HH mm ss` and the characters between; written as an xsd:dateTime. */
    date: Type.Optional(Type.String({ minLength: 4, maxLength: 40 })),
    /** Zone of that date where it names none: `+08:00` or `Z`. */
    zone: Type.Optional(Type.String({ pattern: '^(Z|[+-][0-9]{2}:[0-9]{2})$' })),
    /** The text is a decimal; `point` and `group` are the characters it is written with. */
    decimal: Type.Optional(
      Type.Object(
        {
          point: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
          group: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
        },
        { additionalProperties: false },
      ),
    ),
    /** Unit of a measure (Recommendation 20), or the column that says it, with its own map of codes. */
    unit: Type.Optional(Name),
    unitColumn: Type.Optional(Name),
    unitCodes: Type.Optional(CodeMap),
    /** Further attributes of the value: `language`, `scheme`, `list`. */
    attributes: Type.Optional(
      Type.Record(Type.String({ pattern: '^[a-z][A-Za-z]*$' }), Type.String({ maxLength: 200 })),
    ),
  },
  { additionalProperties: false },
);
export type MappedValue = Static<typeof MappedValue>;

/** A mapping file: how rows of an old register become certificates. JSON; unknown members are faults. */
const RegisterMapping = Type.Object(
  {
    /** Name of the old register; the actor of every act by which its records enter. */
    register: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$' }),
    format: Type.Union([Type.Literal('csv'), Type.Literal('ndjson')]),
    encoding: Type.Optional(
      Type.Union([
        Type.Literal('utf-8'),
        Type.Literal('gb18030'),
        Type.Literal('big5'),
        Type.Literal('utf-16le'),
        Type.Literal('windows-1252'),
      ]),
    ),
    delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
    values: Type.Array(MappedValue, { minItems: 1, maxItems: 500 }),
  },
  { additionalProperties: false },
);
export type RegisterMapping = Static<typeof RegisterMapping>;

const shape = shapeOf(RegisterMapping);

/** Reads a mapping file; throws `import-mapping-invalid` listing every fault with its JSON Pointer. */
export function parseMapping(text: string): RegisterMapping {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw invalid([mappingFault('', 'not-json')], cause);
  }
  if (!shape.accepts(value))
    throw invalid(shape.misfits(value).map(({ path, rule }) => mappingFault(path, rule)));
  const faults = value.values.flatMap((entry, index) => contradictions(entry, `/values/${String(index)}`));
  if (faults.length > 0) throw invalid(faults);
  return value;
}

function contradictions(entry: MappedValue, path: string): Fault[] {
  const faults: Fault[] = [];
  if ((entry.column === undefined) === (entry.constant === undefined)) {
    faults.push(mappingFault(path, 'column-or-constant'));
  }
  if (entry.unit !== undefined && entry.unitColumn !== undefined) {
    faults.push(mappingFault(path, 'unit-or-unit-column'));
  }
  if (entry.date !== undefined && !entry.date.includes('yyyy'))
    faults.push(mappingFault(path, 'date-without-year'));
  if (entry.date !== undefined && entry.zone === undefined)
    faults.push(mappingFault(path, 'date-without-zone'));
  return faults;
}

export function mappingFault(path: string, rule: string): Fault {
  return { code: 'import-mapping-fault', path, values: { rule } };
}

export function invalid(faults: readonly Fault[], cause?: unknown): RegisterError {
  const values = {
    count: faults.length,
    first: `${faults[0]?.path ?? ''}: ${String(faults[0]?.values['rule'] ?? '')}`,
  };
  return new RegisterError('import-mapping-invalid', values, {
    faults,
    ...(cause === undefined ? {} : { cause }),
  });
}
