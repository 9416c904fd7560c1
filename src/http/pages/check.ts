import { html, type Markup } from '../lib/markup.ts';
import { linked, page, sayer, type PageContext } from './shell.ts';

/** One line of a certificate's face: what it is and what it says. */
export interface FaceLine {
  readonly label: string;
  readonly value: string;
}

/** The form: number and security code, to be sent without any script. */
export function checkPage(
  context: PageContext,
  given: { readonly number?: string; readonly message?: string } = {},
): string {
  const say = sayer(context);
  return page(
    context,
    say('check-title'),
    html`<p class="lead">${say('check-lead')}</p>
${given.message !== undefined && html`<p class="notice bad" role="alert">${given.message}</p>`}
<form method="post" action="${linked('/check', context.language)}" autocomplete="off">
<label>${say('check-number')}<input name="number" value="${given.number ?? ''}" required maxlength="120" autocapitalize="characters" spellcheck="false"></label>
<label>${say('check-code')}<small id="code-hint">${say('check-code-hint')}</small><input name="securityCode" required maxlength="60" aria-describedby="code-hint" autocapitalize="characters" spellcheck="false"></label>
<button>${say('check-submit')}</button>
</form>
<p>${say('check-privacy')}</p>`,
  );
}

/** What the ledger holds of the certificate, to be compared with the paper. */
export function facePage(
  context: PageContext,
  face: {
    readonly number: string;
    readonly inForce: boolean;
    readonly state: string;
    readonly moment: string;
    readonly lines: readonly FaceLine[];
  },
): string {
  const say = sayer(context);
  return page(
    context,
    say('check-result', { number: face.number }),
    html`<p class="notice ${face.inForce ? 'good' : 'bad'}" role="status"><strong>${face.state}</strong><br>${say('check-as-of', { moment: face.moment })}</p>
<p>${say('check-compare')}</p>
<dl>${face.lines.map(({ label, value }): Markup => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>
<p class="screen"><a href="${linked('/check', context.language)}">${say('check-again')}</a></p>`,
  );
}
