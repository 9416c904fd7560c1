/** A request as its signature covers it. */
export interface HttpRequestParts {
  readonly method: string;
  /** Absolute: `https://host/path?query`, as the client asked for it. */
  readonly targetUri: string;
  /** By lower-case name; several lines of one name joined by `, `. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

/** What a signature says of itself (RFC 9421 §2.3). Times in seconds since 1970. */
export interface SignatureParameters {
  readonly created: number;
  readonly expires: number;
  readonly nonce: string;
  readonly keyId: string;
  /** What the signature is for, so that one made for another purpose does not count. */
  readonly tag: string;
}

const QUOTED = /^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/;

/** The value of a component (RFC 9421 §2.1 and §2.2); undefined where the message has none. */
export function componentOf(request: HttpRequestParts, name: string): string | undefined {
  if (!name.startsWith('@')) return request.headers.get(name)?.trim();
  if (name === '@method') return request.method;
  if (!URL.canParse(request.targetUri)) return undefined;
  const url = new URL(request.targetUri);
  switch (name) {
    case '@target-uri':
      return request.targetUri;
    case '@authority':
      return url.host;
    case '@path':
      return url.pathname;
    case '@query':
      return url.search === '' ? '?' : url.search;
    default:
      return undefined;
  }
}

/** A string of structured fields (RFC 9651 §3.3.3); what cannot be one is a programming fault. */
export function quoted(text: string): string {
  if (!QUOTED.test(text)) throw new RangeError('a parameter of a signature is not plain ASCII');
  return `"${text}"`;
}

/** The text that is signed (RFC 9421 §2.5); undefined where a component is missing or could feign a line. */
export function signatureBase(
  request: HttpRequestParts,
  components: readonly string[],
  inner: string,
): string | undefined {
  const lines: string[] = [];
  for (const name of components) {
    const value = componentOf(request, name);
    if (value === undefined || /[\r\n\0]/.test(value)) return undefined;
    lines.push(`"${name}": ${value}`);
  }
  return [...lines, `"@signature-params": ${inner}`].join('\n');
}
