/** A signature of a message as its headers state it; the label is the sender's. */
export interface StatedSignature {
  readonly label: string;
  readonly components: readonly string[];
  readonly parameters: ReadonlyMap<string, string | number>;
  /** The inner list with its parameters as they stand, which is what the signature covers. */
  readonly inner: string;
  readonly signature: Uint8Array;
}

const MOST_CHARACTERS = 4_000;
const MOST_SIGNATURES = 4;
const MOST_COMPONENTS = 16;

const MEMBER =
  /^\s*([a-z*][a-z0-9_.*-]{0,63})=(\([^()]*\)(?:;[a-z]+=(?:"[\x20-\x21\x23-\x5b\x5d-\x7e]*"|-?\d{1,15}))*)\s*(?:,|$)/;
const BYTES = /^\s*([a-z*][a-z0-9_.*-]{0,63})=:([A-Za-z0-9+/]{1,1400}={0,2}):\s*(?:,|$)/;
const COMPONENT = /^"([@a-z0-9-]{1,64})"$/;
const PARAMETER = /;([a-z]+)=(?:"([^"]*)"|(-?\d{1,15}))/g;

/**
 * The signatures of the two headers (RFC 9421 §4), strictly: a form that is not one of those that signatures take makes the whole
 * unreadable (`undefined`), as does a component with parameters of its own, which nothing here needs.
 */
export function statedSignatures(
  input: string | undefined,
  signature: string | undefined,
): readonly StatedSignature[] | undefined {
  if (input === undefined || signature === undefined) return undefined;
  if (input.length > MOST_CHARACTERS || signature.length > MOST_CHARACTERS) return undefined;
  const values = members(signature, BYTES);
  const inputs = members(input, MEMBER);
  if (values === undefined || inputs === undefined || inputs.size > MOST_SIGNATURES) return undefined;
  const stated: StatedSignature[] = [];
  for (const [label, inner] of inputs) {
    const bytes = values.get(label);
    const components = componentsOf(inner);
    const parameters = parametersOf(inner);
    if (bytes === undefined || components === undefined || parameters === undefined) return undefined;
    stated.push({
      label,
      components,
      parameters,
      inner,
      signature: Uint8Array.from(Buffer.from(bytes, 'base64')),
    });
  }
  return stated;
}

/** Members of a dictionary by label; a label that comes twice makes it unreadable. */
function members(text: string, form: RegExp): ReadonlyMap<string, string> | undefined {
  const found = new Map<string, string>();
  let rest = text;
  while (rest.trim() !== '') {
    const [whole, label = '', value = ''] = form.exec(rest) ?? [];
    if (whole === undefined || found.has(label)) return undefined;
    found.set(label, value);
    rest = rest.slice(whole.length);
  }
  return found;
}

function componentsOf(inner: string): readonly string[] | undefined {
  const list = inner.slice(1, inner.indexOf(')')).trim();
  const names = list === '' ? [] : list.split(/ +/).map((item) => COMPONENT.exec(item)?.[1]);
  if (names.length > MOST_COMPONENTS || names.includes(undefined) || new Set(names).size < names.length) {
    return undefined;
  }
  return names.filter((name) => name !== undefined);
}

function parametersOf(inner: string): ReadonlyMap<string, string | number> | undefined {
  const parameters = new Map<string, string | number>();
  for (const [, name = '', text, number] of inner.slice(inner.indexOf(')') + 1).matchAll(PARAMETER)) {
    if (parameters.has(name)) return undefined;
    parameters.set(name, text ?? Number(number));
  }
  return parameters;
}
