/** Whether a text holds an ASCII control character (below U+0020) other than those allowed. */
export function hasControlCharacter(text: string, allowed: readonly number[]): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 && !allowed.includes(unit)) return true;
  }
  return false;
}

export const LINE_FEED = 0x0a;
export const TAB = 0x09;
