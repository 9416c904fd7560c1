import {
  addDecimals,
  compareDecimals,
  formatDecimal,
  multiplyDecimals,
  parseDecimal,
  type Decimal,
} from '../../../base/index.ts';
import { compareQuantities, convert } from '../../../standards/index.ts';
import type { FieldKind, FieldValue } from '../../facts/index.ts';
import { isAmount } from './cell-test.ts';
import { isDayText } from './comparison.ts';

/** Two values that do not go together, or one that is none of its kind. */
export class MismatchError extends Error {
  override readonly name = 'MismatchError';
}

/** An exact decimal of an expression. */
export class ExactNumber {
  readonly decimal: Decimal;

  constructor(decimal: Decimal) {
    this.decimal = decimal;
  }

  static of(text: string): ExactNumber {
    const decimal = parseDecimal(text);
    if (decimal === undefined) throw new MismatchError('no decimal');
    return new ExactNumber(decimal);
  }

  static ofInteger(value: bigint): ExactNumber {
    return new ExactNumber({ coefficient: value, scale: 0 });
  }

  compare(other: ExactNumber): number {
    return compareDecimals(this.decimal, other.decimal);
  }

  plus(other: ExactNumber): ExactNumber {
    return new ExactNumber(addDecimals(this.decimal, other.decimal));
  }

  times(other: ExactNumber): ExactNumber {
    return new ExactNumber(multiplyDecimals(this.decimal, other.decimal));
  }

  negated(): ExactNumber {
    return new ExactNumber({ coefficient: -this.decimal.coefficient, scale: this.decimal.scale });
  }

  toString(): string {
    return formatDecimal(this.decimal);
  }
}

/** A quantity of an expression: compares and adds up with what measures the same, exactly or not at all. */
export class ExactQuantity {
  readonly value: Decimal;
  readonly unit: string;

  constructor(value: Decimal, unit: string) {
    this.value = value;
    this.unit = unit;
  }

  static of(text: string, unit: string): ExactQuantity {
    return new ExactQuantity(ExactNumber.of(text).decimal, unit);
  }

  compare(other: ExactQuantity): number {
    if (this.unit === other.unit) return compareDecimals(this.value, other.value);
    const order = compareQuantities(this, other);
    if (order === undefined) throw new MismatchError('units that measure different things');
    return order;
  }

  plus(other: ExactQuantity): ExactQuantity {
    return new ExactQuantity(addDecimals(this.value, other.in(this.unit)), this.unit);
  }

  times(factor: ExactNumber): ExactQuantity {
    return new ExactQuantity(multiplyDecimals(this.value, factor.decimal), this.unit);
  }

  negated(): ExactQuantity {
    return new ExactQuantity({ coefficient: -this.value.coefficient, scale: this.value.scale }, this.unit);
  }

  in(unit: string): Decimal {
    if (unit === this.unit) return this.value;
    const conversion = convert(this, unit);
    if (!conversion.converted) throw new MismatchError(conversion.refusal);
    return conversion.quantity.value;
  }
}

const DAY_MILLISECONDS = 86_400_000;

/** A day of an expression. */
export class CalendarDay {
  readonly text: string;

  constructor(text: string) {
    if (!isDayText(text) || Number.isNaN(Date.parse(text))) throw new MismatchError('no day');
    this.text = text;
  }

  compare(other: CalendarDay): number {
    return this.text < other.text ? -1 : this.text > other.text ? 1 : 0;
  }

  daysAfter(other: CalendarDay): bigint {
    return BigInt(Math.round((Date.parse(this.text) - Date.parse(other.text)) / DAY_MILLISECONDS));
  }

  plusDays(days: bigint): CalendarDay {
    const moment = Date.parse(this.text) + Number(days) * DAY_MILLISECONDS;
    if (!(Math.abs(moment) < 2e14)) throw new MismatchError('no day');
    return new CalendarDay(new Date(moment).toISOString().slice(0, 10));
  }
}

/** A fact as expressions calculate with it. @throws MismatchError where it is none of its kind. */
export function celValue(kind: FieldKind, value: FieldValue): unknown {
  if (kind === 'quantity' && isAmount(value)) return ExactQuantity.of(value.value, value.unit);
  if (kind === 'number' && typeof value === 'string') return ExactNumber.of(value);
  if (kind === 'day' && typeof value === 'string') return new CalendarDay(value);
  return value;
}
