import { tellReason, type Inspection, type Lamp, type Speech, type TrustPack } from '../inspection/index.ts';
import { h } from './dom.ts';
import { historyView } from './history.ts';
import { lightsView } from './lights.ts';
import { comparisonView } from './comparison.ts';
import { sheetView } from './sheet.ts';

export interface CheckedFile {
  readonly name: string;
  readonly size: number;
  /** SHA-256, lower-case hex. */
  readonly digest: string;
}

/** What was found in a file: the lights, the values to compare, the certificate. */
export function resultView(
  file: CheckedFile,
  inspection: Inspection,
  speech: Speech,
  { now, pack }: { readonly now: string; readonly pack: TrustPack | undefined },
): HTMLElement {
  const facts = h(
    'div',
    { class: 'file-facts' },
    h(
      'p',
      {},
      speech.say('verify-file-facts', {
        name: file.name,
        size: speech.number(file.size),
        time: speech.moment(now),
      }),
    ),
    h('p', { class: 'code' }, speech.labelled(speech.say('verify-file-digest'), file.digest)),
  );
  if (!inspection.read) {
    return h(
      'section',
      { class: 'result', 'aria-labelledby': 'result-title' },
      h('h2', { id: 'result-title', tabindex: '-1' }, speech.say('verify-refused')),
      h(
        'p',
        { class: 'notice notice-failed', 'data-refusal': inspection.refusal },
        speech.say(inspection.refusal, inspection.values),
      ),
      h('p', {}, speech.say('verify-refused-advice')),
      facts,
    );
  }
  const print = h('button', { type: 'button', class: 'plain' }, speech.say('verify-print'));
  print.addEventListener('click', () => window.print());
  return h(
    'section',
    { class: 'result', 'aria-labelledby': 'result-title' },
    h(
      'div',
      { class: 'result-head' },
      h('h2', { id: 'result-title', tabindex: '-1' }, speech.say('verify-result')),
      h('p', { class: 'quiet' }, speech.say('verify-result-note')),
      print,
    ),
    lightsView(inspection.lamps, speech, pack),
    facts,
    certificateView(inspection, speech),
    inspection.bundle === undefined ? undefined : historyView(inspection.bundle, speech),
  );
}

function certificateView(inspection: Inspection & { readonly read: true }, speech: Speech): HTMLElement {
  const { certificate } = inspection;
  if (certificate === undefined) {
    const why = inspection.hasContent ? 'verify-not-certificate' : 'verify-no-content';
    return h('p', { class: 'notice notice-failed' }, speech.say(why));
  }
  const seal = inspection.lamps.find(({ name }) => name === 'seal');
  const light = seal?.light ?? 'unknown';
  const proven = light === 'passed' || light === 'warning';
  const sealed = !inspection.isSealed
    ? 'verify-certificate-unsealed'
    : proven
      ? 'verify-certificate'
      : 'verify-certificate-unproven';
  return h(
    'div',
    { class: 'certificate' },
    comparisonView(certificate, speech),
    h('h2', {}, speech.say(sealed)),
    sheetView(certificate, speech, { seal: light, notice: noticeOf(inspection.lamps, speech) }),
    findingsView(inspection, speech),
  );
}

/** What is said across the certificate itself: that it is not in force. */
function noticeOf(lamps: readonly Lamp[], speech: Speech): string | undefined {
  const force = lamps.find(({ name }) => name === 'force');
  return force?.light === 'failed' ? tellReason(force, speech, undefined) : undefined;
}

function findingsView(
  { findings }: Inspection & { readonly read: true },
  speech: Speech,
): HTMLElement | undefined {
  if (findings.length === 0) return undefined;
  return h(
    'details',
    { class: 'findings' },
    h('summary', {}, `${speech.say('verify-findings')} (${speech.number(findings.length)})`),
    h(
      'ul',
      {},
      findings.map(({ level, code, path, values }) =>
        h(
          'li',
          { class: `remark-${level.toLowerCase()}` },
          h('b', {}, speech.say(`remark-${level.toLowerCase()}`)),
          ` ${speech.say(code, values)} `,
          h('span', { class: 'code' }, path),
        ),
      ),
    ),
  );
}
