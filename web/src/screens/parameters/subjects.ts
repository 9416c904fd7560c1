/** What parameters are about, in the order in which they are shown; whose name stands nowhere comes last. */
export const SUBJECTS = {
  certificates: [
    'agreement',
    'certificate-model',
    'code-list',
    'paper-form',
    'issuing-practice',
    'application-term',
    'inquiry-term',
    'entry-office',
  ],
  verification: [
    'rule-table',
    'verification-practice',
    'reference-pattern',
    'movement-sign',
    'trader-class',
    'commodity-mapping',
    'nomenclature',
    'commodity-check',
  ],
  exchange: ['exchange-partner', 'exchange-address', 'exchange-certificate', 'exchange-alarm'],
  trust: ['authority', 'trust-anchor', 'trust-revocation'],
  telling: ['announcement', 'public-figures'],
} as const;
export type Subject = keyof typeof SUBJECTS | 'other';

/** Things with a name, by their subjects; a subject without any is left out. */
export function bySubject<Named extends { readonly name: string }>(
  all: readonly Named[],
): readonly (readonly [Subject, readonly Named[]])[] {
  const known = Object.entries(SUBJECTS).map(([subject, names]: [string, readonly string[]]) => {
    const found = names.flatMap((name) => all.filter((one) => one.name === name));
    // The keys of a constant are what its type says.
    return [subject as Subject, found] as const;
  });
  const placed = new Set(known.flatMap(([, found]) => found));
  const rest = ['other', all.filter((one) => !placed.has(one))] as const;
  return [...known, rest].filter(([, found]) => found.length > 0);
}
