import { say, type Language } from '../../base/index.ts';
import { WAYS, type CheckWay } from './checks.ts';
import { hasPassed, type CheckResult, type OpenedReport } from './report.ts';
import { partnerWords } from './words.ts';

const STYLE = `body{font:16px/1.5 system-ui,"Noto Sans SC",sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#111;background:#fff}
table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{text-align:start;vertical-align:top;padding:.35rem .6rem;border:1px solid #767676}
th{background:#eee}.failed td{background:#fde8e8}code{font-size:.9em;overflow-wrap:anywhere}
.lines{display:grid;grid-template-columns:1fr 1fr;gap:3rem;margin-top:3rem}.lines p{border-top:1px solid #111;padding-top:.3rem}`;

/** A report as a page that people read, print and sign. */
export function reportPage({ report, countersigned }: OpenedReport, language: Language): string {
  const word = (key: string, values: Readonly<Record<string, string | number>> = {}) =>
    escaped(say(partnerWords, language, key, values));
  const { partner, authority, installation, begun, ended, results } = report;
  const passed = results.filter((one) => one.passed).length;
  const verdict = hasPassed(report) ? 'conformance-passed' : 'conformance-failed';
  const tables = WAYS.map((way) => `<h2>${word(`conformance-${way}`)}</h2>${tableOf(way, results, word)}`);
  const signed =
    countersigned === undefined
      ? word('conformance-not-countersigned')
      : word('conformance-countersigned', countersigned);
  return `<!doctype html>
<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${word('conformance-title', { partner })}</title><style>${STYLE}</style></head>
<body><main><h1>${word('conformance-title', { partner })}</h1>
<p><strong>${word(verdict, { passed, total: results.length })}</strong></p>
<p>${word('conformance-between', { partner, authority, installation })}</p>
<p>${word('conformance-time', { begun, ended })}</p>
${tables.join('\n')}
<p>${word('conformance-signed', { partner })} ${signed}</p>
<div class="lines"><p>${escaped(partner)}</p><p>${escaped(authority)}</p></div></main></body></html>
`;
}

type Word = (key: string, values?: Readonly<Record<string, string | number>>) => string;

function tableOf(way: CheckWay, results: readonly CheckResult[], word: Word): string {
  const head = ['check', 'clause', 'expected', 'found', 'outcome'].map(
    (name) => `<th scope="col">${word(`conformance-column-${name}`)}</th>`,
  );
  const rows = results
    .filter((one) => one.way === way)
    .map(({ id, clause, expected, found, passed }) =>
      [
        `<tr${passed ? '' : ' class="failed"'}><th scope="row">${word(`check-${id}`)}<br><code>${escaped(id)}</code></th>`,
        `<td>${escaped(clause)}</td><td><code>${escaped(expected)}</code></td><td><code>${escaped(found)}</code></td>`,
        `<td>${word(passed ? 'conformance-yes' : 'conformance-no')}</td></tr>`,
      ].join(''),
    );
  return `<table><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}
