import type { PaperClaims, PaperGoods } from '../core/index.ts';
import type { PaperInspection, Speech, TrustPack } from '../inspection/index.ts';
import { tellReason } from '../inspection/index.ts';
import { h } from './dom.ts';
import { lightsView } from './lights.ts';

/** What was found in a QR seal: the lights, and its values large enough to be laid beside the paper. */
export function paperResultView(
  inspection: PaperInspection,
  speech: Speech,
  { now, pack }: { readonly now: string; readonly pack: TrustPack | undefined },
): HTMLElement {
  if (!inspection.read) {
    return h(
      'section',
      { class: 'result', 'aria-labelledby': 'result-title' },
      h('h2', { id: 'result-title', tabindex: '-1' }, speech.say('verify-qr-refused')),
      h(
        'p',
        { class: 'notice notice-failed', 'data-refusal': inspection.refusal },
        speech.say(inspection.refusal),
      ),
      h('p', {}, speech.say('verify-qr-advice')),
    );
  }
  const { lamps, claims } = inspection;
  const force = lamps.find(({ name }) => name === 'force');
  return h(
    'section',
    { class: 'result', 'aria-labelledby': 'result-title' },
    h(
      'div',
      { class: 'result-head' },
      h('h2', { id: 'result-title', tabindex: '-1' }, speech.say('verify-qr-result')),
      h('p', { class: 'quiet' }, speech.say('verify-result-note')),
    ),
    force?.light === 'failed'
      ? h('p', { class: 'notice notice-failed', role: 'alert' }, tellReason(force, speech, pack))
      : undefined,
    lightsView(lamps, speech, pack),
    h('p', { class: 'file-facts quiet' }, speech.say('verify-qr-checked', { time: speech.moment(now) })),
    claims === undefined
      ? h('p', { class: 'notice notice-failed' }, speech.say('verify-no-content'))
      : claimsView(claims, speech),
  );
}

function claimsView(claims: PaperClaims, speech: Speech): HTMLElement {
  const { number, issued, type, country, destination, consignor, consignee } = claims;
  const named = (list: string, code: string): string =>
    speech.has(`${list}.${code}`) ? `${speech.say(`${list}.${code}`)} (${code})` : code;
  const pairs: readonly (readonly [label: string, values: readonly (string | undefined)[]])[] = [
    ['face-number', [number]],
    ['face-kind', [type === undefined ? undefined : named('document-type', type)]],
    ['face-issue-date', [issued?.replace('T', ' ')]],
    ['face-export-country', [named('country', country)]],
    ['face-import-country', [destination === undefined ? undefined : named('country', destination)]],
    ['face-consignor', [consignor]],
    ['face-consignee', [consignee]],
    ['face-containers', [...claims.containers, rest(claims.containers, claims.containerCount, speech)]],
    ['face-seals', [...claims.seals, rest(claims.seals, claims.sealCount, speech)]],
  ];
  return h(
    'section',
    { class: 'comparison', 'aria-labelledby': 'comparison-title' },
    h('h2', { id: 'comparison-title' }, speech.say('verify-compare')),
    h('p', {}, speech.say('verify-compare-note')),
    h('p', {}, speech.say('verify-qr-shortened')),
    h(
      'dl',
      {},
      pairs.map(([label, values]) => pairView(label, values, speech)),
      goodsView(claims, speech),
    ),
  );
}

function pairView(
  label: string,
  values: readonly (string | undefined)[],
  speech: Speech,
): HTMLElement | undefined {
  const shown = values.filter((value) => value !== undefined);
  if (shown.length === 0) return undefined;
  return h(
    'div',
    { class: label },
    h('dt', {}, speech.say(label)),
    shown.map((value) => h('dd', { lang: '', dir: 'auto' }, value)),
  );
}

function rest(told: readonly unknown[], count: number | undefined, speech: Speech): string | undefined {
  return count === undefined || count <= told.length
    ? undefined
    : speech.say('verify-qr-more', { count: String(count - told.length), total: String(count) });
}

function goodsView(claims: PaperClaims, speech: Speech): HTMLElement | undefined {
  const more = rest(claims.goods, claims.lineCount, speech);
  if (claims.goods.length === 0 && more === undefined) return undefined;
  return h(
    'div',
    { class: 'compared-goods' },
    h('dt', {}, speech.say('face-goods')),
    claims.goods.map((line, index) =>
      h('dd', { lang: '', dir: 'auto' }, `${String(index + 1)}. ${lineText(line, speech)}`),
    ),
    more === undefined ? undefined : h('dd', {}, more),
  );
}

function lineText({ name, tariff, quantity, net }: PaperGoods, speech: Speech): string {
  return [name, tariff === '' ? '' : `HS ${tariff}`, measured(net, speech), quantity]
    .filter(Boolean)
    .join(' · ');
}

function measured(net: string, speech: Speech): string {
  const [amount = '', unit = ''] = net.split(' ');
  return speech.has(`unit.${unit}`) ? `${amount} ${speech.say(`unit.${unit}`)}` : net;
}
