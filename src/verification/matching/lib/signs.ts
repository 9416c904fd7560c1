import { remembered } from '../../../base/index.ts';

const ASCII = /^[\x20-\x7e]*$/;

/** Letters and digits alone, upper case, half width: numbers of containers, seals, vessels, establishments as people write them. */
export const signsOf = remembered((text) => {
  if (ASCII.test(text)) return text.toUpperCase().replace(/[^A-Z0-9]+/g, '');
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
});

/** Forms of companies, which one document writes out, another shortens and a third leaves away, as names end with them. */
const FORMS_AT_END = new Set(
  (
    'LTD LIMITED CO COMPANY CORP CORPORATION INC INCORPORATED LLC LLP LP PLC PTY PTE PVT PRIVATE PUBLIC ' +
    'GMBH AG KG KGAA OHG MBH UG SE EG SA SAS SARL SARLU SCA EURL SNC SPA SRL SL SLU SAU LTDA EIRELI BV NV CV VOF ' +
    'AS ASA AB OY OYJ APS IVS HF EHF KFT ZRT NYRT SRO DOO DD AD EOOD OOD ZOO OU UAB SIA BHD SDN TBK RL DE SP Z OO'
  ).split(' '),
);
/** Those with which names begin. */
const FORMS_IN_FRONT = new Set('THE PT SA UAB SIA TOV OOO OAO ZAO PAO AO'.split(' '));
const NOT_LATIN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * A party's name as it is compared: without case, diacritics, punctuation and legal form. Names with Chinese, Japanese or Korean
 * letters stay as they are but for width, brackets and spaces: there the form is part of the name.
 */
export const nameOf = remembered((text) => {
  if (!ASCII.test(text) && NOT_LATIN.test(text))
    return text
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[\s\p{P}\p{Z}]+/gu, '');
  const words = wordsOf(text).filter((word) => word !== 'AND');
  let from = 0;
  let until = words.length;
  while (until > from && FORMS_AT_END.has(words[until - 1] ?? '')) until -= 1;
  while (from < until && FORMS_IN_FRONT.has(words[from] ?? '')) from += 1;
  return (from === until ? words : words.slice(from, until)).join(' ');
});

function wordsOf(text: string): string[] {
  const plain = ASCII.test(text) ? text.toUpperCase() : latin(text);
  const joined = plain.replace(/(?<=\b\p{L})\.(?=\p{L}\b)/gu, '').replace(/['`]/g, '');
  return joined.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

const LIGATURES: Readonly<Record<string, string>> = {
  Æ: 'AE',
  Ø: 'O',
  Œ: 'OE',
  ẞ: 'SS',
  Ł: 'L',
  Đ: 'D',
  Þ: 'TH',
};

function latin(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}’‘]/gu, '')
    .toUpperCase()
    .replace(/[ÆØŒẞŁĐÞ]/g, (letter) => LIGATURES[letter] ?? letter);
}

/** Letters and digits of ASCII by their code, in upper case; zero for what is passed over. */
const SIGNS = Uint8Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCharCode(code).toUpperCase();
  return /[A-Z0-9]/.test(sign) ? sign.charCodeAt(0) : 0;
});
const END = 0;
/** Of a sign that has no place in the table: what it is written as hangs on its neighbours. */
const FOREIGN = -1;

/** Whether two texts have the same {@link signsOf}, sign by sign: quicker than to look up what was remembered of each. */
export function hasSameSigns(one: string, other: string): boolean {
  let at = 0;
  let beside = 0;
  for (;;) {
    let sign = END;
    while (sign === END && at < one.length) sign = signAt(one, at++);
    let facing = END;
    while (facing === END && beside < other.length) facing = signAt(other, beside++);
    if (sign === FOREIGN || facing === FOREIGN) return signsOf(one) === signsOf(other);
    if (sign !== facing) return false;
    if (sign === END) return true;
  }
}

function signAt(text: string, at: number): number {
  return SIGNS[text.charCodeAt(at)] ?? FOREIGN;
}

/** Whether two lists are of one thing: one holds all that the other has, as a share of a consignment does. */
export function isContained(one: readonly string[], other: readonly string[]): boolean {
  const isShare = one.length <= other.length;
  const few = isShare ? one : other;
  const many = isShare ? other : one;
  for (const each of few) if (!isAmong(each, many)) return false;
  return true;
}

/** Lists up to this length are looked through; longer ones are indexed. */
const SHORT = 8;

/** Whether a list has an entry with the same letters and digits. */
export function isAmong(text: string, list: readonly string[]): boolean {
  if (list.length > SHORT) return indexOf(list).has(signsOf(text));
  for (const each of list) if (each === text || hasSameSigns(each, text)) return true;
  return false;
}

const indexes = new WeakMap<readonly string[], ReadonlySet<string>>();

function indexOf(list: readonly string[]): ReadonlySet<string> {
  let index = indexes.get(list);
  if (index === undefined) indexes.set(list, (index = new Set(list.map(signsOf))));
  return index;
}
