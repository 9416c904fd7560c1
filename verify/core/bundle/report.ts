import type { CheckpointVerdict } from '../log/checkpoint-verdict.ts';
import type { Act } from '../log/act.ts';
import type { SealReport } from '../seal-report.ts';

/**
 * One light of several; they are never merged into one. `passed`: proved. `warning`: true as far as it goes, read the
 * code. `failed`: disproved. `unknown`: what is needed to tell is absent.
 */
export const LIGHTS = ['passed', 'warning', 'failed', 'unknown'] as const;
export type Light = (typeof LIGHTS)[number];

/** Why a light shows what it shows; each a key of the words. */
export const BUNDLE_CODES = [
  'bundle-sound',
  'bundle-not-zip',
  'bundle-refused',
  'bundle-member-missing',
  'bundle-member-malformed',
  'bundle-manifest-differs',
  'bundle-no-manifest',
  'seal-valid',
  'seal-undetermined',
  'seal-broken',
  'seal-absent',
  'status-in-force',
  'status-not-in-force',
  'status-unattested',
  'status-unknown',
  'log-included',
  'log-policy-of-bundle',
  'log-no-witness-asked',
  'log-checkpoint-refused',
  'log-proof-refused',
  'log-no-acts',
  'history-complete',
  'history-other-document',
  'history-broken-chain',
  'history-opening-malformed',
  'history-not-in-log',
  'history-empty',
] as const;
export type BundleCode = (typeof BUNDLE_CODES)[number];

export interface Verdict {
  readonly light: Light;
  readonly code: BundleCode;
  readonly values: Readonly<Record<string, string>>;
}

/** A file inside the bundle. `digest` is SHA-256, lower-case hex. */
export interface BundleFile {
  readonly path: string;
  readonly size: number;
  readonly digest: string;
}

/** One act of the document's history as the bundle shows it. */
export interface ProvenAct {
  /** Absent when the opening is malformed. */
  readonly act?: Act;
  /** The act's place in the log, when its proof holds. */
  readonly index?: number;
  readonly verdict: Verdict;
}

/** What a bundle proves, light by light. A value, never an exception. */
export interface BundleReport {
  /** The file itself: a sound container whose members match its manifest. */
  readonly container: Verdict & { readonly files: readonly BundleFile[] };
  /** The seal on the document, by the reader's trust anchors. */
  readonly seal: Verdict & { readonly report?: SealReport };
  /**
   * In force or not, as far as this bundle reaches: `asOf` is the latest time a witness swore to (RFC 3339), or the
   * latest act's own claim when `attested` is false. A bundle cannot know what happened later.
   */
  readonly status: Verdict & {
    readonly state?: string;
    readonly asOf?: string;
    readonly attested: boolean;
  };
  /** The acts in the evidence log under a checkpoint that the policy accepts, and which witnesses saw it. */
  readonly log: Verdict & { readonly checkpoint?: CheckpointVerdict };
  /** The acts one by one, and whether each names its predecessor's state. */
  readonly history: Verdict & { readonly acts: readonly ProvenAct[] };
}
