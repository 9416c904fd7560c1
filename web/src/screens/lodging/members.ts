/** JSON of any form: members by name. */
export type Members = Record<string, unknown>;

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function membersIn(value: unknown): readonly Members[] {
  return Array.isArray(value) ? value.filter(isMembers) : [];
}

/** The member of a name with points, from the outside inwards. */
export function memberAt(value: unknown, name: string): unknown {
  return name
    .split('.')
    .reduce<unknown>((found, part) => (isMembers(found) ? found[part] : undefined), value);
}

/** Writes the member of a name with points. */
export function putMember(members: Members, name: string, value: unknown): void {
  const [first = '', ...rest] = name.split('.');
  if (rest.length === 0) {
    members[first] = value;
    return;
  }
  const inner = members[first];
  const next: Members = isMembers(inner) ? inner : {};
  members[first] = next;
  putMember(next, rest.join('.'), value);
}

/** Members that were there, by name. */
export function keptOf(members: Members, names: readonly string[]): Members {
  return Object.fromEntries(names.flatMap((name) => (name in members ? [[name, members[name]]] : [])));
}

/** A value as somebody would type it. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
