import { Type } from 'typebox';
import { say } from '../base/index.ts';
import type { CertificateEntry } from '../systems/ecert/index.ts';
import type { ForgeryWarning } from '../systems/ecert/forgeries/index.ts';
import type { Services } from './services.ts';
import type { Reader } from './shapes.ts';

/** A warning as an answer carries it. */
export const WarningSchema = Type.Object({
  code: Type.String(),
  reference: Type.String(),
  confirmed: Type.String(),
  detail: Type.String(),
});

export interface ToldWarning extends ForgeryWarning {
  readonly detail: string;
}

/** Warnings with their sentences in the reader's language. */
export function toldWarnings(
  warnings: readonly ForgeryWarning[],
  { words, language }: Reader,
): readonly ToldWarning[] {
  return warnings.map((warning) => ({
    ...warning,
    detail: say(words, language, warning.code, {
      reference: warning.reference,
      confirmed: warning.confirmed.slice(0, 10),
    }),
  }));
}

/** The member `warnings` of a certificate's answer; nothing where there is none. */
export function warningsOn(
  { administration, words }: Pick<Services, 'administration' | 'words'>,
  { number, office }: Pick<CertificateEntry, 'number' | 'office'>,
  language: Reader['language'],
): { readonly warnings?: readonly ToldWarning[] } {
  const warnings = administration.forgeries.warningsOf({ number, office });
  return warnings.length === 0 ? {} : { warnings: toldWarnings(warnings, { words, language }) };
}
