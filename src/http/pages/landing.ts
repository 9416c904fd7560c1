import { html } from '../lib/markup.ts';
import { linked, page, sayer, type PageContext } from './shell.ts';

const DOORS = [
  ['verify', '/verify/'],
  ['check', '/check'],
  ['docs', '/docs'],
  ['log', '/log/checkpoint'],
  ['schemas', '/v1/schemas'],
  ['problems', '/problems'],
] as const;

/** The first page: what this is, and what to try. */
export function landingPage(context: PageContext): string {
  const say = sayer(context);
  const doors = DOORS.map(([name, path]) => {
    const isPage = name === 'check' || name === 'docs' || name === 'problems';
    return html`<li>
      <a href="${isPage ? linked(path, context.language) : path}">${say(`landing-${name}`)}</a
      ><br />${say(`landing-${name}-more`)}
    </li>`;
  });
  return page(
    context,
    say('landing-title'),
    html`<p class="lead">${say('landing-lead')}</p>
      <h2>${say('landing-try')}</h2>
      <ul class="cards">
        ${doors}
      </ul>
      <h2>${say('landing-how')}</h2>
      <ol>
        ${['enters', 'sealed', 'evidenced', 'verified'].map((step) => html`<li>${say(`landing-how-${step}`)}</li>`)}
      </ol>`,
  );
}
