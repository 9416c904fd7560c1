/** What lies in a folder, as its server says. */
export interface DropFile {
  readonly name: string;
  readonly size: number;
  /** Milliseconds of the Unix epoch. */
  readonly modified: number;
}

/** Folders of a partner: it puts into `incoming` and takes from `outgoing`; `done` and `refused` keep what was read. */
export type Place = 'incoming' | 'outgoing' | 'done' | 'refused';

/** A partner's folders, wherever they are. Nobody else's program is trusted to lock: every act is safe to do twice. */
export interface DropFolder {
  /** Plain files whose names are not those of unfinished ones; at most `most`. */
  list(place: Place, most: number): Promise<readonly DropFile[]>;
  /** How many names there are; counting ends at `most`. */
  count(place: Place, most: number): Promise<number>;
  /** The bytes of a plain file; undefined where it is gone, no plain file, or larger. */
  read(place: Place, name: string, maximumBytes: number): Promise<Uint8Array | undefined>;
  /** Writes so that a reader sees the whole file or none. */
  write(place: Place, name: string, bytes: Uint8Array): Promise<void>;
  /** Moves; nothing where another has moved it already. */
  move(from: Place, name: string, to: Place): Promise<void>;
  close(): Promise<void>;
}

/** A name that cannot leave its folder and is no unfinished file. */
export function isFinishedName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/.test(name) && !/\.(?:part|tmp|filepart|swp)$/i.test(name);
}
