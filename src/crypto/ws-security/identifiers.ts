import { elementsOf, type XmlElement } from '../../base/index.ts';
import { BrokenSecurity } from './fault.ts';

/**
 * Every element of a document by whatever calls itself its identifier, in any namespace and any case: a reader that takes
 * `xml:id`, `wsu:Id` or `ID` for the identifier must not find another element than we do.
 */
export function identifiersOf(root: XmlElement): ReadonlyMap<string, XmlElement> {
  const found = new Map<string, XmlElement>();
  const waiting = [root];
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    const own = new Set<string>();
    for (const { name, value } of element.attributes) if (name.toLowerCase() === 'id') own.add(value);
    for (const id of own) {
      if (found.has(id)) throw new BrokenSecurity('ws-identifier-twice', { id: id.slice(0, 100) });
      found.set(id, element);
    }
    waiting.push(...elementsOf(element));
  }
  return found;
}
