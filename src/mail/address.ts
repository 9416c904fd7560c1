/** One plain address: `name@example.org`, no quotes, no comments, no route. */
const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,10}$/;

export function isMailAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text);
}

/** The one address of a From or To field, lower case in its domain; undefined where there are several, or none that is plain. */
export function addressIn(field: string | undefined): string | undefined {
  const text = (field ?? '').slice(0, 1000).trim();
  const bare =
    /^(?:[^<>@]{0,300}|"(?:[^"\\]|\\.){0,300}"\s{0,10})<([^<>\s]{1,254})>$/.exec(text)?.[1] ?? text;
  if (!isMailAddress(bare)) return undefined;
  const at = bare.lastIndexOf('@');
  return `${bare.slice(0, at)}${bare.slice(at).toLowerCase()}`;
}
