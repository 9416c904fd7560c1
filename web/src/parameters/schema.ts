/** A JSON Schema as the API tells it: its titles said, its choices with their words. */
export interface Schema {
  readonly type?: string;
  readonly title?: string;
  readonly enum?: readonly unknown[];
  readonly labels?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly pattern?: string;
  readonly format?: string;
  readonly maxLength?: number;
  readonly maxItems?: number;
}

/** What a value is to a reader, and so by what it is shown and asked for. */
export type ValueForm =
  | 'choice'
  | 'switch'
  | 'country'
  | 'countries'
  | 'day'
  | 'number'
  | 'text'
  | 'texts'
  | 'told'
  | 'rows'
  | 'group'
  | 'raw';

const COUNTRY = '^[A-Z]{2}$';

export function formOf(schema: Schema): ValueForm {
  if (schema.enum !== undefined) return 'choice';
  if (schema.type === 'boolean') return 'switch';
  if (schema.type === 'integer' || schema.type === 'number') return 'number';
  if (schema.type === 'string')
    return schema.pattern === COUNTRY ? 'country' : schema.format === 'date' ? 'day' : 'text';
  if (schema.type === 'array' && schema.items?.type === 'string')
    return schema.items.pattern === COUNTRY ? 'countries' : 'texts';
  if (schema.type === 'object' && schema.properties?.['en']?.type === 'string') return 'told';
  if (schema.type === 'array' && hasMembers(schema.items)) return 'rows';
  if (schema.type === 'object' && hasMembers(schema)) return 'group';
  return 'raw';
}

function hasMembers(schema: Schema | undefined): boolean {
  return schema?.type === 'object' && Object.keys(schema.properties ?? {}).length > 0;
}

/** The members of a schema of an object, in its order; anything else is one member without a name. */
export function membersOf(schema: Schema): readonly (readonly [string, Schema])[] {
  return schema.type === 'object' && schema.properties !== undefined
    ? Object.entries(schema.properties)
    : [['', schema]];
}

export type Members = Readonly<Record<string, unknown>>;

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member of a value; the value itself where it has no members. */
export function memberOf(value: unknown, name: string): unknown {
  if (name === '') return value;
  return isMembers(value) ? value[name] : undefined;
}

/** What is filled in before anything is: the first of choices, `no` of a switch, nothing where nothing is a value. */
export function blankOf(schema: Schema): Members {
  return Object.fromEntries(
    membersOf(schema).flatMap(([name, member]) => {
      const isNeeded = schema.required?.includes(name) === true;
      const form = formOf(member);
      if (form === 'switch') return isNeeded ? [[name, false]] : [];
      if (form === 'choice' && isNeeded) return [[name, member.enum?.[0]]];
      if (form === 'text' && isNeeded && mayBeEmpty(member)) return [[name, '']];
      if (form === 'rows' && isNeeded) return [[name, []]];
      if (form === 'group' && isNeeded) return [[name, blankOf(member)]];
      return [];
    }),
  );
}

/** A text that must be there and may say nothing: whatever it names, it means all. */
function mayBeEmpty({ pattern }: Schema): boolean {
  return pattern !== undefined && new RegExp(pattern, 'u').test('');
}

/** A value as plain text: what is no text, number or switch is told as JSON. */
export function plainOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined ? '' : JSON.stringify(value);
}
