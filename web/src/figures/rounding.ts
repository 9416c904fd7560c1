/** A number to one place. */
export function toTenth(value: number): number {
  return Math.round(value * 10) / 10;
}
