import type { ASTNode } from '@marcbachmann/cel-js';
import type { Fault } from '../../../base/index.ts';

/**
 * What an expression may be made of. Nothing else runs: no regular expression (one of them can take for ever), no division (its
 * result is not exact), no member access, no conversion to floating point, no loop within a loop.
 */
const OPERATORS: ReadonlySet<string> = new Set(
  'value id list ?: || && !_ -_ == != < <= > >= in + - *'.split(' '),
);
const FUNCTIONS: ReadonlySet<string> = new Set(['decimal', 'quantity', 'day', 'size']);
const METHODS: ReadonlySet<string> = new Set(['startsWith', 'endsWith', 'contains', 'size']);
const LOOPS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one']);

/** The first part of an expression that is not allowed. */
export function faultOfTree(tree: ASTNode): Fault | undefined {
  return faultIn(tree, false);
}

function faultIn(node: ASTNode, isInLoop: boolean): Fault | undefined {
  if (node.op === 'value') return faultOfValue(node);
  if (node.op === 'id') return undefined;
  if (node.op === 'call') {
    const [name, parts] = node.args;
    return FUNCTIONS.has(name) ? firstIn(parts, isInLoop) : refused(node, name);
  }
  if (node.op === 'rcall') {
    const [name, receiver, parts] = node.args;
    const isLoop = LOOPS.has(name);
    if (!isLoop && !METHODS.has(name)) return refused(node, name);
    if (isLoop && isInLoop) return refused(node, name);
    return firstIn([receiver, ...parts], isInLoop || isLoop);
  }
  if (!OPERATORS.has(node.op)) return refused(node, node.op);
  return firstIn(partsOf(node.args), isInLoop);
}

function partsOf(parts: unknown): readonly ASTNode[] {
  const list: readonly unknown[] = Array.isArray(parts) ? parts : [parts];
  return list.filter((part): part is ASTNode => typeof part === 'object' && part !== null && 'op' in part);
}

function firstIn(nodes: readonly ASTNode[], isInLoop: boolean): Fault | undefined {
  for (const node of nodes) {
    const fault = faultIn(node, isInLoop);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Texts, whole numbers, truths, and decimals as they are written out: an exponent hides size. */
function faultOfValue(node: ASTNode & { readonly op: 'value' }): Fault | undefined {
  const text = node.input.slice(node.start, node.end);
  const { args } = node;
  if (typeof args === 'string' || typeof args === 'boolean' || typeof args === 'bigint') return undefined;
  return typeof args === 'number' && /^\d{1,40}\.\d{1,40}$/.test(text) ? undefined : refused(node, text);
}

function refused(node: ASTNode, part: string): Fault {
  return {
    code: 'rule-expression-forbidden',
    path: '',
    values: { part: part.slice(0, 60), at: node.start + 1 },
  };
}
