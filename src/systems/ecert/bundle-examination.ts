import {
  runNow,
  verifyBundle,
  type LightVerdict,
  type LogPolicy,
  type TrustAnchor,
} from '../../../verify/core/index.ts';
import { answerNow, openXml, sha256Hex } from '../../crypto/index.ts';
import type { Examination } from './examination.ts';

/** What an evidence bundle proves, light by light, without the contents that prove it. */
export interface BundleVerdict {
  readonly lights: readonly (LightVerdict & {
    readonly name: 'container' | 'seal' | 'status' | 'log' | 'history' | 'related';
  })[];
  /** State of the document and the moment for which it is told, where the bundle tells them. */
  readonly state?: string;
  readonly asOf?: string;
}

/** Verifies an evidence bundle by our own trust and policy. Never throws on content. */
export function examineBundle(
  bytes: Uint8Array,
  {
    anchors,
    now,
    policy,
  }: { readonly anchors: readonly TrustAnchor[]; readonly now: Date; readonly policy?: LogPolicy },
): Examination {
  const report = runNow(
    verifyBundle(bytes, {
      openXml,
      time: now.toISOString(),
      trust: anchors,
      ...(policy === undefined ? {} : { policy }),
    }),
    answerNow,
  );
  const { content: _, ...seal } = report.seal.report ?? ({ indication: 'NO-SEAL', remarks: [] } as const);
  const { state, asOf } = report.status;
  const names = ['container', 'seal', 'status', 'log', 'history', 'related'] as const;
  return {
    digest: sha256Hex(bytes),
    seal,
    findings: [],
    faults: [],
    bundle: {
      lights: names.map((name) => {
        const { light, code, values } = report[name];
        return { name, light, code, values };
      }),
      ...(state === undefined ? {} : { state }),
      ...(asOf === undefined ? {} : { asOf }),
    },
  };
}
