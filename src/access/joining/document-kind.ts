/** Kinds of document that an application may bring, by the bytes they begin with. */
const KINDS = [
  { mediaType: 'application/pdf', magic: [0x25, 0x50, 0x44, 0x46, 0x2d], extension: 'pdf' },
  { mediaType: 'image/png', magic: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], extension: 'png' },
  { mediaType: 'image/jpeg', magic: [0xff, 0xd8, 0xff], extension: 'jpg' },
] as const;

export type DocumentMediaType = (typeof KINDS)[number]['mediaType'];

export const MAXIMUM_DOCUMENT_BYTES = 5_242_880;

/** The media type that the bytes themselves show, whatever is said of them; undefined for any other, empty or too large. */
export function documentKind(bytes: Uint8Array): DocumentMediaType | undefined {
  if (bytes.length > MAXIMUM_DOCUMENT_BYTES) return undefined;
  return KINDS.find(({ magic }) => magic.every((byte, index) => bytes[index] === byte))?.mediaType;
}

/** `pdf`, `png`, `jpg`. */
export function extensionOf(mediaType: string): string {
  return KINDS.find((kind) => kind.mediaType === mediaType)?.extension ?? 'bin';
}
