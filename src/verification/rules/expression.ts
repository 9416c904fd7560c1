import { Environment, type ASTNode } from '@marcbachmann/cel-js';
import type { Fault } from '../../base/index.ts';
import { FIELDS, fieldOf, isFieldName, type Facts, type FieldName } from '../facts/index.ts';
import { celValue, MismatchError } from './lib/cel-values.ts';
import { registerTypes } from './lib/cel-types.ts';
import { withExactLiterals } from './lib/cel-literals.ts';
import { faultOfTree } from './lib/cel-tree.ts';
import type { Answer } from './lib/cell-test.ts';

/** A condition in CEL, made ready. */
export interface Expression {
  /** Fields that it names. */
  readonly fields: readonly FieldName[];
  /**
   * Whether it holds. What is absent passes nothing: an expression that comes to depend on it does not hold (`known_<field>` asks).
   * `unknown` where it cannot be answered, as of quantities that measure different things.
   */
  holds(facts: Facts): Answer;
}

const MOST_TEXT = 2000;
const LIMITS = {
  maxAstNodes: 400,
  maxDepth: 24,
  maxListElements: 200,
  maxMapEntries: 1,
  maxCallArguments: 3,
};
const KNOWN = 'known_';

/** A field's name in an expression: points and hyphens are underscores there. */
function variableOf(field: FieldName): string {
  return field.replaceAll(/[.-]/g, '_');
}

const TYPES = {
  text: 'string',
  code: 'string',
  number: 'Decimal',
  quantity: 'Quantity',
  day: 'Day',
  truth: 'bool',
  list: 'list<string>',
} as const;

const fields = Object.keys(FIELDS).filter(isFieldName);
const byVariable = new Map(fields.map((field) => [variableOf(field), field]));

const environment = declared();

function declared(): Environment {
  const made = registerTypes(new Environment({ limits: LIMITS }));
  for (const field of fields) {
    made.registerVariable(variableOf(field), TYPES[fieldOf(field).kind]);
    made.registerVariable(`${KNOWN}${variableOf(field)}`, 'bool');
  }
  return made;
}

type Read =
  { readonly faults: readonly Fault[] } | { readonly faults: readonly []; readonly expression: Expression };

/** Why an expression cannot be used; none where it can. Paths are empty: the caller knows the place. */
export function faultsOfExpression(text: string): readonly Fault[] {
  return readExpression(text).faults;
}

/** @throws Error where {@link faultsOfExpression} finds faults. */
export function expressionOf(text: string): Expression {
  const read = readExpression(text);
  if ('expression' in read) return read.expression;
  throw new Error(`an expression was not checked: ${read.faults[0]?.code ?? ''}`);
}

function readExpression(text: string): Read {
  if (text.length > MOST_TEXT) return faulty('rule-expression-long', { most: MOST_TEXT });
  try {
    const refused = faultOfTree(environment.parse(text).ast);
    if (refused !== undefined) return { faults: [refused] };
    const parsed = environment.parse(withExactLiterals(text, environment.parse(text).ast));
    const checked = parsed.check();
    if (!checked.valid) return faulty('rule-expression-unfit', { detail: firstLine(checked.error) });
    if (checked.type !== 'bool') return faulty('rule-expression-no-condition', { type: checked.type ?? '' });
    return { faults: [], expression: compiled(parsed, namesIn(parsed.ast)) };
  } catch (error) {
    return faulty('rule-expression-unreadable', { detail: firstLine(error) });
  }
}

function compiled(
  run: (context: Readonly<Record<string, unknown>>) => unknown,
  names: ReadonlySet<string>,
): Expression {
  const asked = [...names].flatMap((name) => {
    const variable = name.startsWith(KNOWN) ? name.slice(KNOWN.length) : name;
    const field = byVariable.get(variable);
    return field === undefined ? [] : [{ name, field, isKnown: name !== variable }];
  });
  return {
    fields: [...new Set(asked.map(({ field }) => field))],
    holds: (facts) => {
      try {
        const context: Record<string, unknown> = { __proto__: null };
        for (const { name, field, isKnown } of asked) {
          const value = facts[field];
          if (isKnown) context[name] = value !== undefined;
          else if (value !== undefined) context[name] = celValue(fieldOf(field).kind, value);
        }
        return run(context) === true ? 'yes' : 'no';
      } catch (error) {
        return isAbsence(error) ? 'no' : 'unknown';
      }
    },
  };
}

function namesIn(tree: ASTNode): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) for (const each of part) visit(each);
    else if (isNode(part)) {
      if (part.op === 'id' && typeof part.args === 'string') names.add(part.args);
      visit(part.args);
    }
  };
  visit(tree);
  return names;
}

function isNode(part: unknown): part is { readonly op: string; readonly args: unknown } {
  return typeof part === 'object' && part !== null && 'op' in part && 'args' in part;
}

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'unknown_variable';
}

function faulty(code: string, values: Fault['values']): Read {
  return { faults: [{ code, path: '', values }] };
}

function firstLine(error: unknown): string {
  const text = error instanceof Error && !(error instanceof MismatchError) ? error.message : '';
  return text.split('\n', 1)[0]?.slice(0, 200) ?? '';
}
