import type { BundleReport, ShownAct } from '../core/index.ts';
import { h } from './dom.ts';
import { tellCode, type Speech } from '../inspection/index.ts';

const COLUMNS = ['index', 'act', 'when', 'who', 'state', 'proof'] as const;

/** The acts of a bundle's history, each with its own proof. */
export function historyView({ history }: BundleReport, speech: Speech): HTMLElement | undefined {
  if (history.acts.length === 0) return undefined;
  return h(
    'details',
    { class: 'history' },
    h('summary', {}, `${speech.say('verify-history')} (${speech.number(history.acts.length)})`),
    h(
      'div',
      { class: 'scrolling', role: 'region', 'aria-label': speech.say('verify-history'), tabindex: '0' },
      h(
        'table',
        {},
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            COLUMNS.map((column) => h('th', { scope: 'col' }, speech.say(`verify-history-${column}`))),
          ),
        ),
        h(
          'tbody',
          {},
          history.acts.map((act) => actView(act, speech)),
        ),
      ),
    ),
  );
}

function actView({ act, index, light, code, values }: ShownAct, speech: Speech): HTMLElement {
  const word = (prefix: string, text: string | undefined): string =>
    text === undefined ? '—' : speech.has(prefix + text) ? speech.say(prefix + text) : text;
  return h(
    'tr',
    {},
    h('td', {}, index === undefined ? '—' : speech.number(index)),
    h('td', {}, word('lamp-act-', act?.kind)),
    h('td', {}, act === undefined ? '—' : speech.moment(act.at)),
    h('td', { class: 'code' }, act?.actor ?? '—'),
    h('td', {}, word('lamp-state-', act?.state)),
    h(
      'td',
      { class: `proof-${light}` },
      `${speech.say(`light-${light}`)} · ${tellCode({ code, values }, speech)}`,
    ),
  );
}
