import type { Language } from '../../../../src/base/index.ts';
import type { Given } from '../../api/client.ts';
import type { FieldFault } from '../../pieces/error-summary.tsx';

export type LodgedBody = Given<'lodge-joining'>['body'];
type Kind = LodgedBody['application']['kind'];

export const KINDS = [
  'embassy',
  'authority',
  'trader',
  'carrier',
  'partner',
] as const satisfies readonly Kind[];

export interface OfficialDraft {
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  readonly administers: boolean;
}

/** An application as it is being written. */
export interface ApplicationDraft {
  readonly kind: Kind;
  readonly country: string;
  readonly name: string;
  readonly englishName: string;
  readonly contactName: string;
  readonly email: string;
  readonly telephone: string;
  readonly purpose: string;
  readonly officials: readonly OfficialDraft[];
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** What is missing or cannot be, field by field; the ids are those of the form's inputs. */
export function faultsOf(draft: ApplicationDraft, say: (key: string) => string): readonly FieldFault[] {
  const missing = (field: string, text: string): FieldFault[] =>
    text.trim() === '' ? [{ field, text: say(`web-join-${field}-missing`) }] : [];
  const email = (field: string, text: string): FieldFault[] =>
    EMAIL.test(text.trim()) ? [] : [{ field, text: say('web-email-unfit') }];
  return [
    ...missing('country', draft.country),
    ...missing('name', draft.name),
    ...missing('contact', draft.contactName),
    ...email('email', draft.email),
    ...missing('purpose', draft.purpose),
    ...draft.officials.flatMap((official, index) => [
      ...(official.name.trim() === ''
        ? [{ field: `official-${String(index)}`, text: say('web-join-official-missing') }]
        : []),
      ...email(`official-email-${String(index)}`, official.email),
    ]),
  ];
}

/** The application as the API takes it. */
export function bodyOf(
  draft: ApplicationDraft,
  language: Language,
  document: LodgedBody['document'],
): LodgedBody {
  const { kind, country, englishName, telephone } = draft;
  return {
    application: {
      kind,
      country,
      name: draft.name.trim(),
      ...(englishName.trim() === '' ? {} : { englishName: englishName.trim() }),
      contact: {
        name: draft.contactName.trim(),
        email: draft.email.trim(),
        ...(telephone.trim() === '' ? {} : { telephone: telephone.trim() }),
        language,
      },
      purpose: draft.purpose.trim(),
      officials: draft.officials.map((official) => ({
        ...official,
        name: official.name.trim(),
        email: official.email.trim(),
      })),
    },
    ...(document === undefined ? {} : { document }),
  };
}
