import type { Answer } from '../../api/client.ts';
import type { Language } from '../../../../src/base/index.ts';
import type { Tone } from '../../pieces/state-badge.tsx';

export type Organisation = Answer<'list-organisations'>['items'][number];

export const ORGANISATION_KINDS = ['authority', 'district', 'trader', 'carrier', 'partner'] as const;
/** Authorities come by joining; the others are entered here, too. */
export const ENTERED_KINDS = ['trader', 'carrier', 'partner', 'district'] as const;
export const ORGANISATION_STATES = ['active', 'suspended'] as const;

export const ORGANISATION_TONES: Readonly<Record<string, Tone>> = { active: 'passed', suspended: 'failed' };

/** What an organisation is called by a reader of that language. */
export function nameOfOrganisation(
  { key, title }: Pick<Organisation, 'key' | 'title'>,
  language: Language,
): string {
  return title[language] ?? title.en ?? Object.values(title)[0] ?? key;
}
