import { formatDecimal, addDecimals, parseDecimal, say, type Language } from '../../../base/index.ts';
import { sha256Hex } from '../../../crypto/index.ts';
import { utf8 } from '../../../base/index.ts';
import type { ReconciledGroup, Reconciliation } from './reconciliation.ts';
import { registerWords } from './words.ts';

/** What both owners keep: the figures as JSON, and a page (Markdown) that names the JSON by its digest. */
export interface ReconciliationPages {
  readonly json: string;
  readonly page: string;
}

/** Differences shown on the page; the JSON has all of them. */
const SHOWN_DIFFERENCES = 500;

export function reconciliationPages(reconciliation: Reconciliation, language: Language): ReconciliationPages {
  const json = `${JSON.stringify(reconciliation, undefined, 2)}\n`;
  return { json, page: pageOf(reconciliation, sha256Hex(utf8(json)), language) };
}

function pageOf(reconciliation: Reconciliation, jsonDigest: string, language: Language): string {
  const word = (key: string, values: Readonly<Record<string, string | number>> = {}): string =>
    say(registerWords, language, `reconciliation-${key}`, values);
  const { source, ledger, differences, total } = reconciliation;
  const verdict = differences.length === 0 ? word('equal') : word('different', { count: differences.length });
  const missing = total.source.count - total.ledger.count;
  return [
    `# ${word('title', { register: reconciliation.register })}`,
    '',
    `**${verdict}**`,
    ...(missing > 0 ? ['', word('refused', { count: missing })] : []),
    '',
    `- ${word('made')}: ${reconciliation.made}`,
    `- ${word('digest')} (${cell(source.file)}, ${String(source.bytes)}): \`${source.digest}\``,
    `- ${word('figures')} (JSON, SHA-256): \`${jsonDigest}\``,
    `- ${word('ledger')}: \`${ledger.actor}\``,
    '',
    `${word('checkpoint')}:`,
    '',
    ...ledger.checkpoint
      .trimEnd()
      .split('\n')
      .map((line) => `    ${line}`),
    '',
    ...table(word('all'), [total], () => word('all'), word),
    ...table(word('year'), reconciliation.byYear, ({ year }) => year, word),
    ...table(word('office'), reconciliation.byOffice, ({ office }) => office, word),
    ...table(word('country'), reconciliation.byCountry, ({ country }) => country, word),
    ...differencesOf(differences, word),
    word('statement'),
    '',
    `| ${word('owner-source')} | ${word('owner-ledger')} |`,
    '|---|---|',
    `| ${word('signature')}: | ${word('signature')}: |`,
    '',
  ].join('\n');
}

type Word = (key: string) => string;

function table(
  heading: string,
  groups: readonly ReconciledGroup[],
  nameOf: (group: ReconciledGroup) => string,
  word: Word,
): readonly string[] {
  const [count, weight] = [word('count'), word('weight')];
  const [source, ledger, difference] = [word('source'), word('ledger'), word('difference')];
  return [
    `## ${heading}`,
    '',
    `| ${heading} | ${count}: ${source} | ${ledger} | ${difference} | ${weight}: ${source} | ${ledger} | ${difference} |`,
    '|---|--:|--:|--:|--:|--:|--:|',
    ...groups.map((group) => figureLine(nameOf(group), group)),
    '',
  ];
}

function differencesOf(groups: readonly ReconciledGroup[], word: Word): readonly string[] {
  if (groups.length === 0) return [];
  const shown = groups.slice(0, SHOWN_DIFFERENCES);
  const nameOf = ({ year, office, country }: ReconciledGroup): string =>
    [year, office, country].map((part) => part || '–').join(' · ');
  const rest = groups.length > shown.length ? [`… ${String(groups.length - shown.length)} (JSON)`, ''] : [];
  return [...table(word('differences'), shown, nameOf, word), ...rest];
}

function figureLine(name: string, { source, ledger }: ReconciledGroup): string {
  const figures = [
    String(source.count),
    String(ledger.count),
    String(ledger.count - source.count),
    source.kilograms,
    ledger.kilograms,
    minus(ledger.kilograms, source.kilograms),
  ];
  return `| ${cell(name) || '–'} | ${figures.join(' | ')} |`;
}

function minus(left: string, right: string): string {
  const [minuend, subtrahend] = [parseDecimal(left), parseDecimal(right)];
  if (!minuend || !subtrahend) return '';
  return formatDecimal(addDecimals(minuend, { ...subtrahend, coefficient: -subtrahend.coefficient }));
}

/** Text of the register inside a table: what Markdown would take for markup is taken for what it is. */
function cell(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+!|~-]/g, '\\$&').replace(/[\r\n\t]+/g, ' ');
}
