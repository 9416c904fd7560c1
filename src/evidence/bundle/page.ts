import type { CanonicalValue } from '../../base/index.ts';
import { escapeAttribute, escapeText, say, toHex } from '../../base/index.ts';
import type { Opening } from '../../../verify/core/index.ts';
import {
  actPaths,
  actWords,
  parseCheckpoint,
  parseLogProof,
  parseNote,
  saidIn,
} from '../../../verify/core/index.ts';
import { evidenceWords } from '../words.ts';

/** A line of the page, named in both languages. */
export interface PageFact {
  readonly en: string;
  readonly zh: string;
  readonly value: string;
}

/** What the page says of the document; everything is escaped here. */
export interface BundlePage {
  /** Number of the certificate, or whatever names the document. */
  readonly title: string;
  /** What a reader wants to compare: parties, goods, quantities, dates. */
  readonly facts: readonly PageFact[];
  /** Who made the bundle: a name or an address. */
  readonly producer: string;
  /** RFC 3339. */
  readonly producedAt: string;
}

/** An act with its proof, and what was said in it where it is told. */
interface PageAct {
  readonly opening: Opening;
  readonly proof: string;
  readonly content?: CanonicalValue;
}

export interface PageContents {
  readonly page: BundlePage;
  /** The acts of the document's record, then those of the records about it. */
  readonly records: readonly (readonly PageAct[])[];
  readonly checkpoint: string;
  readonly files: readonly { readonly path: string; readonly digest: Uint8Array }[];
}

const STYLE = `:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,"Noto Sans SC","Microsoft YaHei",sans-serif;margin:0 auto;max-width:62rem;padding:1rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #8888}
table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #8884}
th{font-weight:600}code{font-family:ui-monospace,monospace;font-size:.85em;overflow-wrap:anywhere}
.scroll{overflow-x:auto}td p{margin:0;min-width:16rem;white-space:pre-wrap;overflow-wrap:anywhere}td code.long{display:block;min-width:15rem}.warning{border-inline-start:4px solid #c80;padding:.5rem 1rem}
@media print{body{max-width:none}.scroll{overflow:visible}}`;

/** The page for people: one HTML file without scripts or anything from outside, Chinese and English side by side. */
export function bundlePage(contents: PageContents): string {
  const { page } = contents;
  const title = `${page.title} · 证据包 Evidence bundle`;
  return `<!DOCTYPE html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeText(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${both('bundle-page-title')}<br>${escapeText(page.title)}</h1>
<p class="warning">${both('bundle-page-notice')}</p>
${section('bundle-page-document', factTable(page.facts))}
${section('bundle-page-history', historyTable(contents.records))}
${section('bundle-page-log', logTable(contents.checkpoint))}
${section('bundle-page-verify', verifySteps())}
${section('bundle-page-files', fileTable(contents.files))}
<p>${both('bundle-page-produced')} ${escapeText(page.producer)} · <time datetime="${escapeAttribute(page.producedAt)}">${escapeText(page.producedAt)}</time></p>
</main>
</body>
</html>
`;
}

function both(key: string): string {
  const zh = escapeText(say(evidenceWords, 'zh', key));
  return `<span lang="zh">${zh}</span> <span lang="en">${escapeText(say(evidenceWords, 'en', key))}</span>`;
}

/** A code in both languages where it has words, and as it stands. */
function named(prefix: string, code: string): string {
  const key = prefix + code;
  if (actWords.en?.[key] === undefined) return escapeText(code);
  const words = (['zh', 'en'] as const).map(
    (language) => `<span lang="${language}">${escapeText(say(actWords, language, key))}</span>`,
  );
  return `${words.join(' ')} <code>${escapeText(code)}</code>`;
}

function section(heading: string, body: string): string {
  return `<section>\n<h2>${both(heading)}</h2>\n${body}\n</section>`;
}

function factTable(facts: readonly PageFact[]): string {
  const rows = facts.map(
    ({ zh, en, value }) =>
      `<tr><th scope="row"><span lang="zh">${escapeText(zh)}</span> <span lang="en">${escapeText(en)}</span></th>` +
      `<td>${escapeText(value)}</td></tr>`,
  );
  return `<table>\n${rows.join('\n')}\n</table>`;
}

const COLUMNS = ['number', 'act', 'said', 'state', 'time', 'actor', 'digest', 'index', 'proof'] as const;

/** One timeline of all records, in the order of the log. */
function historyTable(records: PageContents['records']): string {
  const head = COLUMNS.map((column) => `<th scope="col">${both(`bundle-page-column-${column}`)}</th>`).join(
    '',
  );
  const acts = records.flatMap((record, place) => {
    const paths = actPaths(place === 0 ? undefined : place);
    return record.map((act, number) => ({
      ...act,
      index: parseLogProof(act.proof)?.index ?? Infinity,
      path: paths.proof(number + 1),
    }));
  });
  const inOrder = acts.toSorted((left, right) => left.index - right.index);
  const rows = inOrder.map(({ opening: { act }, content, index, path }, place) => {
    const cells = [
      String(place + 1),
      `${named('lamp-act-', act.kind)}<br><code class="long">${escapeText(act.subject)}</code>`,
      saidIn(content)
        .map((text) => `<p dir="auto">${named('lamp-reason-', text)}</p>`)
        .join(''),
      named('lamp-state-', act.state ?? ''),
      escapeText(act.at),
      escapeText(act.actor),
      `<code class="long">${escapeText(act.digest)}</code>`,
      Number.isFinite(index) ? String(index) : '',
      `<code class="long">${escapeText(path)}</code>`,
    ];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  return `<p>${both('bundle-page-related')}</p>\n<div class="scroll" role="region" tabindex="0" aria-label="历史 History">\n<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>\n</div>`;
}

function logTable(checkpointText: string): string {
  const note = parseNote(checkpointText);
  const checkpoint = parseCheckpoint(note?.text ?? '');
  const rows = [
    ['bundle-page-origin', escapeText(checkpoint?.origin ?? '')],
    ['bundle-page-size', String(checkpoint?.size ?? '')],
    ['bundle-page-root', `<code>${toHex(checkpoint?.root ?? new Uint8Array())}</code>`],
    ['bundle-page-signers', (note?.signatures ?? []).map(({ name }) => escapeText(name)).join('<br>')],
  ] as const;
  return `<table>\n${rows.map(([key, value]) => `<tr><th scope="row">${both(key)}</th><td>${value}</td></tr>`).join('\n')}\n</table>`;
}

function verifySteps(): string {
  const steps = [1, 2, 3, 4, 5].map((step) => `<li>${both(`bundle-page-step-${String(step)}`)}</li>`);
  return `<ol>\n${steps.join('\n')}\n</ol>`;
}

function fileTable(files: PageContents['files']): string {
  const rows = files.map(
    ({ path, digest }) =>
      `<tr><td><code>${escapeText(path)}</code></td><td><code>${toHex(digest)}</code></td></tr>`,
  );
  return `<div class="scroll" role="region" tabindex="0" aria-label="文件 Files">\n<table>\n${rows.join('\n')}\n</table>\n</div>`;
}
