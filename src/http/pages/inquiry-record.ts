import { directionOf, say } from '../../base/index.ts';
import { html, Markup } from '../lib/markup.ts';
import { sha256 } from '../../crypto/index.ts';
import { toBase64, utf8 } from '../../base/index.ts';
import type { Telling } from '../services/correspondence.ts';
import type { Thread } from '../../systems/ecert/inquiry/index.ts';

/** An act of an inquiry as its record tells it. */
export interface RecordedAct {
  readonly version: number;
  readonly action: string;
  readonly at: string;
  readonly leaf: string;
}

const STYLE = `body{font:14px/1.5 "Noto Sans","Noto Sans SC",sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#111}
h1{font-size:1.3rem}table{border-collapse:collapse;width:100%}th,td{border:1px solid #888;padding:.35rem .5rem;text-align:start;vertical-align:top}
th{background:#eee}td.content{white-space:pre-wrap;overflow-wrap:anywhere}code{font-size:.8em;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{font-weight:600}dd{margin:0}
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}`;

/** Allows the page its own style by digest, and nothing else: it stays the same wherever it is opened. */
export const RECORD_POLICY = `default-src 'none'; style-src 'sha256-${toBase64(sha256(utf8(STYLE)))}'`;

/** The record of an inquiry as one page that needs nothing else, to be printed or kept. */
export function inquiryRecordPage(thread: Thread, acts: readonly RecordedAct[], telling: Telling): string {
  const { words, language, nameOf } = telling;
  const { entry, messages } = thread;
  const { body } = entry;
  const told = (key: string, values: Readonly<Record<string, string | number>> = {}) =>
    say(words, language, key, values);
  const title = told('inquiry-record-title', { number: body.certificate.number });
  const columns = ['type', 'operator', 'office', 'date', 'content', 'attachments', 'evidence'];
  const leaves = new Map(acts.map(({ version, leaf }) => [version, leaf]));
  const rows = messages.map(
    (message): Markup =>
      html`<tr>
        <td>${told(`inquiry-kind-${message.kind}`)}<br />${told(`inquiry-side-${message.side}`)}</td>
        <td dir="auto">${message.operator}</td>
        <td dir="auto">
          ${nameOf(message.authority)}${message.office === undefined ? '' : ` · ${nameOf(message.office) ?? ''}`}
          (${message.country})
        </td>
        <td><time datetime="${message.at}">${message.at.slice(0, 16).replace('T', ' ')} UTC</time></td>
        <td class="content" dir="auto">
          ${message.due === undefined ? '' : `${message.due.slice(0, 10)} · `}${message.content}
        </td>
        <td>
          ${message.attachments.map(({ name, digest }) => html`<div><span dir="auto">${name}</span><br /><code>${digest}</code></div>`)}
        </td>
        <td><code>${leaves.get(message.version)}</code></td>
      </tr>`,
  );
  const page = html`<!doctype html>
    <html lang="${language}" dir="${directionOf(language)}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="content-security-policy" content="${RECORD_POLICY}" />
        <title>${title}</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        <h1>${title}</h1>
        <dl>
          <dt>${told('inquiry-column-state')}</dt>
          <dd>${told(`inquiry-state-${entry.state}`)}</dd>
          ${
            body.due === undefined
              ? undefined
              : html`<dt>${told('inquiry-column-due')}</dt>
                  <dd>${body.due.slice(0, 10)}</dd>`
          }
          <dt>${told('inquiry-side-issuing')}</dt>
          <dd dir="auto">
            ${nameOf(body.issuer.authority)}${body.issuer.office === undefined ? '' : ` · ${nameOf(body.issuer.office) ?? ''}`}
            (${body.issuer.country})
          </dd>
          <dt>${told('inquiry-side-importing')}</dt>
          <dd>${body.importing}</dd>
        </dl>
        <table>
          <thead>
            <tr>
              ${columns.map((column) => html`<th scope="col">${told(`inquiry-column-${column}`)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
        </table>
        <p>${told('inquiry-record-note')}</p>
      </body>
    </html> `;
  return page.text;
}

/** The style is ours and holds no sign that HTML would read; nothing stands around it that its digest does not cover. */
const STYLE_ELEMENT = new Markup(`<style>${STYLE}</style>`);
