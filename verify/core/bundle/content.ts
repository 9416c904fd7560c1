import type { CanonicalValue } from '../../../src/base/index.ts';

/** A member of what was said in an act; undefined where it is not there. */
export function memberOf(
  content: CanonicalValue | undefined,
  ...path: readonly string[]
): CanonicalValue | undefined {
  let value = content;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Readonly<Record<string, CanonicalValue>>)[name];
  }
  return value;
}

/** Members of a content that a person reads, in this order; all else is for programs. */
const SAID = ['reasons', 'remark', 'content', 'reason', 'successor', 'paper', 'due'];

/** What a person reads of an act: texts as they were written, and the names of the files beside them. */
export function saidIn(content: CanonicalValue | undefined): readonly string[] {
  const said = SAID.flatMap((name) => memberOf(content, name) ?? []);
  const names = attachmentsIn(content).map(({ name, digest }) => `${name} (SHA-256 ${digest})`);
  return [...said.filter((each) => typeof each === 'string'), ...names];
}

/** The files that an act names. */
export function attachmentsIn(
  content: CanonicalValue | undefined,
): readonly { readonly name: string; readonly digest: string }[] {
  const list = memberOf(content, 'attachments');
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: CanonicalValue) => {
    const [name, digest] = [memberOf(item, 'name'), memberOf(item, 'digest')];
    return typeof name === 'string' && typeof digest === 'string' ? [{ name, digest }] : [];
  });
}
