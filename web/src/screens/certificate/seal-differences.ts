import type { Face } from '../../../../src/standards/index.ts';
import type { PaperClaims, PaperGoods } from '../../../../verify/core/index.ts';
import { cellOf, fieldsOf, plain, tablesOf, textsOf, type Difference } from './differences.ts';

/** A certificate of the ledger, as far as a QR seal speaks of it. */
export interface Sealed {
  readonly number: string;
  readonly country: string;
  readonly containers: readonly string[];
  readonly seals: readonly string[];
  readonly consignee: string | undefined;
  readonly consignor: string | undefined;
  /** What its own seal covers. */
  readonly face: Face;
}

/** What a QR seal says and a certificate of the ledger does not. A seal shortens long texts by `…`, and long lists. */
export function sealDifferences(claims: PaperClaims, certificate: Sealed): readonly Difference[] {
  const found: Difference[] = [];
  const compare = (label: string, here: readonly string[], there: readonly string[]): void => {
    const fits =
      here.length >= there.length && there.every((text, index) => beginsAs(here[index] ?? '', text));
    if (!fits) found.push({ label, here, there });
  };
  const one = (text: string | undefined): readonly string[] => (text === undefined ? [] : [text]);
  const fields = fieldsOf(certificate.face);
  const first = (label: string): readonly string[] => textsOf(fields.get(label)).slice(0, 1);
  compare('face-number', [certificate.number], [claims.number]);
  if (claims.issued !== undefined)
    compare(
      'face-issue-date',
      first('face-issue-date').map((text) => text.slice(0, 16)),
      [claims.issued],
    );
  compare('face-export-country', [certificate.country], [claims.country]);
  if (claims.destination !== undefined)
    compare('face-import-country', first('face-import-country'), [claims.destination]);
  if (claims.consignor !== undefined)
    compare('face-consignor', one(certificate.consignor), [claims.consignor]);
  if (claims.consignee !== undefined)
    compare('face-consignee', one(certificate.consignee), [claims.consignee]);
  compare('face-containers', certificate.containers, claims.containers);
  compare('face-seals', certificate.seals, claims.seals);
  return [...found, ...goodsDifferences(claims, certificate.face)];
}

/** What a line of a seal says, and the columns of the certificate in which that may stand. */
const GOODS: readonly {
  readonly label: string;
  readonly columns: readonly string[];
  said(goods: PaperGoods): string;
}[] = [
  {
    label: 'face-description',
    columns: ['face-description', 'face-common-name', 'face-scientific-name'],
    said: ({ name }) => name,
  },
  {
    label: 'face-classification',
    columns: ['face-classification'],
    said: ({ tariff }) => (tariff === '' ? '' : `HS ${tariff}`),
  },
  { label: 'face-net-weight', columns: ['face-net-weight', 'face-volume'], said: ({ net }) => net },
];

function goodsDifferences({ goods, lineCount }: PaperClaims, face: Face): readonly Difference[] {
  const table = tablesOf(face).get('face-goods');
  const lines = Math.max(goods.length, lineCount === undefined ? (table?.rows.length ?? 0) : 0);
  return Array.from({ length: lines }, (_, index) =>
    GOODS.flatMap(({ label, columns, said }): Difference[] => {
      const here = columns.flatMap((column) => cellOf(table, index, column));
      const line = goods[index];
      const there = line === undefined ? '' : said(line);
      const isSame =
        line === undefined
          ? here.length === 0
          : there === ''
            ? true
            : isSaid(here, there) || there.split(' / ').every((part) => isSaid(here, part));
      return isSame ? [] : [{ label, line: index + 1, here, there: there === '' ? [] : [there] }];
    }),
  ).flat();
}

/** Whether one of several values is what a seal says. A name in two languages stands in one line of the seal. */
function isSaid(values: readonly string[], said: string): boolean {
  return values.some((text) => beginsAs(text, said));
}

function beginsAs(whole: string, shortened: string): boolean {
  const text = shortened.trim();
  // Asked before the text is made plain, which writes the mark as three dots.
  return text.endsWith('…')
    ? plain(whole).startsWith(plain(text.slice(0, -1)).replace(/ ?\/$/, ''))
    : plain(whole) === plain(text);
}
