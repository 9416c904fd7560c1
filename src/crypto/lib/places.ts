import type { OpenXml } from '../../../verify/core/index.ts';
import type { XmlElement } from '../../base/index.ts';

/** Where an element of an open document lies in libxml2's memory. */
type Place = (element: XmlElement) => number;

/**
 * What the documents of our own parser bear. A property, not an entry of a WeakMap: what a map that has grown old
 * holds for a young key outlives every small collection, and with it the tree of each document ever read.
 */
const PLACE = Symbol('place');

export interface Placed {
  readonly [PLACE]: Place;
}

export function keepPlaces(place: Place): Placed {
  return { [PLACE]: place };
}

/** The place of an element; 0 where the document was opened by another parser. */
export function placeOf(document: OpenXml & Partial<Placed>, element: XmlElement): number {
  return document[PLACE]?.(element) ?? 0;
}
