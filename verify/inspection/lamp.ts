import type { Light } from '../core/index.ts';

/**
 * What a verifier shows, each by itself: never one verdict for all. `file`: the bundle as a container. `seal`: who
 * sealed exactly this content. `force`: whether it was in force, and as of when. `evidence`: whether its acts stand in
 * the evidence log, and which witnesses saw that. `paper`: what only the reader's eye can compare.
 */
export const LAMP_NAMES = ['file', 'seal', 'force', 'evidence', 'paper'] as const;
export type LampName = (typeof LAMP_NAMES)[number];

/** A light, or `compare`: shown for the reader to judge. */
export type LampLight = Light | 'compare';

/** One line of detail under a lamp. `name` is a key of the words; `kind` says how the rim writes the value. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  /** Values of the name's sentence. */
  readonly values?: Readonly<Record<string, string>>;
  /** `time` is RFC 3339; `word` is a key of the words; `code` is shown as it stands, in a fixed-width face; `authority` is the key of one, named by the trust pack. */
  readonly kind: 'text' | 'time' | 'word' | 'code' | 'authority';
  /** What an expert asks for; shown on request. */
  readonly detail?: true;
}

/** A remark that does not decide the light. */
export interface LampRemark {
  readonly level: 'SEVERE' | 'WARNING' | 'INFO';
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
}

export interface Lamp {
  readonly name: LampName;
  readonly light: LampLight;
  /** Why, a key of the words. */
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
  /** What the reader should do, a key of the words; absent when nothing. */
  readonly advice?: string;
  /** Whether the file could have answered at all: a sealed document alone says nothing of the evidence log. */
  readonly asked: boolean;
  readonly facts: readonly Fact[];
  readonly remarks: readonly LampRemark[];
}
