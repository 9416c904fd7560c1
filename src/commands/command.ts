import type { Clock, Language, RandomBytes } from '../base/index.ts';
import type { Configuration } from '../configuration/index.ts';

/** What a command is given of the world. */
export interface World {
  readonly parameters: readonly string[];
  readonly configuration: Configuration;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** 0 to 1, for spreading retries only. */
  readonly jitter: () => number;
  readonly language: Language;
  readonly out: NodeJS.WriteStream;
  readonly err: NodeJS.WriteStream;
  /** Resolves when the process is asked to end. */
  readonly ended: Promise<string>;
}

/** A command of the program; its meaning is the word `command-<name>`, its form `command-<name>-usage`. */
export type Command = (world: World) => Promise<number>;
