/** A place in a message as a chain, so that a path is only spelt when something is to be said about it. */
export interface Place {
  readonly parent: Place | undefined;
  readonly name: string;
  /** Position among its like, from 1; 0 where it does not repeat. */
  readonly position: number;
}

export function pathOf(place: Place): string {
  const step = place.position > 0 ? `/${place.name}[${String(place.position)}]` : `/${place.name}`;
  return place.parent ? pathOf(place.parent) + step : step;
}
