import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAddress } from '../address.ts';
import { useReader } from '../language/reader.tsx';
import './filters.css';

/** The filters of a list, which live in the address. */
export function Filters({ children }: { readonly children: ReactNode }): ReactNode {
  const { say } = useReader();
  return (
    <div className="filters" role="group" aria-label={say('web-filters')}>
      {children}
    </div>
  );
}

export function FilterText({
  name,
  label,
  type = 'text',
  longest = 100,
  placeholder,
}: {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'search' | 'date';
  readonly longest?: number;
  readonly placeholder?: string;
}): ReactNode {
  const { search, filter } = useAddress();
  return (
    <TextInput
      size="sm"
      type={type}
      label={label}
      value={search[name] ?? ''}
      maxLength={longest}
      {...(placeholder === undefined ? {} : { placeholder })}
      onChange={({ currentTarget }) => filter({ [name]: currentTarget.value })}
    />
  );
}

/** One of several, or any. A value of the address that is none of them counts as any. */
export function FilterChoice({
  name,
  label,
  choices,
}: {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}): ReactNode {
  const { say } = useReader();
  const { search, filter } = useAddress();
  const chosen = choices.find(({ value }) => value === search[name])?.value ?? '';
  return (
    <NativeSelect
      size="sm"
      label={label}
      value={chosen}
      onChange={({ currentTarget }) => filter({ [name]: currentTarget.value })}
      data={[{ value: '', label: say('web-any') }, ...choices]}
    />
  );
}

/** Takes all filters of these names away, where any is set. */
export function FiltersClear({ names }: { readonly names: readonly string[] }): ReactNode {
  const { say } = useReader();
  const { search, filter } = useAddress();
  if (names.every((name) => (search[name] ?? '') === '')) return undefined;
  return (
    <Button
      variant="subtle"
      size="sm"
      onClick={() => filter(Object.fromEntries(names.map((name) => [name, ''])))}
    >
      {say('web-filters-clear')}
    </Button>
  );
}
