import type { BundleReport, ShownAct } from '../core/index.ts';
import { h } from './dom.ts';
import { tellAct, timelineOf, type Speech } from '../inspection/index.ts';

const COLUMNS = ['index', 'act', 'said', 'when', 'who', 'state', 'proof'] as const;

/** The acts of a bundle on one timeline, each with its own proof. */
export function historyView(bundle: BundleReport, speech: Speech): HTMLElement | undefined {
  const acts = timelineOf(bundle);
  if (acts.length === 0) return undefined;
  return h(
    'details',
    { class: 'history' },
    h('summary', {}, `${speech.say('verify-history')} (${speech.number(acts.length)})`),
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
          acts.map((act) => actView(act, speech)),
        ),
      ),
    ),
  );
}

function actView(shown: ShownAct, speech: Speech): HTMLElement {
  const { act, subject, when, who, state, light, proof, said } = tellAct(shown, speech);
  return h(
    'tr',
    {},
    h('td', {}, shown.index === undefined ? '—' : speech.number(shown.index)),
    h('td', {}, act, h('div', { class: 'code' }, subject)),
    h(
      'td',
      { class: 'said' },
      said.map((text) => h('p', { dir: 'auto', lang: '' }, text)),
    ),
    h('td', {}, when),
    h('td', { class: 'code' }, who),
    h('td', {}, state),
    h('td', { class: `proof-${light}` }, proof),
  );
}
