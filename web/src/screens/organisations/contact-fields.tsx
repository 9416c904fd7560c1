import { Fieldset, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useReader } from '../../language/reader.tsx';

/** How an organisation is reached, as it is typed. */
export interface ContactDraft {
  readonly person: string;
  readonly email: string;
  readonly telephone: string;
  readonly address: string;
}

export const NO_CONTACT: ContactDraft = { person: '', email: '', telephone: '', address: '' };

const FIELDS = [
  ['person', 'web-join-contact', 200],
  ['email', 'web-person-email', 254],
  ['telephone', 'web-join-telephone', 60],
  ['address', 'web-organisation-address', 500],
] as const;

/** What was typed, without what was left empty. */
export function contactOf(draft: ContactDraft): Partial<ContactDraft> {
  return Object.fromEntries(
    Object.entries(draft).flatMap(([name, text]: [string, string]) =>
      text.trim() === '' ? [] : [[name, text.trim()]],
    ),
  );
}

export function ContactFields({
  contact,
  change,
}: {
  readonly contact: ContactDraft;
  readonly change: (contact: ContactDraft) => void;
}): ReactNode {
  const { say } = useReader();
  return (
    <Fieldset legend={say('web-organisation-contact')}>
      <div className="stack">
        {FIELDS.map(([name, label, maxLength]) => (
          <TextInput
            key={name}
            id={`contact-${name}`}
            label={say(label)}
            maxLength={maxLength}
            value={contact[name]}
            onChange={({ currentTarget }) => change({ ...contact, [name]: currentTarget.value })}
          />
        ))}
      </div>
    </Fieldset>
  );
}
