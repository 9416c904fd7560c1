const DEEPEST = 40;

/** Whether a JSON text nests so little that whoever walks through its value cannot run out of stack. Linear, and before parsing. */
export function isShallow(text: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (isInText) {
      if (sign === '\\') at += 1;
      else if (sign === '"') isInText = false;
    } else if (sign === '"') isInText = true;
    else if (sign === '[' || sign === '{') {
      depth += 1;
      if (depth > DEEPEST) return false;
    } else if (sign === ']' || sign === '}') depth -= 1;
  }
  return true;
}
