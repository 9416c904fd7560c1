import { chinaCustomsCodes, CODE_LISTS } from '../../../../standards/index.ts';
import { countryOfLetters, lettersOfCountry } from './country-codes.ts';

/** Supervision modes (监管方式): the table of 2015 and those added since. */
const SUPERVISION_MODES = new Set(
  `0110 0130 0139 0200 0214 0245 0255 0258 0265 0300 0314 0320 0345 0400 0420 0444 0445 0446 0456 0466 0500 0513 0544 0545 0615
   0642 0644 0654 0657 0664 0700 0715 0744 0815 0844 0845 0864 0865 1039 1139 1200 1210 1215 1233 1234 1239 1300 1427 1500 1523
   1616 1741 1831 2025 2225 2439 2600 2700 2939 3010 3039 3100 3339 3410 3422 3511 3611 3612 3910 3939 4019 4039 4200 4239 4400
   4500 4539 4561 4600 5000 5010 5014 5015 5033 5034 5072 5073 5100 5200 5300 5335 5361 6033 6072 6073 9500 9600 9610 9639 9700
   9710 9739 9800 9810 9839 9900`.split(/\s+/),
);

/** Ways of transport (运输方式) with the mode of Recommendation 19, where the goods cross a border by one. */
const TRANSPORT_MODES: Readonly<Record<string, string>> = {
  2: '1',
  3: '2',
  4: '3',
  5: '4',
  6: '5',
  G: '7',
  ...Object.fromEntries(Array.from('01789HLPSTWXYZ').map((code) => [code, ''])),
};

/** Terms of trade (成交方式). */
const TRADE_TERMS = new Set(['1', '2', '3', '4', '5', '6', '7']);
/** Ways of levying (征减免税方式). */
const LEVY_MODES = new Set(['1', '2', '3', '4', '5', '6', '7', '8', '9']);

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

export const isSupervisionMode = (code: string): boolean => SUPERVISION_MODES.has(code);
export const isTradeTerm = (code: string): boolean => TRADE_TERMS.has(code);
export const isLevyMode = (code: string): boolean => LEVY_MODES.has(code);
export const isCurrency = (code: string): boolean => CURRENCIES.has(code);

/** Whether it is a way of transport of China Customs. */
export function isTransportMode(code: string): boolean {
  return Object.hasOwn(TRANSPORT_MODES, code);
}

/** The mode of transport by Recommendation 19, as certificates state it; none for goods that stay in the country. */
export function internationalMode(code: string): string | undefined {
  const mode = isTransportMode(code) ? TRANSPORT_MODES[code] : undefined;
  return mode === '' ? undefined : mode;
}

export function nationalMode(mode: string): string | undefined {
  return Object.entries(TRANSPORT_MODES).find(([, international]) => international === mode)?.[0];
}

/** The country (alpha-2) of a code as declarants write it: two letters, three, or the three digits of the older list. */
export function countryOf(code: string, day: string): string | undefined {
  if (/^[A-Z]{3}$/.test(code)) return countryOfLetters(code);
  if (/^\d{3}$/.test(code)) return chinaCustomsCodes.toInternational('country', code, day);
  return CODE_LISTS.country.has(code) ? code : undefined;
}

/** As forms have it since 2018: three letters. */
export function countryCode(country: string): string {
  return lettersOfCountry(country) ?? country;
}

/**
 * The unit by Recommendation 20, where it has the unit; the customs' own three digits for those that only say how a thing is called
 * (台, 辆, 头), which nothing converts to. Undefined for what is no unit.
 */
export function unitOf(code: string, day: string): string | undefined {
  if (/^\d{3}$/.test(code)) return chinaCustomsCodes.toInternational('unit', code, day) ?? code;
  return CODE_LISTS.unit.has(code) ? code : undefined;
}

export function unitCode(unit: string, day: string): string {
  return chinaCustomsCodes.toNational('unit', unit, day) ?? unit;
}

/** The country that a port's code begins with: China's are of three letters and three digits, UN/LOCODEs begin with two letters. */
export function countryOfPort(port: string): string | undefined {
  const [, national] = /^([A-Z]{3})\d{3}$/.exec(port) ?? [];
  if (national !== undefined) return countryOfLetters(national);
  const [, international = ''] = /^([A-Z]{2})[A-Z2-9]{3}$/.exec(port) ?? [];
  return CODE_LISTS.country.has(international) ? international : undefined;
}
