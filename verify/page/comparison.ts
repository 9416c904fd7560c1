import type { Face, FaceField } from '../../src/standards/index.ts';
import { h } from './dom.ts';
import { tellValue } from '../inspection/index.ts';
import { goodsInShort } from './goods.ts';
import type { Speech } from '../inspection/index.ts';

/** Fields that tell one consignment from another; the first lines of each are shown large. */
const COMPARED: readonly (readonly [label: string, lines: number])[] = [
  ['face-number', 1],
  ['face-issue-date', 1],
  ['face-consignor', 1],
  ['face-consignee', 1],
  ['face-export-country', 1],
  ['face-import-country', 1],
  ['face-conveyance', 3],
  ['face-containers', 20],
  ['face-seals', 20],
];

/** The values an officer lays beside the paper, large enough to be read from it. */
export function comparisonView(face: Face, speech: Speech): HTMLElement {
  const fields = face.sections.flatMap((section) => (section.kind === 'fields' ? section.fields : []));
  const shown = COMPARED.flatMap(([label, lines]) =>
    fields
      .filter((field) => field.label === label)
      .map((field) => ({ ...field, values: field.values.slice(0, lines) })),
  );
  return h(
    'section',
    { class: 'comparison', 'aria-labelledby': 'comparison-title' },
    h('h2', { id: 'comparison-title' }, speech.say('verify-compare')),
    h('p', {}, speech.say('verify-compare-note')),
    h(
      'dl',
      {},
      shown.map((field) => pairView(field, speech)),
      goodsView(face, speech),
    ),
  );
}

function pairView({ label, values }: FaceField, speech: Speech): HTMLElement {
  return h(
    'div',
    { class: label },
    h('dt', {}, speech.say(label)),
    values.map((value) => h('dd', { lang: value.language ?? '', dir: 'auto' }, tellValue(value, speech))),
  );
}

/** Every line of goods in full: the name and the amounts are what a forger changes. */
function goodsView(face: Face, speech: Speech): HTMLElement | undefined {
  const goods = face.sections.find((section) => section.kind === 'table' && section.label === 'face-goods');
  if (goods?.kind !== 'table') return undefined;
  return h(
    'div',
    { class: 'compared-goods' },
    h('dt', {}, speech.say('face-goods')),
    goods.rows.map((row) => h('dd', { lang: '', dir: 'auto' }, goodsInShort(goods, row, speech))),
  );
}
