import type { RuleBook } from '../deciding/index.ts';
import type { DeclarationFacts } from '../facts/index.ts';
import type { RuleBooks } from './ports.ts';

/**
 * A declaration with the class that customs has given its declarant, by the versions that the book is of. What stands in its place,
 * however it came there, does not count.
 */
export async function classed(
  ruleBooks: Pick<RuleBooks, 'classOf'>,
  declaration: DeclarationFacts,
  { day, versions }: Pick<RuleBook, 'day' | 'versions'>,
): Promise<DeclarationFacts> {
  const { declarant, declarantClass: before, ...rest } = declaration;
  const { country, authority } = rest;
  const declarantClass = await ruleBooks.classOf({ country, authority }, declarant, day, versions);
  if (declarantClass === before) return declaration;
  return { ...rest, declarant, ...(declarantClass === undefined ? {} : { declarantClass }) };
}
