import {
  tellCode,
  tellFact,
  tellReason,
  tellState,
  type Fact,
  type Lamp,
  type LampLight,
  type Speech,
  type TrustPack,
} from '../inspection/index.ts';
import { drawing, h } from './dom.ts';

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
export function lightsView(lamps: readonly Lamp[], speech: Speech, pack: TrustPack | undefined): HTMLElement {
  return h(
    'ol',
    { class: 'lamps' },
    lamps.map((lamp) => lampView(lamp, speech, pack)),
  );
}

function lampView(lamp: Lamp, speech: Speech, pack: TrustPack | undefined): HTMLElement {
  const { name, light, code, advice } = lamp;
  const brief = lamp.facts.filter(({ detail }) => detail !== true);
  const details = lamp.facts.filter(({ detail }) => detail === true);
  return h(
    'li',
    { class: `lamp lamp-${light}`, 'data-lamp': name, 'data-light': light, 'data-code': code },
    h(
      'div',
      { class: 'lamp-head' },
      h('span', { class: 'lamp-sign' }, drawing('sign', signOf(light))),
      h('h3', {}, speech.say(`lamp-${name}`)),
      h('p', { class: 'lamp-word' }, tellState(lamp, speech)),
    ),
    h('p', { class: 'lamp-why' }, tellReason(lamp, speech, pack)),
    advice === undefined
      ? undefined
      : h('p', { class: 'lamp-advice' }, h('b', {}, speech.say('lamp-what-to-do')), ` ${speech.say(advice)}`),
    remarksView(lamp, speech),
    factsView(brief, speech, pack),
    details.length === 0
      ? undefined
      : h('details', {}, h('summary', {}, speech.say('lamp-details')), factsView(details, speech, pack)),
  );
}

function remarksView({ remarks }: Lamp, speech: Speech): HTMLElement | undefined {
  if (remarks.length === 0) return undefined;
  return h(
    'ul',
    { class: 'remarks' },
    remarks.map((remark) =>
      h(
        'li',
        { class: `remark-${remark.level.toLowerCase()}` },
        h('b', {}, speech.say(`remark-${remark.level.toLowerCase()}`)),
        ` ${tellCode(remark, speech)}`,
      ),
    ),
  );
}

function factsView(
  facts: readonly Fact[],
  speech: Speech,
  pack: TrustPack | undefined,
): HTMLElement | undefined {
  if (facts.length === 0) return undefined;
  return h(
    'dl',
    { class: 'facts' },
    facts.map((fact) =>
      h(
        'div',
        {},
        h('dt', {}, speech.say(fact.name, fact.values ?? {})),
        h(
          'dd',
          {
            class: fact.kind === 'code' ? 'code' : undefined,
            dir: 'auto',
            lang: fact.kind === 'text' ? '' : undefined,
          },
          tellFact(fact, speech, pack),
        ),
      ),
    ),
  );
}
