/** Whether a text has no half of a character: JSON can say one (RFC 8259 §8.2), UTF-8 cannot. */
export function isWellFormed(text: string): boolean {
  return (
    !/[\uD800-\uDFFF]/.test(text) ||
    !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text)
  );
}

/** The beginning of a text, at most so many UTF-16 code units of it: no character is cut in two, so what was well-formed stays so. */
export function textWithin(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  const isHalf = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, isHalf ? most - 1 : most);
}
