import type { Answer } from '../../api/client.ts';
import { csvLine } from '../../pieces/csv.ts';

type Certificate = Answer<'search-certificates'>['items'][number];

const COLUMNS: readonly (readonly [title: string, (row: Certificate) => string | undefined])[] = [
  ['web-column-number', (row) => row.number],
  ['web-column-state', (row) => row.state],
  ['web-column-issued', (row) => row.body.issued],
  ['web-column-from', (row) => row.country],
  ['web-column-to', (row) => row.body.importCountry],
  ['web-column-goods', (row) => row.body.products.join('; ')],
  ['web-column-tariffs', (row) => row.body.tariffs.join('; ')],
  ['web-column-weight', (row) => row.body.netKilograms],
  ['web-column-consignor', (row) => row.body.parties.find(({ role }) => role === 'consignor')?.name],
  ['web-column-consignee', (row) => row.body.parties.find(({ role }) => role === 'consignee')?.name],
  ['web-column-containers', (row) => row.body.containers?.join('; ')],
  ['web-column-seals', (row) => row.body.seals?.join('; ')],
];

/** The API's export, one JSON record a line, as CSV (RFC 4180) with a byte order mark that spreadsheets ask for. */
export function csvOf(lines: string, say: (key: string) => string): string {
  const rows = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      // The API writes the records of a search, one a line.
      const row = JSON.parse(line) as Certificate;
      return csvLine(COLUMNS.map(([, read]) => read(row) ?? ''));
    });
  return `\uFEFF${[csvLine(COLUMNS.map(([title]) => say(title))), ...rows].join('\r\n')}\r\n`;
}
