import { readDate } from './date-reading.ts';

const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const SEGMENT = String.raw`[A-Za-z0-9\-._~%!$&'()*+,;=:@/]*`;
const URI = new RegExp(
  String.raw`^[A-Za-z][A-Za-z0-9+.\-]*:(?://[A-Za-z0-9\-.]+(?::\d{1,5})?(?:/${SEGMENT})?|[A-Za-z0-9]${SEGMENT})(?:\?${SEGMENT})?(?:#${SEGMENT})?$`,
);

/** Whether a text consists of characters that XML 1.0 can carry (production 2). */
export function isXmlText(text: string): boolean {
  return !NOT_XML.test(text);
}

/** An absolute URI in the narrow sense that every schema processor accepts as xsd:anyURI. */
export function isUri(text: string): boolean {
  return URI.test(text) && !/%(?![0-9A-Fa-f]{2})/.test(text);
}

/** xsd:dateTime. */
export function isDateTime(text: string): boolean {
  const reading = readDate(text);
  return reading !== undefined && reading.precision !== 'date' && reading.text === text && isDated(text);
}

/** There is no year 0 in XML Schema 1.0. */
export function isDated(text: string): boolean {
  return !text.startsWith('0000');
}
