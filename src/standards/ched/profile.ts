import type { Decimal, Finding } from '../../base/index.ts';
import { addDecimals, compareDecimals, formatDecimal, parseDecimal } from '../../base/index.ts';
import { isDateTime } from '../message/lexical.ts';
import type { FindingCode } from '../message/finding-codes.ts';
import { clip } from '../message/wording.ts';
import { compile } from '../message/compiled.ts';
import type { SpsCertificate, TradeLine } from '../sps-certificate/definition.ts';
import { spsCertificate17 } from '../sps-certificate/definition.ts';
import { lineItems } from '../sps-certificate/lines.ts';
import type { Unread } from '../json-form/reader.ts';
import { visitStructure } from '../switch/differences.ts';
import type { Node } from '../switch/equality.ts';
import { shown } from '../switch/losses.ts';
import { convert } from '../units/conversion.ts';

/** Kind of document of a common health entry document (UN/EDIFACT 1001). */
export const CHED_TYPE = '636';

/** Identifiers that TRACES NT gives; V and R mark the parts of a split certificate. */
const NUMBER = /^CHED(?:A|P|PP|D)\.[A-Z]{2}\.\d{4}\.\d{7}[VR]?$/;

/** Statuses (4405) that TRACES NT uses. */
const STATUSES = ['1', '35', '41', '42', '44', '47', '55', '64', '70', '97', '99', '122', '124', '146'];

/** Systems of classes whose codes are customs codes of goods. */
const CUSTOMS_SYSTEMS = ['CN', 'HS'];

/** Line 0 of a CHED holds the totals of the consignment. */
const TOTALS = '0';
const TOTALS_NAME = { value: 'TOTAL' };

/** Whether a certificate is of the profile, by its kind or its number. */
export function isChed(certificate: SpsCertificate): boolean {
  const document = certificate.exchangedDocument;
  return document?.typeCode?.value === CHED_TYPE || NUMBER.test(document?.id?.value ?? '');
}

export interface ChedReading {
  readonly document: SpsCertificate;
  readonly findings: readonly Finding[];
  readonly unread: readonly Unread[];
}

/**
 * A certificate of the profile as our document: without the line of totals, which is no goods, and with the name of the system
 * of customs codes where only its identifier was given. Totals that do not follow from the lines are told.
 */
export function readChed(certificate: SpsCertificate): ChedReading {
  const findings: Finding[] = [];
  const find = (
    level: Finding['level'],
    code: FindingCode,
    path: string,
    values: Finding['values'] = {},
  ): void => {
    findings.push({ area: 'Mapping', level, code, path, values });
  };
  gradeHead(certificate, find);
  const unread: Unread[] = [];
  const placed = lineItems(certificate);
  const goods = placed.filter(({ line }) => line.sequenceNumeric?.value !== TOTALS);
  const totals =
    goods.length === 0 ? [] : placed.filter(({ line }) => line.sequenceNumeric?.value === TOTALS);
  for (const { line, path } of totals) {
    holdTotals(
      line,
      goods.map((one) => one.line),
      path,
      find,
    );
    unread.push(...remainder(line, path));
  }
  for (const { line, path } of goods) {
    if (!customsClass(line)) find('INFO', 'ched-classification', `${path}/ApplicableSPSClassification`);
  }
  const left = new Set(totals.map(({ line }) => line));
  unread.push(...besidesLines(certificate, left));
  const document = withLines(certificate, (line) => (left.has(line) ? undefined : withSystemNames(line)));
  return { document, findings, unread };
}

type Find = (level: Finding['level'], code: FindingCode, path: string, values?: Finding['values']) => void;

function gradeHead({ exchangedDocument }: SpsCertificate, find: Find): void {
  const at = '/SPSCertificate/SPSExchangedDocument';
  const number = exchangedDocument?.id?.value;
  if (number !== undefined && !NUMBER.test(number))
    find('WARNING', 'ched-number', `${at}/ID`, { number: clip(number) });
  const type = exchangedDocument?.typeCode?.value;
  if (type !== undefined && type !== CHED_TYPE)
    find('WARNING', 'ched-type', `${at}/TypeCode`, { code: clip(type) });
  const status = exchangedDocument?.statusCode?.value;
  if (status !== undefined && !STATUSES.includes(status)) {
    find('WARNING', 'ched-status', `${at}/StatusCode`, { code: clip(status) });
  }
}

function customsClass(line: TradeLine): boolean {
  return (line.applicableClassification ?? []).some(
    ({ systemId, systemName }) =>
      CUSTOMS_SYSTEMS.includes(systemId?.value ?? '') ||
      (systemName ?? []).some(({ value }) => CUSTOMS_SYSTEMS.includes(value)),
  );
}

const WEIGHTS = ['netWeightMeasure', 'grossWeightMeasure'] as const;
const WEIGHT_NAMES = {
  netWeightMeasure: 'NetWeightMeasure',
  grossWeightMeasure: 'GrossWeightMeasure',
} as const;

function holdTotals(totals: TradeLine, goods: readonly TradeLine[], path: string, find: Find): void {
  for (const weight of WEIGHTS) {
    const stated = kilograms(totals[weight]);
    const summed = sum(goods, weight);
    if (!stated || !summed || compareDecimals(stated, summed) === 0) continue;
    const values = { stated: formatDecimal(stated), summed: formatDecimal(summed) };
    find('WARNING', 'ched-totals', `${path}/${WEIGHT_NAMES[weight]}`, values);
  }
}

/** What a line of totals says besides its number and its name. */
function remainder({ sequenceNumeric, description, ...rest }: TradeLine, path: string): Unread[] {
  const { value, ...form } = sequenceNumeric ?? { value: TOTALS };
  const isNamed = JSON.stringify(description ?? [TOTALS_NAME]) === JSON.stringify([TOTALS_NAME]);
  const more = {
    ...rest,
    ...(Object.keys(form).length === 0 ? {} : { sequenceNumeric: { value, ...form } }),
    ...(isNamed ? {} : { description }),
  };
  return saidBy('SPSTradeLineItem', more, path);
}

/** What an item says that has no lines but those of totals. */
function besidesLines({ consignment }: SpsCertificate, left: ReadonlySet<TradeLine>): Unread[] {
  return (consignment?.includedConsignmentItem ?? []).flatMap(
    ({ includedTradeLineItem: lines, ...rest }, index) => {
      const path = `/SPSCertificate/SPSConsignment/IncludedSPSConsignmentItem[${String(index + 1)}]`;
      return lines?.every((line) => left.has(line)) === true ? saidBy('SPSConsignmentItem', rest, path) : [];
    },
  );
}

function saidBy(
  structure: 'SPSTradeLineItem' | 'SPSConsignmentItem',
  content: object,
  path: string,
): Unread[] {
  const said: Unread[] = [];
  const known = compile(spsCertificate17).structures.get(structure);
  const place = { parent: undefined, name: path.slice(1), position: 0 };
  // A part of a certificate: plain data, walked by its definition.
  if (known)
    visitStructure(known, content as Node, place, (at, value) =>
      said.push({ path: at, value: shown(value) }),
    );
  return said;
}

function withSystemNames(line: TradeLine): TradeLine {
  if (!line.applicableClassification) return line;
  return {
    ...line,
    applicableClassification: line.applicableClassification.map((one) =>
      one.systemName === undefined && CUSTOMS_SYSTEMS.includes(one.systemId?.value ?? '')
        ? { ...one, systemName: [{ value: 'HS' }] }
        : one,
    ),
  };
}

/** The lines of a certificate changed or taken out; items that are left empty go too. */
function withLines(
  certificate: SpsCertificate,
  change: (line: TradeLine) => TradeLine | undefined,
): SpsCertificate {
  const { consignment } = certificate;
  if (!consignment?.includedConsignmentItem) return certificate;
  const items = consignment.includedConsignmentItem.flatMap((item) => {
    if (!item.includedTradeLineItem) return [item];
    const lines = item.includedTradeLineItem.flatMap((line) => change(line) ?? []);
    return lines.length === 0 ? [] : [{ ...item, includedTradeLineItem: lines }];
  });
  return { ...certificate, consignment: { ...consignment, includedConsignmentItem: items } };
}

/**
 * Our document as the profile has it: lines numbered from 1, a line of totals before them, moments in the typed form, and the
 * identifier of the system beside the name for customs codes.
 */
export function asChed(certificate: SpsCertificate): SpsCertificate {
  const lines = lineItems(certificate).map(({ line }) => line);
  const isZero = lines.some((line) => line.sequenceNumeric?.value === TOTALS);
  let number = 0;
  const changed = withLines(certificate, (line) => {
    number += 1;
    const numbered = isZero ? { ...line, sequenceNumeric: { value: String(number) } } : line;
    return withSystemIds(numbered);
  });
  const { consignment } = changed;
  const [first, ...rest] = consignment?.includedConsignmentItem ?? [];
  const totals = totalsOf(lines);
  if (!consignment || !first || !totals) return changed;
  const item = { ...first, includedTradeLineItem: [totals, ...(first.includedTradeLineItem ?? [])] };
  return { ...changed, consignment: { ...consignment, includedConsignmentItem: [item, ...rest] } };
}

function withSystemIds(line: TradeLine): TradeLine {
  if (!line.applicableClassification) return line;
  return {
    ...line,
    applicableClassification: line.applicableClassification.map((one) =>
      one.systemId === undefined && one.systemName?.[0]?.value === 'HS'
        ? { systemId: { value: 'CN' }, ...one }
        : one,
    ),
  };
}

/** The line of totals, where every line's weight can be added up. */
function totalsOf(lines: readonly TradeLine[]): TradeLine | undefined {
  const net = sum(lines, 'netWeightMeasure');
  const gross = sum(lines, 'grossWeightMeasure');
  if (lines.length === 0 || (!net && !gross)) return undefined;
  return {
    sequenceNumeric: { value: TOTALS },
    description: [TOTALS_NAME],
    ...(net ? { netWeightMeasure: { value: formatDecimal(net), unit: 'KGM' } } : {}),
    ...(gross ? { grossWeightMeasure: { value: formatDecimal(gross), unit: 'KGM' } } : {}),
  };
}

/** The sum of the lines' weights in kilograms; undefined where one has none or it does not convert. */
function sum(lines: readonly TradeLine[], weight: (typeof WEIGHTS)[number]): Decimal | undefined {
  let total: Decimal | undefined;
  for (const line of lines) {
    const one = kilograms(line[weight]);
    if (!one) return undefined;
    total = total ? addDecimals(total, one) : one;
  }
  return total;
}

function kilograms(measure: TradeLine['netWeightMeasure']): Decimal | undefined {
  const value = measure && parseDecimal(measure.value);
  if (!value || measure.unit === undefined) return undefined;
  const converted = convert({ value, unit: measure.unit }, 'KGM');
  return converted.converted ? converted.quantity.value : undefined;
}

/** A document with its moments in the typed form, which TRACES NT uses wherever a date is one. */
export function withTypedDates(content: unknown): unknown {
  if (Array.isArray(content)) return content.map(withTypedDates);
  if (typeof content !== 'object' || content === null) return content;
  const entries = Object.entries(content);
  return Object.fromEntries(
    entries.map(([property, value]): [string, unknown] => [
      property,
      property.endsWith('DateTime') && isMoment(value) ? typed(value) : withTypedDates(value),
    ]),
  );
}

interface Moment {
  readonly value: string;
}

const isOne = (value: unknown): value is Moment =>
  typeof value === 'object' &&
  value !== null &&
  'value' in value &&
  typeof value.value === 'string' &&
  !('format' in value) &&
  isDateTime(value.value);

const isMoment = (value: unknown): boolean => (Array.isArray(value) ? value.some(isOne) : isOne(value));

function typed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(typed);
  return isOne(value) ? { value: value.value, form: 'dateTime' } : value;
}
