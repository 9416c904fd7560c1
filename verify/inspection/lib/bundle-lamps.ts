import type { BundleCode, BundleReport, Light, LightVerdict, SealReport } from '../../core/index.ts';
import type { Fact, Lamp, LampRemark } from '../lamp.ts';
import type { TrustPack } from '../trust-pack.ts';
import { sealLamp } from './document-lamps.ts';

/** Worst first. */
const GRAVITY: readonly Light[] = ['failed', 'unknown', 'warning', 'passed'];

const FORCE: Readonly<Partial<Record<BundleCode, string>>> = {
  'status-in-force': 'lamp-force-in-force',
  'status-not-in-force': 'lamp-force-not-in-force',
  'status-unattested': 'lamp-force-unattested',
};
const EVIDENCE: Readonly<Partial<Record<BundleCode, string>>> = {
  'log-included': 'lamp-evidence-included',
  'log-no-witness-asked': 'lamp-evidence-unwitnessed',
  'log-included-by-bundle': 'lamp-evidence-by-bundle',
  'log-policy-missing': 'lamp-evidence-no-policy',
  'log-no-acts': 'lamp-evidence-none',
};

/** The bundle as a container: whether its files are those its manifest names. */
export function fileLamp({ container }: BundleReport): Lamp {
  const { light, code, values, files } = container;
  const sound = light === 'passed';
  return {
    name: 'file',
    light,
    code: sound ? 'lamp-file-sound' : light === 'failed' ? 'lamp-file-damaged' : 'lamp-file-doubtful',
    values: {},
    ...(light === 'failed' ? { advice: 'lamp-advice-broken' } : {}),
    asked: true,
    facts: [{ name: 'fact-files', value: String(files.length), kind: 'text' }],
    remarks: sound ? [] : [remarkOf({ light, code, values })],
  };
}

export function sealLampOfBundle(
  { seal }: BundleReport,
  pack: TrustPack | undefined,
  exportCountry: string | undefined,
): Lamp {
  const absent: SealReport = { indication: 'NO-SEAL', remarks: [] };
  const lamp = sealLamp(seal.report ?? absent, pack, exportCountry);
  if (seal.code === 'seal-unreadable') {
    return { ...lamp, code: 'lamp-seal-unreadable', advice: 'lamp-advice-broken', remarks: [remarkOf(seal)] };
  }
  // Whom the bundle itself proposes to trust proves nothing to its reader.
  return seal.code === 'seal-valid-by-bundle' && lamp.light === 'passed'
    ? { ...lamp, light: 'warning', code: 'lamp-seal-by-bundle', advice: 'lamp-advice-trust' }
    : lamp;
}

/** In force or not, as far as the bundle reaches. */
export function forceLamp({ status }: BundleReport): Lamp {
  const { light, code, state, asOf, attested } = status;
  const isProposed = code === 'status-in-force' && light !== 'passed';
  const reason = isProposed ? 'lamp-force-by-bundle' : (FORCE[code] ?? 'lamp-force-unknown');
  const advice =
    light === 'failed' ? 'lamp-advice-withdrawn' : light === 'passed' ? undefined : 'lamp-advice-online';
  const facts: (Fact | undefined)[] = [
    state === undefined ? undefined : { name: 'fact-state', value: `lamp-state-${state}`, kind: 'word' },
    asOf === undefined
      ? undefined
      : { name: attested ? 'fact-as-of' : 'fact-claimed-as-of', value: asOf, kind: 'time' },
  ];
  return {
    name: 'force',
    light,
    code: reason,
    values: { state: state ?? '', asOf: asOf ?? '' },
    ...(advice === undefined ? {} : { advice }),
    asked: true,
    facts: facts.filter((fact) => fact !== undefined),
    remarks: [],
  };
}

/** Whether every act stands in the log, and who saw the log. */
export function evidenceLamp({ log, history, related }: BundleReport): Lamp {
  // What a bundle says nothing of, it does not fail by.
  const judged = related.code === 'related-absent' ? [log, history] : [log, history, related];
  const light = GRAVITY.find((each) => judged.some((verdict) => verdict.light === each)) ?? 'unknown';
  const { checkpoint } = log;
  const witnesses = checkpoint?.witnesses ?? [];
  const shown = checkpoint?.accepted === true ? checkpoint.checkpoint : undefined;
  const acts = [history, ...related.records].flatMap((record) => record.acts);
  const proven = acts.filter((act) => act.light === 'passed').length;
  const { named, enclosed } = related.attachments;
  const facts: (Fact | undefined)[] = [
    shown && { name: 'fact-log', value: shown.origin, kind: 'text' },
    { name: 'fact-acts', value: `${String(proven)} / ${String(acts.length)}`, kind: 'text' },
    named === 0
      ? undefined
      : { name: 'fact-attachments', value: `${String(enclosed)} / ${String(named)}`, kind: 'text' },
    ...witnesses.map(({ name, at }): Fact => ({
      name: 'fact-witness',
      values: { name },
      value: at,
      kind: 'time',
    })),
    shown && { name: 'fact-log-size', value: String(shown.size), kind: 'text', detail: true },
  ];
  const advice =
    light === 'failed' ? 'lamp-advice-broken' : light === 'passed' ? undefined : 'lamp-advice-policy';
  return {
    name: 'evidence',
    light,
    code: evidenceCode({ log, history, related }),
    values: { log: shown?.origin ?? '', count: String(witnesses.length) },
    ...(advice === undefined ? {} : { advice }),
    asked: true,
    facts: facts.filter((fact) => fact !== undefined),
    remarks: evidenceRemarks({ log, history, related }),
  };
}

type Judged = Pick<BundleReport, 'log' | 'history' | 'related'>;

function evidenceCode({ log, history, related }: Judged): string {
  if (log.light === 'failed') return 'lamp-evidence-refused';
  if (history.light === 'failed' || related.light === 'failed') return 'lamp-evidence-history';
  if (related.light === 'warning') return related.code;
  return EVIDENCE[log.code] ?? 'lamp-evidence-undetermined';
}

function evidenceRemarks({ log, history, related }: Judged): readonly LampRemark[] {
  const isPlain = related.light === 'passed' || related.code === 'related-absent';
  return [
    ...[log, history].filter(({ light }) => light !== 'passed').map(remarkOf),
    isPlain ? { ...remarkOf(related), level: 'INFO' } : remarkOf(related),
  ];
}

const LEVELS = { failed: 'SEVERE', warning: 'WARNING', unknown: 'WARNING', passed: 'INFO' } as const;

function remarkOf({ light, code, values }: LightVerdict): LampRemark {
  return { level: LEVELS[light], code, values };
}
