import type { Fault } from '../../base/index.ts';
import { BASIC_TYPES } from '../message/basic-types.ts';
import type { CompiledElement, CompiledMessage, CompiledStructure } from '../message/compiled.ts';
import { compile } from '../message/compiled.ts';
import type { MessageDefinition } from '../message/definition.ts';
import { documentFaults } from '../message/writer.ts';
import type { Node } from './equality.ts';
import { isNode } from './equality.ts';

/**
 * What is written where a schema demands an element that the document lacks, by `Structure/Element`; made of the structure that
 * lacks it and its position among its like, from 1.
 */
export type Defaults = Readonly<Record<string, (node: Node, position: number) => object | undefined>>;

export interface Fitting {
  readonly document: Node;
  /** What keeps it from being written all the same. */
  readonly faults: readonly Fault[];
}

/** Each pass may uncover what the one before hid; a document that still has faults after these is refused. */
const PASSES = 12;

/**
 * A document with whatever a definition's schema does not admit taken out, and what it demands put in where there is a default.
 * The strictness of the writer decides, so that only valid messages leave; nothing is reported here, since the reading back does.
 */
export function fitDocument(definition: MessageDefinition, document: object, defaults: Defaults): Fitting {
  const message = compile(definition);
  // A document of the message: plain data, walked by its definition.
  let fitted = document as Node;
  const found = documentFaults(definition, fitted);
  let faults = found;
  for (let pass = 0; pass < PASSES && faults.length > 0; pass += 1) {
    const orders = new Orders(message, defaults);
    for (const fault of faults) if (!orders.take(fault)) return { document: fitted, faults: found };
    fitted = orders.carriedOut(fitted);
    faults = documentFaults(definition, fitted);
  }
  return { document: fitted, faults };
}

/** What is to be done at one place of a document. */
interface Order {
  remove: boolean;
  readonly properties: Set<string>;
  readonly fill: Set<CompiledElement>;
  /** By element, and by the position of its item from 0; undefined for whatever items it has. */
  readonly below: Map<CompiledElement, Map<number | undefined, Order>>;
}

const noOrder = (): Order => ({ remove: false, properties: new Set(), fill: new Set(), below: new Map() });

/** Faults turned into what is to be done about them, carried out in one walk. */
class Orders {
  readonly #message: CompiledMessage;
  readonly #defaults: Defaults;
  readonly #root = noOrder();

  constructor(message: CompiledMessage, defaults: Defaults) {
    this.#message = message;
    this.#defaults = defaults;
  }

  /** False where nothing can be done about it. */
  take(fault: Fault): boolean {
    const steps = this.#steps(fault.path);
    if (!steps) return false;
    if (fault.code === 'element-missing') return this.#missing(steps);
    // Which of them to leave out is nobody's to choose.
    if (fault.code === 'element-too-often') return false;
    const order = this.#orderAt(steps);
    const { attribute, property } = fault.values;
    const last = steps.at(-1)?.element;
    if (typeof attribute === 'string' && last?.basic) {
      const known = BASIC_TYPES[last.basic].attributes.find(({ name }) => name === attribute);
      if (known) order.properties.add(known.property);
    } else if (fault.code === 'property-unknown' && typeof property === 'string') {
      order.properties.add(property);
    } else if (last === undefined) return false;
    else order.remove = true;
    return true;
  }

  /** A default, or else the structure goes that would be invalid without the element. */
  #missing(steps: readonly Step[]): boolean {
    const last = steps.at(-1);
    if (!last) return false;
    const parent = steps.slice(0, -1);
    const order = this.#orderAt(parent);
    if (this.#defaults[`${last.of.name}/${last.element.name}`]) order.fill.add(last.element);
    else if (parent.length === 0) return false;
    else order.remove = true;
    return true;
  }

  #orderAt(steps: readonly Step[]): Order {
    let order = this.#root;
    for (const { element, index } of steps) {
      let byIndex = order.below.get(element);
      if (!byIndex) order.below.set(element, (byIndex = new Map()));
      let next = byIndex.get(index);
      if (!next) byIndex.set(index, (next = noOrder()));
      order = next;
    }
    return order;
  }

  #steps(path: string): readonly Step[] | undefined {
    const steps: Step[] = [];
    let of: CompiledStructure | undefined = this.#message.root;
    for (const part of path.split('/').slice(2)) {
      const [, name = '', position] = /^([^[]+)(?:\[(\d+)\])?$/.exec(part) ?? [];
      const element: CompiledElement | undefined = of?.byName.get(name);
      if (!of || !element) return undefined;
      steps.push({ of, element, index: position === undefined ? undefined : Number(position) - 1 });
      of = element.structure;
    }
    return steps;
  }

  carriedOut(document: Node): Node {
    return this.#apply(document, this.#root, this.#message.root, 1) ?? document;
  }

  /** The structure as ordered; undefined where a default had nothing to be made of. */
  #apply(
    node: Node,
    order: Order,
    structure: CompiledStructure | undefined,
    position: number,
  ): Node | undefined {
    const changed: Record<string, unknown> = {};
    for (const [property, content] of Object.entries(node)) {
      if (order.properties.has(property)) continue;
      const element = structure?.byProperty.get(property);
      const below = element && order.below.get(element);
      if (!element || !below) changed[property] = content;
      else {
        const kept = this.#kept(content, element, below);
        if (kept !== undefined) changed[property] = kept;
      }
    }
    for (const element of order.fill) {
      const value = this.#defaults[`${structure?.name ?? ''}/${element.name}`]?.(node, position);
      if (value === undefined) return undefined;
      changed[element.property] = value;
    }
    return changed;
  }

  #kept(content: unknown, element: CompiledElement, below: ReadonlyMap<number | undefined, Order>): unknown {
    const several: readonly unknown[] = Array.isArray(content) ? content : [content];
    const kept = several.flatMap((item, index) => {
      const order = below.get(undefined) ?? below.get(index);
      if (!order) return [item];
      if (order.remove || !isNode(item)) return [];
      const applied = this.#apply(item, order, element.structure, index + 1);
      return applied === undefined ? [] : [applied];
    });
    return kept.length === 0 ? undefined : Array.isArray(content) ? kept : kept[0];
  }
}

interface Step {
  readonly of: CompiledStructure;
  readonly element: CompiledElement;
  readonly index: number | undefined;
}
