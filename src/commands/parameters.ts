import { parseArgs, type ParseArgsConfig } from 'node:util';
import { PlatformError } from '../platform/index.ts';

/** What a command takes: options with one value, with several, without any; and how many words beside them. */
export interface Form<Text extends string, List extends string, Flag extends string> {
  readonly command: string;
  readonly texts?: readonly Text[];
  readonly lists?: readonly List[];
  readonly flags?: readonly Flag[];
  readonly words: readonly [least: number, most: number];
}

export interface Parameters<Text extends string, List extends string, Flag extends string> {
  readonly words: readonly string[];
  text(name: Text): string | undefined;
  list(name: List): readonly string[];
  flag(name: Flag): boolean;
}

/** Reads a command's parameters; whatever does not fit is `command-parameters`. */
export function parametersOf<
  const Text extends string = never,
  const List extends string = never,
  const Flag extends string = never,
>(form: Form<Text, List, Flag>, given: readonly string[]): Parameters<Text, List, Flag> {
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const name of form.texts ?? []) options[name] = { type: 'string' };
  for (const name of form.lists ?? []) options[name] = { type: 'string', multiple: true };
  for (const name of form.flags ?? []) options[name] = { type: 'boolean' };
  const { values, positionals } = parsed(form.command, given, options);
  const [least, most] = form.words;
  if (positionals.length < least || positionals.length > most) throw misused(form.command);
  return {
    words: positionals,
    text: (name) => {
      const value = values[name];
      return typeof value === 'string' ? value : undefined;
    },
    list: (name) => {
      const value = values[name];
      return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
    },
    flag: (name) => values[name] === true,
  };
}

/** The command was not called as its usage says. */
export function misused(command: string, cause?: unknown): PlatformError {
  return new PlatformError('command-parameters', { command }, { cause });
}

function parsed(command: string, given: readonly string[], options: NonNullable<ParseArgsConfig['options']>) {
  try {
    return parseArgs({ args: [...given], options, allowPositionals: true, strict: true });
  } catch (cause) {
    throw misused(command, cause);
  }
}
