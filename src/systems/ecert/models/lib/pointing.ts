import type { Form, FormValue } from '../form.ts';
import { fieldsOf, type CertificateModel, type RowsField } from '../model.ts';
import { isList, isNode, stepsOf, type Step } from './places.ts';

/** One member on the way to a value, and its position from 0 where it is a list. */
type Way = readonly string[];

/**
 * The place in the form (JSON Pointer) of a place in the message, where a field of the model stands there; undefined
 * for what the form does not say, as the number and the seal.
 */
export function formPointer(
  model: CertificateModel,
  form: Form,
  document: unknown,
): (path: string) => string | undefined {
  const known = fieldsOf(model).flatMap((field) => {
    if (form[field.key] === undefined) return [];
    const way = wayTo(document, stepsOf(field.place));
    if (way === undefined) return [];
    const own = { way, pointer: `/${field.key}` };
    return field.kind === 'rows' ? [own, ...cellWays(field, form[field.key], document, way)] : [own];
  });
  return (path) => {
    const way = wayOf(path);
    const nearest = known
      .filter((one) => one.way.every((step, index) => step === way[index]))
      .toSorted((left, right) => right.way.length - left.way.length);
    return nearest[0]?.pointer;
  };
}

function cellWays(field: RowsField, value: FormValue | undefined, document: unknown, base: Way) {
  if (!isList(value)) return [];
  return value.flatMap((_, index) => {
    const way = [...base, String(index)];
    const row = follow(document, way);
    const cells = field.columns.flatMap((column) => {
      const inner = wayTo(row, stepsOf(column.place));
      return inner === undefined
        ? []
        : [{ way: [...way, ...inner], pointer: `/${field.key}/${String(index)}/${column.key}` }];
    });
    return [{ way, pointer: `/${field.key}/${String(index)}` }, ...cells];
  });
}

/** Where steps lead in a document that has been made by them. */
function wayTo(document: unknown, steps: readonly Step[]): Way | undefined {
  const way: string[] = [];
  let node = document;
  for (const { member, item } of steps) {
    if (!isNode(node) || !Object.hasOwn(node, member)) return undefined;
    way.push(member);
    node = node[member];
    if (item === undefined) continue;
    if (!isList(node)) return undefined;
    const position = item === 'every' ? 0 : typeof item === 'number' ? item : positionOf(node, item);
    if (position < 0 || position >= node.length) return undefined;
    way.push(String(position));
    node = node[position];
  }
  return way;
}

function positionOf(
  items: readonly unknown[],
  { by, value }: { readonly by: string; readonly value: string },
): number {
  return items.findIndex((item) => {
    const found = isNode(item) ? item[by] : undefined;
    const named = isList(found) ? found[0] : found;
    return isNode(named) && named['value'] === value;
  });
}

function follow(document: unknown, way: Way): unknown {
  let node = document;
  for (const step of way) node = isList(node) ? node[Number(step)] : isNode(node) ? node[step] : undefined;
  return node;
}

/** The way of a path of the message: `/SPSCertificate/SPSConsignment/…[1]` without its root. */
function wayOf(path: string): Way {
  return path
    .split('/')
    .slice(2)
    .flatMap((part) => {
      const [, name = '', position] = /^([^[]+)(?:\[(\d+)\])?$/.exec(part) ?? [];
      const bare = name.replace('SPS', '');
      const cased = bare === 'ID' ? 'id' : bare.replace(/ID$/, 'Id');
      const member = cased.charAt(0).toLowerCase() + cased.slice(1);
      return position === undefined ? [member] : [member, String(Number(position) - 1)];
    });
}
