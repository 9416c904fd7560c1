/** A certificate's number as a file name: signs that systems refuse become hyphens. */
export function fileNameOf(number: string): string {
  return number.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 120);
}
