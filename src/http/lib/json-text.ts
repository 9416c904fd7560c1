/** Why a JSON text is refused before it is parsed. */
export type JsonRefusal =
  | { readonly code: 'request-too-deep'; readonly path: string }
  | { readonly code: 'request-duplicate-member'; readonly path: string }
  | { readonly code: 'request-field-unknown'; readonly path: string }
  | { readonly code: 'request-text-unfit'; readonly path: string };

interface Level {
  /** Names seen in an object; undefined for an array. */
  readonly names: Set<string> | undefined;
  readonly path: string;
  index: number;
  name: string;
}

/**
 * Scans a JSON text for what `JSON.parse` lets through: nesting beyond a bound, a member named `__proto__`, an object
 * that gives one member twice (readers differ on which counts, RFC 8259 §4), and texts that no database keeps: with
 * U+0000 or half a surrogate pair (§8.2). Does not check the grammar; `JSON.parse` does that afterwards.
 */
export function scanJson(text: string, maximumDepth: number): JsonRefusal | undefined {
  const levels: Level[] = [];
  let expectsName = false;
  for (let at = 0; at < text.length; at += 1) {
    const level = levels.at(-1);
    switch (text.charCodeAt(at)) {
      case 0x22: {
        const end = endOfString(text, at);
        if (!isStorable(text.slice(at, end + 1))) {
          return { code: 'request-text-unfit', path: level === undefined ? '' : placeIn(level) };
        }
        if (expectsName && level?.names) {
          const name = nameOf(text.slice(at, end + 1));
          level.name = name;
          if (name === '__proto__') return { code: 'request-field-unknown', path: placeIn(level) };
          if (level.names.has(name)) return { code: 'request-duplicate-member', path: placeIn(level) };
          level.names.add(name);
          expectsName = false;
        }
        at = end;
        break;
      }
      case 0x7b:
      case 0x5b: {
        const path = level ? placeIn(level) : '';
        if (levels.length >= maximumDepth) return { code: 'request-too-deep', path };
        expectsName = text.charCodeAt(at) === 0x7b;
        levels.push({ names: expectsName ? new Set() : undefined, path, index: 0, name: '' });
        break;
      }
      case 0x7d:
      case 0x5d:
        levels.pop();
        expectsName = false;
        break;
      case 0x2c:
        if (level) {
          level.index += 1;
          expectsName = level.names !== undefined;
        }
        break;
    }
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  let end = start;
  do {
    end = text.indexOf('"', end + 1);
    if (end === -1) return text.length;
  } while (isEscaped(text, end));
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes += 1;
  return slashes % 2 === 1;
}

/** Whether a text may be kept. Only an escape can say what well-formed UTF-8 cannot. */
function isStorable(quoted: string): boolean {
  if (!quoted.includes('\\u')) return true;
  return !/\0|\p{Surrogate}/u.test(nameOf(quoted));
}

/** The name as a reader sees it: escapes resolved, so that `a` and `\u0061` are one. */
function nameOf(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}

function placeIn(level: Level): string {
  const step = level.names ? pointerStep(level.name) : String(level.index);
  return `${level.path}/${step}`;
}

/** One step of a JSON Pointer (RFC 6901 §3). */
export function pointerStep(name: string): string {
  return name.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
}
