import type { OpenXml } from '../../../verify/core/index.ts';
import type { XmlElement } from '../../base/index.ts';

/** Where an element of an open document lies in libxml2's memory. */
type Place = (element: XmlElement) => number;

const places = new WeakMap<OpenXml, Place>();

export function keepPlaces(document: OpenXml, place: Place): void {
  places.set(document, place);
}

/** The place of an element; 0 where the document was opened by another parser. */
export function placeOf(document: OpenXml, element: XmlElement): number {
  return places.get(document)?.(element) ?? 0;
}
