import type { Fact, Lamp, LampLight } from '../inspection/index.ts';
import { drawing, h } from './dom.ts';
import type { Speech } from './speech.ts';

/** Signs that differ in shape, not in colour alone. */
const SIGNS: Readonly<Record<LampLight, string>> = {
  passed: 'm5 12.5 4.5 4.5L19 7.5',
  warning: 'M12 6v8m0 3.5v.5',
  failed: 'm6.5 6.5 11 11m0-11-11 11',
  unknown: 'M8.5 9.5a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.1-1.5 2.3m0 3v.5',
  compare: 'M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6Zm9 2.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
};

export function signOf(light: LampLight): string {
  return SIGNS[light];
}

/** The lights, one beside the other and none above the rest. */
export function lightsView(lamps: readonly Lamp[], speech: Speech): HTMLElement {
  return h(
    'ol',
    { class: 'lamps' },
    lamps.map((lamp) => lampView(lamp, speech)),
  );
}

function lampView(lamp: Lamp, speech: Speech): HTMLElement {
  return h(
    'li',
    {
      class: `lamp lamp-${lamp.light}`,
      'data-lamp': lamp.name,
      'data-light': lamp.light,
      'data-code': lamp.code,
    },
    h(
      'div',
      { class: 'lamp-head' },
      h('span', { class: 'lamp-sign' }, drawing('sign', signOf(lamp.light))),
      h('h3', {}, speech.say(`lamp-${lamp.name}`)),
      h('p', { class: 'lamp-word' }, speech.say(`light-${lamp.light}`)),
    ),
    h('p', { class: 'lamp-why' }, speech.say(lamp.code, lamp.values)),
    lamp.advice === undefined
      ? undefined
      : h(
          'p',
          { class: 'lamp-advice' },
          h('b', {}, speech.say('lamp-what-to-do')),
          ` ${speech.say(lamp.advice)}`,
        ),
    lamp.facts.length === 0
      ? undefined
      : h(
          'dl',
          { class: 'facts' },
          lamp.facts.map((fact) => factView(fact, speech)),
        ),
    lamp.remarks.length === 0
      ? undefined
      : h(
          'ul',
          { class: 'remarks' },
          lamp.remarks.map(({ level, code, values }) =>
            h(
              'li',
              { class: `remark-${level.toLowerCase()}` },
              h('b', {}, speech.say(`remark-${level.toLowerCase()}`)),
              ` ${speech.say(code, values)}`,
            ),
          ),
        ),
  );
}

function factView(fact: Fact, speech: Speech): HTMLElement {
  const value =
    fact.kind === 'time'
      ? speech.moment(fact.value)
      : fact.kind === 'word'
        ? speech.say(fact.value)
        : fact.value;
  return h(
    'div',
    {},
    h('dt', {}, speech.say(fact.name)),
    h(
      'dd',
      {
        class: fact.kind === 'code' ? 'code' : undefined,
        dir: 'auto',
        lang: fact.kind === 'text' ? '' : undefined,
      },
      value,
    ),
  );
}
