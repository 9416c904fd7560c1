/** What a witness last cosigned of a log. */
export interface Witnessed {
  readonly size: number;
  readonly root: Uint8Array;
  /** The note as the log submitted it. */
  readonly note: string;
  readonly at: Date;
}

/** Two checkpoints of one log that cannot both be true, each signed by the log: proof that it shows different faces. */
export interface SplitView {
  readonly origin: string;
  readonly size: number;
  readonly known: string;
  readonly offered: string;
}

/** The memory of a witness. Losing it, or going back in it, would let a log rewrite its past: every method is durable when it resolves. */
export interface WitnessStore {
  latest(origin: string): Promise<Witnessed | undefined>;
  /**
   * Replaces the state of a log in one step, if it still has the expected size (undefined: none yet) and the new one is no smaller. False
   * when it does not: somebody else was faster, and nothing was changed.
   */
  advance(origin: string, expected: number | undefined, next: Witnessed): Promise<boolean>;
  /** Keeps both notes. */
  keepSplitView(view: SplitView): Promise<void>;
  close(): Promise<void>;
}
