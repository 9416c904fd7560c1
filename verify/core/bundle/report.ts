import type { CanonicalValue } from '../../../src/base/index.ts';
import type { Act } from '../log/act.ts';
import type { CheckpointVerdict } from '../log/checkpoint-verdict.ts';
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
  'bundle-refused',
  'bundle-file-damaged',
  'bundle-file-unlisted',
  'bundle-file-missing',
  'bundle-digests-malformed',
  'seal-valid',
  'seal-valid-by-bundle',
  'seal-undetermined',
  'seal-broken',
  'seal-absent',
  'seal-unreadable',
  'status-in-force',
  'status-not-in-force',
  'status-unattested',
  'status-unknown',
  'log-included',
  'log-included-by-bundle',
  'log-no-witness-asked',
  'log-checkpoint-refused',
  'log-proof-refused',
  'log-no-acts',
  'log-policy-missing',
  'history-complete',
  'history-malformed',
  'history-empty',
  'history-other-document',
  'history-chain-broken',
  'history-act-malformed',
  'history-act-unproven',
  'history-act-proven',
  'history-content-differs',
  'related-complete',
  'related-absent',
  'related-unattested',
  'related-refused',
  'related-other-document',
  'related-stray',
] as const;
export type BundleCode = (typeof BUNDLE_CODES)[number];

/** A light and its reason. `values` fill the sentence of the code. */
export interface LightVerdict {
  readonly light: Light;
  readonly code: BundleCode;
  readonly values: Readonly<Record<string, string>>;
}

/** A file inside the bundle. `digest` is its SHA-256, lower-case hex. */
export interface BundleFile {
  readonly path: string;
  readonly size: number;
  readonly digest: string;
  /** Whether it is as the bundle's own list of digests says. */
  readonly sound: boolean;
}

/** One act of the document's history as the bundle shows it. */
export interface ShownAct extends LightVerdict {
  /** Absent when the entry is malformed. */
  readonly act?: Act;
  /** The act's place in the log, when its proof holds. */
  readonly index?: number;
  /** What was said in it, where the bundle tells it and the act names exactly this. */
  readonly content?: CanonicalValue;
}

/** Another record about the document: a verification result, an inquiry, its application, what it replaced. */
export interface RelatedRecord extends LightVerdict {
  /** Permanent name: `inquiry/CN/CN-GACC/…`; empty where no act can be read. */
  readonly record: string;
  readonly acts: readonly ShownAct[];
}

/** What a bundle proves, light by light. A value, never an exception. */
export interface BundleReport {
  /** The file itself: a container that can be read in one way only, each file as listed. */
  readonly container: LightVerdict & { readonly files: readonly BundleFile[] };
  /** The seal on the document. `report.content` is what a reader may show. */
  readonly seal: LightVerdict & { readonly report?: SealReport };
  /**
   * In force or not, as of when. `attested`: the ledger swore at `asOf` that these are all acts. Otherwise `state` and `asOf`
   * are the last shown act's own words, and a later act may have been left out. What came after `asOf` no file can tell.
   */
  readonly status: LightVerdict & {
    readonly state?: string;
    readonly asOf?: string;
    readonly attested: boolean;
  };
  /** The acts in the evidence log, under checkpoints that the policy accepts; `checkpoint` tells which witnesses saw the latest. */
  readonly log: LightVerdict & { readonly checkpoint?: CheckpointVerdict };
  /** The acts one by one, each naming its predecessor's state, the document's own digest among them. */
  readonly history: LightVerdict & { readonly acts: readonly ShownAct[] };
  /**
   * The other records about the document, as far as whoever asked for the bundle might see them, checked as its own
   * history is. `attachments`: files that their acts name, and how many of them the bundle encloses.
   */
  readonly related: LightVerdict & {
    readonly records: readonly RelatedRecord[];
    readonly attachments: { readonly named: number; readonly enclosed: number };
  };
  /** The document as it was received, where the bundle has it; its bytes are shown to nobody before they are asked for. */
  readonly original?: Uint8Array;
  /** The sealed document. */
  readonly sealed?: Uint8Array;
}
