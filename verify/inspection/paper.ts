import { parseInstant } from '../../src/base/index.ts';
import {
  readStatusList,
  statusAt,
  verifyPaper,
  type PaperClaims,
  type PaperReport,
  type PaperTrust,
  type Plan,
  type StatusList,
} from '../core/index.ts';
import type { InspectionTrust } from './inspection.ts';
import type { Fact, Lamp } from './lamp.ts';
import { sealLamp } from './lib/document-lamps.ts';
import { anchorsOf, signersOf, type TrustPack } from './trust-pack.ts';

/** What a QR seal proves, lamp by lamp, and what it says. A value, never an exception. */
export type PaperInspection =
  | { readonly read: false; readonly refusal: string }
  | {
      readonly read: true;
      readonly lamps: readonly Lamp[];
      /** There only if the signature holds. */
      readonly claims?: PaperClaims;
    };

/** A status list as it was got, wherever from. */
export interface ListAtHand {
  readonly uri: string;
  readonly bytes: Uint8Array;
}

/** What a pack says of papers. */
export function paperTrustOf(pack: TrustPack | undefined): PaperTrust {
  return pack === undefined
    ? { anchors: [], signers: [] }
    : { anchors: anchorsOf(pack), signers: signersOf(pack) };
}

/** Where the status of a paper stands, so that the list can be got before it is inspected. */
export function* statusAddress(text: string, trust: InspectionTrust): Plan<string | undefined> {
  const report = yield* verifyPaper(text, paperTrustOf(trust.pack), trust.time);
  return report.read ? report.claims?.status?.uri : undefined;
}

/** Inspects what a QR symbol says: the address with its digits, or the digits alone. */
export function* inspectPaper(
  text: string,
  { pack, time }: InspectionTrust,
  list?: ListAtHand,
): Plan<PaperInspection> {
  const trust = paperTrustOf(pack);
  const report = yield* verifyPaper(text, trust, time);
  if (!report.read) return { read: false, refusal: report.fault };
  const { claims } = report;
  return {
    read: true,
    lamps: [
      sealLamp(report.seal, pack, claims?.country),
      yield* forceLampOfPaper(report, trust, time, list),
      evidenceLampOfPaper(),
      comparisonLamp(report),
    ],
    ...(claims === undefined ? {} : { claims }),
  };
}

function forceLamp(
  light: Lamp['light'],
  code: string,
  {
    values = {},
    advice,
    facts = [],
  }: { values?: Lamp['values']; advice?: string; facts?: readonly Fact[] } = {},
): Lamp {
  return {
    name: 'force',
    light,
    code,
    values,
    ...(advice === undefined ? {} : { advice }),
    asked: true,
    facts,
    remarks: [],
  };
}

/** A clock may be off by this many seconds before it is remarked. */
const CLOCK_TOLERANCE = 300;

function* forceLampOfPaper(
  { claims }: PaperReport & { readonly read: true },
  trust: PaperTrust,
  time: string,
  list: ListAtHand | undefined,
): Plan<Lamp> {
  if (claims === undefined) return forceLamp('unknown', 'lamp-force-paper-unread');
  const now = (parseInstant(time)?.getTime() ?? 0) / 1000;
  const { status, authority, expires, made } = claims;
  if (expires !== undefined && expires <= now) {
    return forceLamp('failed', 'lamp-force-paper-expired', { values: { asOf: instantText(expires) } });
  }
  if (made > now + CLOCK_TOLERANCE) {
    return forceLamp('unknown', 'lamp-force-paper-future', { values: { asOf: instantText(made) } });
  }
  if (status === undefined)
    return forceLamp('unknown', 'lamp-force-paper-no-status', { advice: 'lamp-advice-online' });
  if (list === undefined || list.uri !== status.uri) {
    return forceLamp('unknown', 'lamp-force-paper-no-list', { advice: 'lamp-advice-online' });
  }
  const reading = yield* readStatusList(list.bytes, trust, { uri: status.uri, authority, time });
  if (!reading.read) return forceLamp('unknown', reading.fault, { advice: 'lamp-advice-online' });
  return statusLamp(reading.list, status.index, now);
}

function statusLamp(list: StatusList, index: number, now: number): Lamp {
  const asOf = instantText(list.made);
  const facts: readonly Fact[] = [
    { name: 'fact-status-made', value: asOf, kind: 'time' },
    { name: 'fact-status-list', value: `${list.uri} [${String(index)}]`, kind: 'code', detail: true },
  ];
  const values = { asOf };
  switch (statusAt(list, index)) {
    case 'replaced':
      return forceLamp('failed', 'lamp-force-paper-replaced', {
        values,
        advice: 'lamp-advice-replaced',
        facts,
      });
    case 'withdrawn':
      return forceLamp('failed', 'lamp-force-paper-withdrawn', {
        values,
        advice: 'lamp-advice-issuer',
        facts,
      });
    case undefined:
      return forceLamp('unknown', 'lamp-force-paper-no-list', { advice: 'lamp-advice-online', facts });
    case 'in-force':
      return now > list.made + list.ttl
        ? forceLamp('warning', 'lamp-force-paper-stale', { values, advice: 'lamp-advice-online', facts })
        : forceLamp('passed', 'lamp-force-paper-in-force', { values, facts });
  }
}

function evidenceLampOfPaper(): Lamp {
  return {
    name: 'evidence',
    light: 'unknown',
    code: 'lamp-evidence-not-in-paper',
    values: {},
    advice: 'lamp-advice-bundle',
    asked: false,
    facts: [],
    remarks: [],
  };
}

/** A genuine QR seal can be copied onto a forged paper: only the reader can see that the two agree. */
function comparisonLamp({ claims, seal }: PaperReport & { readonly read: true }): Lamp {
  const common = { name: 'paper', asked: false, values: {}, facts: [], remarks: [] } as const;
  if (claims === undefined) return { ...common, light: 'failed', code: 'lamp-paper-hidden' };
  if (seal.indication !== 'TOTAL-PASSED') return { ...common, light: 'unknown', code: 'lamp-paper-unproven' };
  return { ...common, light: 'compare', code: 'lamp-paper-compare-qr', advice: 'lamp-advice-compare' };
}

function instantText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
