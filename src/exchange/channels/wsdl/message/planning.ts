import type { Fault } from '../../../../base/index.ts';
import type { Field } from '../address-schema.ts';
import type { Content, Shape } from '../description/schema.ts';
import type { QualifiedName } from '../description/source.ts';
import { DescriptionFault } from '../error.ts';

/** An element of a request as it will be written: in the order and the namespaces of the partner's schema. */
export interface Planned extends QualifiedName {
  readonly attributes: readonly (readonly [name: string, field: Field])[];
  readonly children: readonly Planned[];
  readonly field?: Field;
}

/** Fields by the steps of their paths. */
interface Branch {
  readonly at: number[];
  readonly attributes: Map<string, number[]>;
  readonly children: Map<string, Branch>;
}

interface Planning {
  readonly fields: readonly Field[];
  readonly faults: Fault[];
}

/**
 * Lays fields out over an element of a schema; with every fault, its path within the mapping. What the schema asks for and no
 * field fills is a fault too: a partner would refuse each message for it.
 */
export function planRequest(
  shape: Shape,
  fields: readonly Field[],
): { readonly planned: Planned; readonly faults: readonly Fault[] } {
  const root = newBranch();
  for (const [index, { path }] of fields.entries()) place(root, path === '' ? [] : path.split('/'), index);
  const planning: Planning = { fields, faults: [] };
  const planned = layOut(planning, root, shape, '');
  for (const [index, field] of fields.entries())
    if (field.takes === 'constant' && field.constant === undefined)
      planning.faults.push({
        code: 'wsdl-constant-missing',
        path: `/fields/${String(index)}/constant`,
        values: {},
      });
  return { planned, faults: planning.faults };
}

function newBranch(): Branch {
  return { at: [], attributes: new Map(), children: new Map() };
}

function place(branch: Branch, [step, ...rest]: readonly string[], index: number): void {
  if (step === undefined) branch.at.push(index);
  else if (step.startsWith('@')) {
    const name = step.slice(1);
    branch.attributes.set(name, [...(branch.attributes.get(name) ?? []), index]);
  } else {
    const next = branch.children.get(step) ?? newBranch();
    branch.children.set(step, next);
    place(next, rest, index);
  }
}

function firstOf({ at, attributes, children }: Branch): number {
  const [own] = at;
  if (own !== undefined) return own;
  const [attribute] = attributes.values();
  if (attribute?.[0] !== undefined) return attribute[0];
  const [child] = children.values();
  return child === undefined ? 0 : firstOf(child);
}

function layOut(planning: Planning, branch: Branch, shape: Shape, path: string): Planned {
  const { fields } = planning;
  const object: Objection = (code, values, index = firstOf(branch)) => {
    planning.faults.push({
      code,
      path: fields.length === 0 ? '/fields' : `/fields/${String(index)}/path`,
      values,
    });
  };
  const [own, twice] = branch.at;
  const field = own === undefined ? undefined : fields[own];
  const isLeaf = branch.children.size === 0;
  if (twice !== undefined || (field !== undefined && !isLeaf))
    object('wsdl-path-twice', { path }, twice ?? own);
  const content = contentOf(shape, object);
  if (field !== undefined && !fits(field, content)) object('wsdl-content-place-unfit', { path }, own);
  const isFilled = field?.takes === 'content' && field.form === 'xml';
  const known = new Map(content.children.map((child) => [child.name, child]));
  for (const [step, { at }] of branch.children)
    if (!known.has(step))
      object('wsdl-step-unknown', { step, known: [...known.keys()].join(', ').slice(0, 500) }, at[0]);
  const attributes = content.attributes.map(({ name }) => name);
  for (const [name, at] of branch.attributes) {
    if (!attributes.includes(name) && !content.isOpen)
      object('wsdl-step-unknown', { step: `@${name}`, known: attributes.join(', ').slice(0, 500) }, at[0]);
    if (at.length > 1) object('wsdl-path-twice', { path: `${path}/@${name}` }, at[1]);
  }
  if (!isFilled) objectToGaps(branch, content, path, object);
  return {
    name: shape.name,
    namespace: shape.namespace,
    attributes: [...branch.attributes].flatMap(([name, [at]]) => {
      const given = at === undefined ? undefined : fields[at];
      return given === undefined ? [] : [[name, given] as const];
    }),
    children: [...known.values()].flatMap((child) => {
      const under = branch.children.get(child.name);
      return under === undefined ? [] : [layOut(planning, under, child, `${path}/${child.name}`)];
    }),
    ...(field === undefined ? {} : { field }),
  };
}

type Objection = (code: string, values: Fault['values'], index?: number) => void;

const NOTHING: Content = { children: [], attributes: [], isText: true, isOpen: true };

function contentOf(shape: Shape, object: Objection): Content {
  try {
    return shape.content();
  } catch (error) {
    if (!(error instanceof DescriptionFault)) throw error;
    object(error.code, error.values);
    return NOTHING;
  }
}

/** Elements and attributes that must be there, and of a choice no more than one. */
function objectToGaps(branch: Branch, content: Content, path: string, object: Objection): void {
  for (const { name, isNeeded } of content.children)
    if (isNeeded && !branch.children.has(name)) object('wsdl-path-missing', { path: `${path}/${name}` });
  for (const { name, isNeeded } of content.attributes)
    if (isNeeded && !branch.attributes.has(name)) object('wsdl-path-missing', { path: `${path}/@${name}` });
  const chosen = content.children.filter(
    ({ name, choice }) => choice !== undefined && branch.children.has(name),
  );
  for (const [index, { name, choice }] of chosen.entries())
    if (chosen.findIndex((other) => other.choice === choice) < index)
      object('wsdl-choice-twice', { path: `${path}/${name}` }, firstOf(branch.children.get(name) ?? branch));
}

/** XML goes where elements may stand, everything else where text may; an empty constant anywhere. */
function fits(field: Field, { children, isText, isOpen }: Content): boolean {
  if (isOpen) return true;
  if (field.takes === 'content' && field.form === 'xml') return children.length > 0;
  return isText || (field.takes === 'constant' && field.constant === '');
}
