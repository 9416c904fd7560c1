import type { ASTNode } from '@marcbachmann/cel-js';

/** The expression with each number that has a point written as an exact decimal; the language would read a double. */
export function withExactLiterals(text: string, tree: ASTNode): string {
  const literals = literalsIn(tree).toSorted((left, right) => right.start - left.start);
  return literals.reduce(
    (made, { start, end }) => `${made.slice(0, start)}decimal("${made.slice(start, end)}")${made.slice(end)}`,
    text,
  );
}

interface Literal {
  readonly start: number;
  readonly end: number;
}

function literalsIn(part: unknown): readonly Literal[] {
  if (Array.isArray(part)) return part.flatMap(literalsIn);
  if (!isNode(part)) return [];
  if (part.op !== 'value') return literalsIn(part.args);
  return typeof part.args === 'number' ? [{ start: part.start, end: part.end }] : [];
}

function isNode(part: unknown): part is ASTNode {
  return typeof part === 'object' && part !== null && 'op' in part && 'args' in part;
}
