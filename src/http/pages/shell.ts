import {
  directionOf,
  LANGUAGE_NAMES,
  LANGUAGES,
  say,
  type Catalogue,
  type Language,
} from '../../base/index.ts';
import { html, type Markup } from '../lib/markup.ts';

/** What every page is given. */
export interface PageContext {
  readonly words: Catalogue;
  readonly language: Language;
  /** Path of the page, for the language switch. */
  readonly path: string;
}

/** Says a word of the page in its language. */
export function sayer({
  words,
  language,
}: PageContext): (key: string, values?: Record<string, string | number>) => string {
  return (key, values) => say(words, language, key, values);
}

/** Keeps the chosen language along a link of ours. */
export function linked(path: string, language: Language): string {
  return `${path}${path.includes('?') ? '&' : '?'}lang=${language}`;
}

/** A whole page: title, ways through the house, the language switch, the content. Works without any script. */
export function page(context: PageContext, title: string, content: Markup): string {
  const { language, path } = context;
  const say = sayer(context);
  const others = LANGUAGES.filter((other) => other !== language);
  const whole = html`<!doctype html>
    <html lang="${language === 'zh' ? 'zh-CN' : language}" dir="${directionOf(language)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>${title} – Counterfoil</title>
        <link rel="stylesheet" href="/assets/site.css" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
      </head>
      <body>
        <a class="skip" href="#content">${say('page-skip')}</a>
        <header>
          <a class="name" href="${linked('/', language)}">Counterfoil</a>
          <nav aria-label="${say('page-navigation')}">
            <a href="/verify/">${say('page-verify')}</a>
            · <a href="${linked('/check', language)}">${say('page-check')}</a> ·
            <a href="${linked('/docs', language)}">${say('page-docs')}</a>
            ${others.map(
              (other) =>
                html`·
                  <a href="${linked(path, other)}" hreflang="${other}" lang="${other}"
                    >${LANGUAGE_NAMES[other]}</a
                  >`,
            )}
          </nav>
        </header>
        <main id="content" tabindex="-1">
          <h1>${title}</h1>
          ${content}
        </main>
        <footer><p>${say('page-footer')}</p></footer>
      </body>
    </html> `;
  return whole.text;
}

/** The sign of the house: a stub torn from its document along a perforation. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#0b5394"/><path d="M6 8h6v16H6z" fill="#fff"/><path d="M15.5 6v20" stroke="#fff" stroke-width="1.5" stroke-dasharray="2 2"/><path d="M19 8h7v16h-7z" fill="#8ec5ff"/></svg>`;
