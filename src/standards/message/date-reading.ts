import { isCalendarDay, parseInstant } from '../../base/index.ts';
import type { DateTimeValue } from './basic-types.ts';

/** What a written date says. `zoned`: a moment; `local`: a time of day whose zone is not stated; `date`: a day. */
export interface DateReading {
  readonly precision: 'zoned' | 'local' | 'date';
  /** The day as written, `2024-03-22`. */
  readonly day: string;
  /** As RFC 3339 / xsd: full date, or date and time with the zone where stated. */
  readonly text: string;
  /** The moment, where the zone is stated. */
  readonly instant?: Date;
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?\d*)?)?(Z|[+-]\d{2}:\d{2})?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?(Z|[+-]\d{2}(?:\d{2})?)?$/;

/** UN/EDIFACT 2379 formats we read: CCYYMMDD, CCYYMMDDHHMM, CCYYMMDDHHMMSS, CCYYMMDDHHMMZHHMM, CCYYMMDDHHMMSSZZZ. */
const COMPACT_FORMATS = ['102', '203', '204', '205', '304'];

/** Reads a date as authorities write it; undefined when it names no day. */
export function readDate(value: DateTimeValue | string): DateReading | undefined {
  const written = typeof value === 'string' ? value : value.value;
  const format = typeof value === 'string' ? undefined : value.format;
  if (format !== undefined && COMPACT_FORMATS.includes(format)) {
    return fromParts(COMPACT.exec(written)?.toSpliced(7, 0, ''));
  }
  return fromParts(ISO.exec(written) ?? undefined);
}

function fromParts(parts: readonly (string | undefined)[] | undefined): DateReading | undefined {
  if (!parts) return undefined;
  const [, year = '', month = '', day = '', hour, minute = '00', second = '00', fraction = '', writtenZone] =
    parts;
  if (!isCalendarDay(Number(year), Number(month), Number(day))) return undefined;
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) return { precision: 'date', day: date, text: date };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const time = `${date}T${hour}:${minute}:${second}${fraction}`;
  if (writtenZone === undefined || writtenZone === '') return { precision: 'local', day: date, text: time };
  const zone = /^[+-]\d{2}(?:\d{2})?$/.test(writtenZone)
    ? `${writtenZone.slice(0, 3)}:${writtenZone.slice(3) || '00'}`
    : writtenZone;
  const instant = parseInstant(time + zone);
  return instant && { precision: 'zoned', day: date, text: time + zone, instant };
}
