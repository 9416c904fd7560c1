import { say, type Catalogue, type Finding, type Language } from '../../base/index.ts';

type Values = Readonly<Record<string, string | number>> | null;

/** A value that was counted and not kept. */
const UNKNOWN = /\{\w+\}/g;

/** Gives codes of every room their sentences; a code of the partner's own has none and is shown as it is. */
export function tellingCodes(words: Catalogue, language: Language) {
  return (code: string, values: Values): { readonly told?: string } =>
    Object.hasOwn(words.en ?? {}, code)
      ? { told: say(words, language, code, values ?? {}).replace(UNKNOWN, '…') }
      : {};
}

/** Findings with their sentences; without one, the code. */
export function toldFindings(words: Catalogue, language: Language, findings: readonly Finding[]) {
  return findings.map(({ level, code, path, values }) => ({
    level,
    code,
    path,
    told: say(words, language, code, values),
  }));
}
