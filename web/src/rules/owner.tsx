import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { call } from '../api/client.ts';
import { remember, remembered } from '../language/memory.ts';
import { useReader } from '../language/reader.tsx';
import { usePerson } from '../session/session.tsx';

export interface RuleOwner {
  readonly authority?: string;
  readonly office?: string;
}

const CHOICE = 'rule-authority';
const AUTHORITY = /^[A-Z]{2}-[A-Z0-9-]{1,30}$/;

/** Whose rules a person works on: their own authority's or office's; the platform's officials choose an authority. */
export function useRuleOwner(): {
  readonly owner: RuleOwner;
  readonly isChosen: boolean;
  /** Whether the choice is still to be made. */
  readonly isOpen: boolean;
} {
  const { scope } = usePerson();
  const isChosen = scope.kind !== 'authority';
  const chosen = remembered(CHOICE);
  const authority = isChosen ? (chosen ?? '') : (scope.authority ?? '');
  const office = isChosen ? undefined : scope.office;
  return useMemo(
    () => ({
      owner: {
        ...(AUTHORITY.test(authority) ? { authority } : {}),
        ...(office === undefined ? {} : { office }),
      },
      isChosen,
      isOpen: isChosen && chosen === undefined,
    }),
    [authority, office, isChosen, chosen],
  );
}

/** The authority whose rules are worked on, for officials of the platform; those known from packs are offered. */
export function AuthorityChoice({ changed }: { readonly changed: () => void }): ReactNode {
  const { say, language } = useReader();
  const [text, setText] = useState(remembered(CHOICE) ?? '');
  const packs = useQuery({
    queryKey: ['rule-packs', language],
    queryFn: ({ signal }) => call('list-rule-packs', { signal }),
  });
  const known = [...new Set(packs.data?.items.map(({ authority }) => authority))];
  const [first] = known;
  useEffect(() => {
    // Who has chosen nothing begins with what the release has rules for.
    if (first === undefined || remembered(CHOICE) !== undefined) return;
    remember(CHOICE, first);
    setText(first);
    changed();
  }, [first, changed]);
  return (
    <>
      <TextInput
        size="sm"
        dir="ltr"
        label={say('web-rule-authority')}
        description={say('web-rule-authority-hint')}
        list="rule-authorities"
        value={text}
        onChange={({ currentTarget: { value } }) => {
          setText(value);
          if (value !== '' && !AUTHORITY.test(value)) return;
          remember(CHOICE, value);
          changed();
        }}
      />
      <datalist id="rule-authorities">
        {known.map((authority) => (
          <option key={authority} value={authority} />
        ))}
      </datalist>
    </>
  );
}
