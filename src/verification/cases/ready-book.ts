import { compileRuleBook, type CompiledRuleBook, type RuleBook } from '../deciding/index.ts';

const ready = new WeakMap<RuleBook, CompiledRuleBook>();

/** A rule book made ready: once for each, however many cases go by it. */
export function readyBook(book: RuleBook): CompiledRuleBook {
  const known = ready.get(book);
  if (known !== undefined) return known;
  const made = compileRuleBook(book);
  ready.set(book, made);
  return made;
}
