import { directionOf, LANGUAGE_NAMES, LANGUAGES, type Language } from '../../src/base/index.ts';
import type { Inspection, PaperInspection } from '../inspection/index.ts';
import { drawing, h } from './dom.ts';
import { intakeView } from './intake.ts';
import { paperResultView } from './paper-result.ts';
import { resultView, type CheckedFile } from './result.ts';
import type { Speech } from '../inspection/index.ts';
import type { ChangedSigner, Trust } from './trust.ts';

/** What the reader has come to. */
export type Progress =
  | { readonly step: 'waiting' }
  | { readonly step: 'checking'; readonly name: string }
  | { readonly step: 'stopped'; readonly name: string; readonly reason: string }
  | { readonly step: 'paper'; readonly inspection: PaperInspection }
  | { readonly step: 'done'; readonly file: CheckedFile; readonly inspection: Inspection };

export interface PageState {
  readonly speech: Speech;
  readonly trust: Trust;
  /** Name of the trust list's file where the reader chose one. */
  readonly trustName: string;
  readonly progress: Progress;
  /** Keys of what this browser lacks. */
  readonly lacks: readonly string[];
  readonly keptOffline: boolean;
  /** The present moment, RFC 3339. */
  readonly now: string;
}

export interface PageActions {
  readonly take: (file: File) => void;
  readonly choose: (language: Language) => void;
  readonly savePage: (() => void) | undefined;
  /** Accepts the trust list of another signer than the one remembered. */
  readonly accept: (changed: ChangedSigner) => void;
}

const MARK = ['M4 3h16v18H4Z', 'M4 16h16', 'm8 9 3 3 5-5'];

/** The whole page for a state. */
export function pageView(state: PageState, actions: PageActions): HTMLElement[] {
  const { speech, progress } = state;
  return [
    h(
      'header',
      { class: 'masthead' },
      drawing('emblem', ...MARK),
      h(
        'div',
        {},
        h('h1', {}, speech.say('verify-title')),
        h('p', { class: 'other', lang: speech.otherLanguage }, speech.sayOther('verify-title')),
      ),
      languageView(speech, actions),
    ),
    h(
      'main',
      {},
      h('p', { class: 'lead' }, speech.say('verify-lead')),
      state.lacks.map((key) => h('p', { class: 'notice notice-failed', role: 'alert' }, speech.say(key))),
      h('section', { class: 'desk' }, intakeView(speech, actions.take), deskNotes(state, actions)),
      h('div', { role: 'status', class: 'visually-hidden' }, statusText(state)),
      progress.step === 'stopped'
        ? h(
            'p',
            { class: 'notice notice-failed', role: 'alert' },
            speech.say('verify-failed', { reason: progress.reason }),
          )
        : undefined,
      progress.step === 'paper'
        ? paperResultView(progress.inspection, speech, {
            now: state.now,
            pack: state.trust.loaded ? state.trust.pack : undefined,
          })
        : undefined,
      progress.step === 'done'
        ? resultView(progress.file, progress.inspection, speech, {
            now: state.now,
            pack: state.trust.loaded ? state.trust.pack : undefined,
          })
        : undefined,
    ),
    h('footer', { class: 'foot' }, h('p', {}, speech.say('verify-foot'))),
  ];
}

function statusText({ progress, speech }: PageState): string {
  if (progress.step === 'checking') return speech.say('verify-busy', { name: progress.name });
  if (progress.step === 'paper') return speech.say('verify-qr-done');
  if (progress.step === 'done') return speech.say('verify-done', { name: progress.file.name });
  return '';
}

function languageView(speech: Speech, actions: PageActions): HTMLElement {
  const choices = LANGUAGES.map((language) => {
    const button = h(
      'button',
      {
        type: 'button',
        id: `speak-${language}`,
        lang: language,
        dir: directionOf(language),
        'aria-pressed': String(language === speech.language),
      },
      LANGUAGE_NAMES[language],
    );
    button.addEventListener('click', () => actions.choose(language));
    return button;
  });
  return h(
    'div',
    { class: 'languages', role: 'group', 'aria-label': speech.say('verify-language') },
    choices,
  );
}

function deskNotes(state: PageState, actions: PageActions): HTMLElement {
  const { speech } = state;
  const { savePage } = actions;
  const save = savePage && h('button', { type: 'button', class: 'plain' }, speech.say('verify-save-page'));
  if (save && savePage) save.addEventListener('click', savePage);
  return h(
    'div',
    { class: 'desk-notes' },
    h('p', {}, speech.say('verify-private')),
    trustView(state, actions),
    state.keptOffline ? h('p', { class: 'quiet' }, speech.say('verify-offline-ready')) : undefined,
    save,
  );
}

const HOUR = 3_600_000;

function trustView({ speech, trust, trustName, now }: PageState, { accept }: PageActions): HTMLElement {
  const head = h('b', {}, speech.labelled(speech.say('verify-trust'), ''));
  if (!trust.loaded && trust.changed !== undefined) return changedView(speech, trust.changed, accept);
  if (!trust.loaded) {
    const why = trust.fault === undefined ? 'verify-trust-none' : trust.fault;
    return h('p', { class: 'trust trust-none' }, head, speech.say(why, { path: trust.path ?? '' }));
  }
  const { pack, source } = trust;
  const age = Date.parse(now) - Date.parse(pack.made);
  const hours = Math.max(0, Math.floor(age / HOUR));
  const ageText =
    hours < 48
      ? speech.say('verify-trust-age-hours', { count: hours })
      : speech.say('verify-trust-age-days', { count: Math.floor(hours / 24) });
  const parts = [
    speech.say('verify-trust-authorities', { count: pack.authorities.length }),
    speech.say(`verify-trust-${source}`, { name: trustName }),
    speech.say('verify-trust-made', { time: speech.moment(pack.made) }),
    ageText,
    ...(pack.signer === undefined ? [] : [speech.say('verify-trust-signed', { key: pack.signer })]),
  ];
  const warning = age < -HOUR / 12 ? 'verify-trust-future' : hours >= 24 ? 'verify-trust-old' : undefined;
  return h(
    'p',
    { class: warning === undefined ? 'trust' : 'trust trust-old' },
    head,
    speech.sentence(parts),
    pack.signer === undefined ? ` ${speech.say('verify-trust-unsigned')}` : undefined,
    pack.policy === undefined ? ` ${speech.say('verify-trust-no-log')}` : undefined,
    warning === undefined ? undefined : h('strong', {}, ` ${speech.say(warning)}`),
  );
}

/** Loud, and before anything is judged: somebody else may have put a list of their own in the server's place. */
function changedView(speech: Speech, changed: ChangedSigner, accept: PageActions['accept']): HTMLElement {
  const { remembered, signer } = changed;
  const button = h('button', { type: 'button' }, speech.say('verify-trust-accept'));
  button.addEventListener('click', () => accept(changed));
  return h(
    'div',
    { class: 'trust trust-none', role: 'alert' },
    h('p', {}, h('strong', {}, speech.say('verify-trust-changed', { remembered, key: signer ?? '—' }))),
    button,
  );
}
