import { html, type Markup } from '../lib/markup.ts';
import type { ToldFace, ToldSection } from '../told-face.ts';
import { linked, page, sayer, type PageContext } from './shell.ts';

/** The public face of a certificate as a page: its state first, then what must agree with the paper. */
export function facePage(context: PageContext, face: ToldFace): string {
  const say = sayer(context);
  return page(
    context,
    say('check-result', { number: face.number }),
    html`<p class="notice ${face.inForce ? 'good' : 'bad'}" role="status">
        <strong>${say(`check-state-${face.state}`)}</strong>
        ${face.successor !== undefined && html`<br />${say('check-successor', { number: face.successor })}`}
        <br />${say('check-as-of', { moment: face.asOf })}
      </p>
      ${(face.warnings ?? []).map(({ detail }) => html`<p class="notice bad" role="alert">${detail}</p>`)}
      <p>${say('check-compare')}</p>
      <p class="lead">${face.title}</p>
      ${face.sections.map(sectionPart)}
      ${face.digest !== undefined && html`<p>SHA-256 <code>${face.digest}</code></p>`}
      <p class="screen"><a href="${linked('/check', context.language)}">${say('check-again')}</a></p>`,
  );
}

function sectionPart(section: ToldSection): Markup {
  if (section.kind === 'fields') {
    return html`<h2>${section.title}</h2>
      <dl>
        ${section.fields.map(
          ({ label, values }) =>
            html`<dt>${label}</dt>
              <dd>${lines(values)}</dd>`,
        )}
      </dl>`;
  }
  return html`<h2>${section.title}</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            ${section.columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${section.rows.map(
            (row) =>
              html`<tr>
                ${row.map((cell) => html`<td>${lines(cell)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

function lines(values: readonly string[]): readonly Markup[] {
  return values.map((value, index) => (index === 0 ? html`${value}` : html`<br />${value}`));
}
