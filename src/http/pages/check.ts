import { html } from '../lib/markup.ts';
import { linked, page, sayer, type PageContext } from './shell.ts';

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
        <label
          >${say('check-number')}<input
            name="number"
            value="${given.number ?? ''}"
            required
            maxlength="120"
            autocapitalize="characters"
            spellcheck="false"
        /></label>
        <label
          >${say('check-code')}<small id="code-hint">${say('check-code-hint')}</small
          ><input
            name="securityCode"
            required
            maxlength="60"
            aria-describedby="code-hint"
            autocapitalize="characters"
            spellcheck="false"
        /></label>
        <button>${say('check-submit')}</button>
      </form>
      <p>${say('check-privacy')}</p>`,
  );
}
