import { CounterfoilError } from '../../base/index.ts';

/** A code of the words with its values. */
export interface Told {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** What an error says of itself where it is one of ours. */
export function toldBy(error: unknown): Told | undefined {
  return error instanceof CounterfoilError ? plain(error) : undefined;
}

/** A short name of any error, for notes that people read. */
export function nameOf(error: unknown): string {
  const told = toldBy(error);
  if (told !== undefined) return told.code;
  if (!(error instanceof Error)) return 'unknown';
  const code: unknown = Reflect.get(error, 'code');
  return (typeof code === 'string' ? code : error.name).slice(0, 100);
}

function plain({ code, values }: CounterfoilError): Told {
  return { code, values };
}
