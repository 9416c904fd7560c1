import { attributeOf, elementsOf, type XmlElement } from '../../../../base/index.ts';
import { DescriptionFault } from '../error.ts';
import type { QualifiedName, Source } from './source.ts';

export const XSD = 'http://www.w3.org/2001/XMLSchema';

/** What may stand inside an element. */
export interface Content {
  readonly children: readonly Shape[];
  readonly attributes: readonly { readonly name: string; readonly isNeeded: boolean }[];
  /** Whether it holds text. */
  readonly isText: boolean;
  /** Whether it takes XML that the schema does not say. */
  readonly isOpen: boolean;
}

/** An element as a schema declares it where it stands. */
export interface Shape extends QualifiedName {
  readonly isNeeded: boolean;
  /** Of the elements with the same choice only one may be there. */
  readonly choice?: XmlElement;
  /** @throws {DescriptionFault} `wsdl-schema-missing` where its type is in a schema that was not given. */
  readonly content: () => Content;
}

type Part = 'element' | 'complexType' | 'simpleType' | 'group' | 'attributeGroup' | 'attribute';

/** A declaration with the schema that it stands in. */
interface Declared {
  readonly element: XmlElement;
  readonly source: Source;
  readonly schema: XmlElement;
}

/** Where a particle stands: needed only where all around it are. */
interface Standing {
  readonly isNeeded: boolean;
  readonly choice?: XmlElement;
}

const TEXT: Content = { children: [], attributes: [], isText: true, isOpen: false };
const OPEN: Content = { children: [], attributes: [], isText: true, isOpen: true };
const PARTS: ReadonlySet<string> = new Set([
  'element',
  'complexType',
  'simpleType',
  'group',
  'attributeGroup',
  'attribute',
]);
/** Types and groups that lead to one another: deeper is a circle. */
const DEEPEST = 30;
/** Declarations that are looked at in all: groups that name others several times are more than their text by any factor. */
const MOST_LOOKS = 100_000;

/** The schemas of a description, followed only as far as a mapping leads into them. */
export class Schemas {
  readonly #declared = new Map<string, Declared>();
  readonly #namespaces = new Set<string>();
  #looks = 0;

  add(source: Source, schema: XmlElement): void {
    const namespace = attributeOf(schema, 'targetNamespace') ?? '';
    this.#namespaces.add(namespace);
    for (const element of elementsOf(schema)) {
      const name = attributeOf(element, 'name');
      if (element.namespace !== XSD || name === undefined || !PARTS.has(element.name)) continue;
      this.#declared.set(`${element.name} ${namespace} ${name}`, { element, source, schema });
    }
  }

  /** An element that stands by itself, such as the one in a body. */
  element(name: QualifiedName): Shape {
    const declared = this.#find('element', name);
    if (declared === undefined) throw missing(name);
    return { ...name, isNeeded: true, content: () => this.#contentOf(declared, 0) };
  }

  #find(part: Part, { namespace, name }: QualifiedName): Declared | undefined {
    const found = this.#declared.get(`${part} ${namespace} ${name}`);
    if (found === undefined && this.#namespaces.has(namespace))
      throw new DescriptionFault('wsdl-element-undeclared', { name: `{${namespace}}${name}`.slice(0, 300) });
    return found;
  }

  #contentOf({ element, source, schema }: Declared, depth: number): Content {
    const type = attributeOf(element, 'type');
    if (type !== undefined) return this.#contentOfType(source.nameAt(element, type), depth);
    const [inner] = elementsOf(element).filter(({ name }) => name === 'complexType' || name === 'simpleType');
    if (inner === undefined) return OPEN;
    return inner.name === 'simpleType'
      ? TEXT
      : this.#contentOfComplex({ element: inner, source, schema }, depth);
  }

  #contentOfType(name: QualifiedName, depth: number): Content {
    if (depth > DEEPEST)
      throw new DescriptionFault('wsdl-document-unfit', { name: name.name, reason: 'type' });
    if (name.namespace === XSD) return name.name === 'anyType' ? OPEN : TEXT;
    const complex = this.#declared.get(`complexType ${name.namespace} ${name.name}`);
    if (complex !== undefined) return this.#contentOfComplex(complex, depth + 1);
    if (this.#find('simpleType', name) === undefined) throw missing(name);
    return TEXT;
  }

  #contentOfComplex(declared: Declared, depth: number): Content {
    const parts = elementsOf(declared.element);
    const derived = parts.find(({ name }) => name === 'complexContent' || name === 'simpleContent');
    const own =
      derived === undefined ? undefined : elementsOf(derived).find(({ name }) => name !== 'annotation');
    if (derived === undefined || own === undefined)
      return this.#gather(declared, depth, attributeOf(declared.element, 'mixed') === 'true');
    const inner = { ...declared, element: own };
    const isText = derived.name === 'simpleContent';
    const added = this.#gather(inner, depth, isText);
    if (own.name !== 'extension') return added;
    const base = this.#contentOfType(declared.source.nameAt(own, attributeOf(own, 'base') ?? ''), depth + 1);
    return {
      children: [...base.children, ...added.children],
      attributes: [...base.attributes, ...added.attributes],
      isText: isText || base.isText,
      isOpen: base.isOpen || added.isOpen,
    };
  }

  #gather(declared: Declared, depth: number, isText: boolean): Content {
    const children: Shape[] = [];
    let isOpen = false;
    const visit = (at: Declared, standing: Standing, level: number): void => {
      this.#look('group', level);
      const inside = {
        ...standing,
        isNeeded: standing.isNeeded && attributeOf(at.element, 'minOccurs') !== '0',
      };
      if (attributeOf(at.element, 'maxOccurs') === '0') return;
      switch (at.element.name) {
        case 'element':
          children.push(this.#child(at, inside));
          return;
        case 'any':
          isOpen = true;
          return;
        case 'group': {
          const group = this.#referred('group', at);
          for (const one of elementsOf(group.element)) visit({ ...group, element: one }, inside, level + 1);
          return;
        }
        case 'choice':
          for (const one of elementsOf(at.element))
            visit({ ...at, element: one }, { isNeeded: false, choice: at.element }, level + 1);
          return;
        case 'sequence':
        case 'all':
          for (const one of elementsOf(at.element)) visit({ ...at, element: one }, inside, level + 1);
      }
    };
    for (const one of elementsOf(declared.element))
      visit({ ...declared, element: one }, { isNeeded: true }, depth);
    return { children, attributes: this.#attributes(declared, depth), isText, isOpen };
  }

  #look(part: Part, depth: number): void {
    this.#looks += 1;
    if (depth > DEEPEST || this.#looks > MOST_LOOKS)
      throw new DescriptionFault('wsdl-document-unfit', { name: part, reason: 'group' });
  }

  #referred(part: 'group' | 'attributeGroup', { element, source }: Declared): Declared {
    const name = source.nameAt(element, attributeOf(element, 'ref') ?? '');
    const found = this.#find(part, name);
    if (found === undefined) throw missing(name);
    return found;
  }

  #child({ element, source, schema }: Declared, standing: Standing): Shape {
    const reference = attributeOf(element, 'ref');
    if (reference !== undefined) {
      const name = source.nameAt(element, reference);
      const found = this.#find('element', name);
      // Whatever is in a schema that was not given may be filled with XML, and not be looked into.
      return {
        ...name,
        ...standing,
        content: () => (found === undefined ? OPEN : this.#contentOf(found, 0)),
      };
    }
    const form = attributeOf(element, 'form') ?? attributeOf(schema, 'elementFormDefault');
    return {
      name: attributeOf(element, 'name') ?? '',
      namespace: form === 'qualified' ? (attributeOf(schema, 'targetNamespace') ?? '') : '',
      ...standing,
      content: () => this.#contentOf({ element, source, schema }, 0),
    };
  }

  #attributes(declared: Declared, depth: number): Content['attributes'] {
    this.#look('attributeGroup', depth);
    return elementsOf(declared.element).flatMap((one) => {
      const at = { ...declared, element: one };
      if (one.name === 'attributeGroup')
        return this.#attributes(this.#referred('attributeGroup', at), depth + 1);
      const name = attributeOf(one, 'name');
      if (one.name !== 'attribute' || name === undefined) return [];
      return [{ name, isNeeded: attributeOf(one, 'use') === 'required' }];
    });
  }
}

function missing({ namespace, name }: QualifiedName): DescriptionFault {
  return new DescriptionFault('wsdl-schema-missing', {
    namespace: namespace.slice(0, 300),
    name: name.slice(0, 100),
  });
}
