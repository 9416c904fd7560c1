import {
  addDecimals,
  compareDecimals,
  formatDecimal,
  isCalendarDay,
  multiplyDecimals,
  normaliseDecimal,
  parseDecimal,
  type Decimal,
  type Fault,
  type Finding,
} from '../../../../base/index.ts';
import {
  countryOf,
  isCurrency,
  isLevyMode,
  isSupervisionMode,
  isTradeTerm,
  isTransportMode,
  unitOf,
} from './china-codes.ts';
import type { ChinaForm, ChinaItem } from './china-form.ts';
import { fault, finding } from './form.ts';
import { chinaNumber, isContainerNumber } from './identifiers.ts';

/** Everything that is wrong with a form of the right shape, each with its pointer. */
export function chinaFaults(form: ChinaForm, day: string): readonly Fault[] {
  const at = new Checks(day);
  at.code('/supervisionMode', form.supervisionMode, 'supervision-mode', isSupervisionMode);
  at.code('/transportMode', form.transportMode, 'transport-mode', isTransportMode);
  at.code('/tradeTerms', form.tradeTerms, 'trade-terms', isTradeTerm);
  at.country('/tradeCountry', form.tradeCountry);
  at.country('/despatchCountry', form.despatchCountry);
  for (const name of ['domesticParty', 'overseasParty', 'ownerParty', 'agent'] as const)
    at.country(`/${name}/country`, form[name]?.country);
  for (const name of ['freight', 'insurance', 'otherCharges'] as const) charged(at, `/${name}`, form[name]);
  at.day('/movementDate', form.movementDate);
  at.day('/declarationDate', form.declarationDate);
  at.netWithinGross('', form);
  documents(at, '/documents', form.documents);
  if (form.customsNumber === undefined && form.preEntryNumber === undefined)
    at.faults.push(
      fault('declaration-member', '/customsNumber', { member: '/customsNumber', rule: 'required' }),
    );
  const numbers = new Set<number>();
  for (const [index, item] of form.items.entries()) {
    const path = `/items/${String(index)}`;
    if (numbers.has(item.item))
      at.faults.push(fault('declaration-item-repeated', `${path}/item`, { item: item.item }));
    numbers.add(item.item);
    itemFaults(at, path, item);
  }
  return at.faults;
}

function itemFaults(at: Checks, path: string, item: ChinaItem): void {
  at.country(`${path}/origin`, item.origin);
  at.country(`${path}/finalDestination`, item.finalDestination);
  at.code(`${path}/levyMode`, item.levyMode, 'levy-mode', isLevyMode);
  at.code(`${path}/currency`, item.currency, 'currency', isCurrency);
  at.counted(path, ['quantity', item.quantity], ['unit', item.unit]);
  at.counted(path, ['firstQuantity', item.firstQuantity], ['firstUnit', item.firstUnit]);
  at.counted(path, ['secondQuantity', item.secondQuantity], ['secondUnit', item.secondUnit]);
  if (item.totalPrice !== undefined && item.currency === undefined)
    at.faults.push(fault('declaration-unit-missing', `${path}/currency`, { member: 'totalPrice' }));
  at.netWithinGross(path, item);
  at.day(`${path}/produced`, item.produced);
  at.day(`${path}/expires`, item.expires);
  at.total(path, item);
  documents(at, `${path}/documents`, item.documents);
}

function documents(at: Checks, path: string, cited: ChinaForm['documents']): void {
  for (const [index, { quantity, unit }] of (cited ?? []).entries())
    at.counted(`${path}/${String(index)}`, ['quantity', quantity], ['unit', unit]);
}

function charged(at: Checks, path: string, charge: ChinaForm['freight']): void {
  if (charge === undefined) return;
  at.code(`${path}/currency`, charge.currency, 'currency', isCurrency);
  // A rate is of the price and has none.
  if (charge.mark !== '1' && charge.currency === undefined)
    at.faults.push(fault('declaration-unit-missing', `${path}/currency`, { member: 'value' }));
}

class Checks {
  readonly faults: Fault[] = [];
  readonly #day: string;

  constructor(day: string) {
    this.#day = day;
  }

  code(path: string, code: string | undefined, list: string, isKnown: (code: string) => boolean): void {
    if (code === undefined || isKnown(code)) return;
    this.faults.push(fault('declaration-code-unknown', path, { code, list }));
  }

  country(path: string, code: string | undefined): void {
    this.code(path, code, 'country', (written) => countryOf(written, this.#day) !== undefined);
  }

  /** A quantity with its unit. What is not stated is absent; zero is a quantity. */
  counted(
    path: string,
    [member, quantity]: readonly [string, string | undefined],
    [unitMember, unit]: readonly [string, string | undefined],
  ): void {
    if (quantity !== undefined && unit === undefined)
      this.faults.push(fault('declaration-unit-missing', `${path}/${unitMember}`, { member }));
    this.code(`${path}/${unitMember}`, unit, 'unit', (code) => unitOf(code, this.#day) !== undefined);
  }

  day(path: string, day: string | undefined): void {
    if (day === undefined) return;
    const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
    if (!isCalendarDay(year, month, date))
      this.faults.push(fault('declaration-day-impossible', path, { day }));
  }

  netWithinGross(path: string, { netMass, grossMass }: Pick<ChinaItem, 'netMass' | 'grossMass'>): void {
    const [net, gross] = [decimalOf(netMass), decimalOf(grossMass)];
    if (net === undefined || gross === undefined || compareDecimals(net, gross) <= 0) return;
    const values = { net: netMass ?? '', gross: grossMass ?? '' };
    this.faults.push(fault('declaration-net-above-gross', `${path}/netMass`, values));
  }

  /** Price times quantity is the total, as exactly as price and total are written: to the hundredth at least. */
  total(path: string, { unitPrice, quantity, totalPrice }: ChinaItem): void {
    const [price, count, total] = [decimalOf(unitPrice), decimalOf(quantity), decimalOf(totalPrice)];
    if (price === undefined || count === undefined || total === undefined) return;
    const product = multiplyDecimals(price, count);
    const twice = absolute(multiplyDecimals(TWO, addDecimals(product, negative(total))));
    const rounding = addDecimals(multiplyDecimals(count, lastDigit(price)), lastDigit(total));
    if (compareDecimals(twice, rounding) <= 0) return;
    const values = { expected: formatDecimal(normaliseDecimal(product)), stated: totalPrice ?? '' };
    this.faults.push(fault('declaration-total-differs', `${path}/totalPrice`, values));
  }
}

const TWO: Decimal = { coefficient: 2n, scale: 0 };

const decimalOf = (text: string | undefined): Decimal | undefined =>
  text === undefined ? undefined : parseDecimal(text);
const negative = ({ coefficient, scale }: Decimal): Decimal => ({ coefficient: -coefficient, scale });
const absolute = (value: Decimal): Decimal => (value.coefficient < 0n ? negative(value) : value);
/** Money is written to the hundredth, or is meant so. */
const LEAST_SCALE = 2;
/** One of the last digit that is written. */
const lastDigit = ({ scale }: Decimal): Decimal => ({ coefficient: 1n, scale: Math.max(scale, LEAST_SCALE) });

/** What is odd about a form without making it unfit. */
export function chinaFindings(form: ChinaForm): readonly Finding[] {
  const findings: Finding[] = [];
  for (const [index, { number }] of (form.containers ?? []).entries()) {
    if (!isContainerNumber(number))
      findings.push(finding('container-number-odd', `/containers/${String(index)}/number`, { number }));
  }
  const { customsNumber, declarationOffice, direction } = form;
  if (customsNumber === undefined) return findings;
  const parts = chinaNumber(customsNumber);
  if (parts?.direction !== direction)
    findings.push(finding('reference-number-odd', '/customsNumber', { number: customsNumber }));
  if (parts !== undefined && declarationOffice !== undefined && !declarationOffice.endsWith(parts.office)) {
    const values = { office: declarationOffice, number: customsNumber };
    findings.push(finding('office-differs', '/declarationOffice', values));
  }
  return findings;
}
