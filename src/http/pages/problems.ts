import { html } from '../lib/markup.ts';
import type { Problem } from '../problem.ts';
import { STATUSES } from '../statuses.ts';
import { linked, page, sayer, type PageContext } from './shell.ts';

/** Every problem type we answer with, by status. */
export function problemsPage(context: PageContext): string {
  const say = sayer(context);
  const rows = Object.entries(STATUSES)
    .toSorted(([, left], [, right]) => left - right)
    .map(
      ([code, status]) =>
        html`<tr>
          <td>${status}</td>
          <td>
            <a href="${linked(`/problems/${code}`, context.language)}"><code>${code}</code></a>
          </td>
          <td>${general(say(code))}</td>
        </tr>`,
    );
  return page(
    context,
    say('problems-title'),
    html`<p class="lead">${say('problems-lead')}</p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">${say('problems-status')}</th>
              <th scope="col">${say('problems-code')}</th>
              <th scope="col">${say('problems-meaning')}</th>
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
        </table>
      </div>`,
  );
}

/** What one problem type means. */
export function problemPage(context: PageContext, code: string, status: number): string {
  const say = sayer(context);
  return page(
    context,
    code,
    html`<p class="lead">${general(say(code))}</p>
      <dl>
        <dt>${say('problems-status')}</dt>
        <dd>${status}: ${say(`problem-${status}`)}</dd>
        <dt>${say('problems-type')}</dt>
        <dd><code>/problems/${code}</code></dd>
      </dl>
      <p>${say('problems-instance')}</p>
      <p class="screen"><a href="${linked('/problems', context.language)}">${say('problems-title')}</a></p>`,
  );
}

/** What a person is told when a page cannot be shown. */
export function failurePage(context: PageContext, problem: Problem): string {
  const say = sayer(context);
  return page(
    context,
    problem.title,
    html`<p class="lead">${problem.detail}</p>
      <p>${say('problems-request', { number: problem.instance.split('#')[1] ?? '' })}</p>`,
  );
}

/** A sentence without an occasion: what it would name then is left open. */
function general(sentence: string): string {
  return sentence.replace(/\{\w+\}/g, '…');
}
