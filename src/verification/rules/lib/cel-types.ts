import type { Environment } from '@marcbachmann/cel-js';
import { CalendarDay, ExactNumber, ExactQuantity } from './cel-values.ts';

const ORDERS = {
  '<': (order: number) => order < 0,
  '<=': (order: number) => order <= 0,
  '>': (order: number) => order > 0,
  '>=': (order: number) => order >= 0,
  '==': (order: number) => order === 0,
} as const;

/** Decimals, quantities and days as types of the language: `0.1 + 0.2 == 0.3`, `1 t == 1000 kg`, `arrival - issued > 30`. */
export function registerTypes(environment: Environment): Environment {
  environment
    .registerType('Decimal', { ctor: ExactNumber, fields: {} })
    .registerType('Quantity', { ctor: ExactQuantity, fields: {} })
    .registerType('Day', { ctor: CalendarDay, fields: {} })
    .registerFunction('decimal(string): Decimal', (text: string) => ExactNumber.of(text))
    .registerFunction('quantity(string, string): Quantity', (text: string, unit: string) =>
      ExactQuantity.of(text, unit),
    )
    .registerFunction('day(string): Day', (text: string) => new CalendarDay(text));
  registerOrders(environment);
  registerArithmetic(environment);
  return environment;
}

function registerOrders(environment: Environment): void {
  for (const [operator, holds] of Object.entries(ORDERS)) {
    environment
      .registerOperator(`Decimal ${operator} Decimal`, (left: ExactNumber, right: ExactNumber) =>
        holds(left.compare(right)),
      )
      .registerOperator(`Decimal ${operator} int`, (left: ExactNumber, right: bigint) =>
        holds(left.compare(ExactNumber.ofInteger(right))),
      )
      .registerOperator(`Quantity ${operator} Quantity`, (left: ExactQuantity, right: ExactQuantity) =>
        holds(left.compare(right)),
      )
      .registerOperator(`Day ${operator} Day`, (left: CalendarDay, right: CalendarDay) =>
        holds(left.compare(right)),
      );
    // Equality of two types is registered both ways by the language itself.
    if (operator !== '==')
      environment.registerOperator(`int ${operator} Decimal`, (left: bigint, right: ExactNumber) =>
        holds(ExactNumber.ofInteger(left).compare(right)),
      );
  }
}

function registerArithmetic(environment: Environment): void {
  environment
    .registerOperator('Decimal + Decimal: Decimal', (left: ExactNumber, right: ExactNumber) =>
      left.plus(right),
    )
    .registerOperator('Decimal - Decimal: Decimal', (left: ExactNumber, right: ExactNumber) =>
      left.plus(right.negated()),
    )
    .registerOperator('Decimal * Decimal: Decimal', (left: ExactNumber, right: ExactNumber) =>
      left.times(right),
    )
    .registerOperator('Decimal + int: Decimal', (left: ExactNumber, right: bigint) =>
      left.plus(ExactNumber.ofInteger(right)),
    )
    .registerOperator('Decimal - int: Decimal', (left: ExactNumber, right: bigint) =>
      left.plus(ExactNumber.ofInteger(-right)),
    )
    .registerOperator('Decimal * int: Decimal', (left: ExactNumber, right: bigint) =>
      left.times(ExactNumber.ofInteger(right)),
    )
    .registerOperator('int + Decimal: Decimal', (left: bigint, right: ExactNumber) =>
      ExactNumber.ofInteger(left).plus(right),
    )
    .registerOperator('int - Decimal: Decimal', (left: bigint, right: ExactNumber) =>
      ExactNumber.ofInteger(left).plus(right.negated()),
    )
    .registerOperator('int * Decimal: Decimal', (left: bigint, right: ExactNumber) =>
      right.times(ExactNumber.ofInteger(left)),
    )
    .registerOperator('-Decimal', (value: ExactNumber) => value.negated())
    .registerOperator('Quantity + Quantity: Quantity', (left: ExactQuantity, right: ExactQuantity) =>
      left.plus(right),
    )
    .registerOperator('Quantity - Quantity: Quantity', (left: ExactQuantity, right: ExactQuantity) =>
      left.plus(right.negated()),
    )
    .registerOperator('Quantity * Decimal: Quantity', (left: ExactQuantity, right: ExactNumber) =>
      left.times(right),
    )
    .registerOperator('Quantity * int: Quantity', (left: ExactQuantity, right: bigint) =>
      left.times(ExactNumber.ofInteger(right)),
    )
    .registerOperator('Day - Day: int', (left: CalendarDay, right: CalendarDay) => left.daysAfter(right))
    .registerOperator('Day + int: Day', (left: CalendarDay, right: bigint) => left.plusDays(right))
    .registerOperator('Day - int: Day', (left: CalendarDay, right: bigint) => left.plusDays(-right));
}
