import type { ElementDefinition, MessageDefinition, StructureDefinition } from './definition.ts';

/** What one element has otherwise. Whether it repeats stays, so that documents keep their type. */
type ElementChange = Partial<
  Pick<ElementDefinition, 'un' | 'list' | 'enumerated' | 'missing' | 'nonNegative' | 'meaning'>
> & {
  /** Its content is free: the list that it is taken from elsewhere does not hold. */
  readonly unlisted?: boolean;
};

/** What another version or profile of a message has otherwise than the one it is made of. */
export interface Revision extends Pick<MessageDefinition, 'name' | 'title' | 'version' | 'alsoRead'> {
  /** The version at the end of each namespace, by prefix. */
  readonly namespaceVersions?: Readonly<Record<string, string>>;
  /** Put after the names of its schema files, which lie beside those of others where they are published. */
  readonly fileSuffix?: string;
  /** Elements that differ, by `Structure/Element`. */
  readonly elements?: Readonly<Record<string, ElementChange>>;
}

/** A definition whose structures give documents of the same type. */
export type Revised<Definition extends MessageDefinition> = Omit<
  Definition,
  'name' | 'title' | 'version' | 'alsoRead' | 'namespaces'
> &
  Pick<MessageDefinition, 'name' | 'title' | 'version' | 'alsoRead' | 'namespaces'>;

/** Makes another version or profile of a message. A change of an element that it lacks is a programming fault. */
export function revise<const Definition extends MessageDefinition>(
  definition: Definition,
  { namespaceVersions = {}, fileSuffix = '', elements = {}, ...head }: Revision,
): Revised<Definition> {
  const left = new Set(Object.keys(elements));
  const structures: Record<string, StructureDefinition> = {};
  for (const [name, structure] of Object.entries(definition.structures)) {
    structures[name] = {
      ...structure,
      elements: structure.elements.map((element) => {
        const key = `${name}/${element.name}`;
        left.delete(key);
        return changed(element, elements[key] ?? {});
      }),
    };
  }
  const [unknown] = left;
  if (unknown !== undefined) throw new TypeError(`${definition.name} has no element ${unknown}`);
  const namespaces = definition.namespaces.map((namespace) => {
    const version = namespaceVersions[namespace.prefix] ?? /\d+$/.exec(namespace.uri)?.[0] ?? '';
    const uri = namespace.uri.replace(/\d+$/, version);
    return { ...namespace, uri, file: namespace.file.replace(/\d+\.xsd$/, `${version}${fileSuffix}.xsd`) };
  });
  // Only properties of elements that do not enter the type of a document differ.
  return { ...definition, ...head, namespaces, structures } as Revised<Definition>;
}

function changed(element: ElementDefinition, { unlisted, ...change }: ElementChange): ElementDefinition {
  if (unlisted !== true) return { ...element, ...change };
  const { list: _list, enumerated: _enumerated, ...free } = element;
  return { ...free, ...change };
}
