import { Button, Checkbox, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { useReader } from '../../language/reader.tsx';
import { CountrySelect } from '../../pieces/country-select.tsx';
import { FILTERS } from './asked.ts';

const TEXTS = ['words', 'reference', 'reason', 'commodity', 'office'] as const;

/** Filters of the worklist; they live in the address, so that a view can be kept and sent. */
export function WorkFilters(): ReactNode {
  const { say } = useReader();
  const { search, filter } = useAddress();
  const hasAny = [...FILTERS, 'due'].some((name) => (search[name] ?? '') !== '');
  return (
    <div className="filters" role="group" aria-label={say('web-filters')}>
      {TEXTS.map((name) => (
        <TextInput
          key={name}
          id={`case-${name}`}
          size="sm"
          label={say(`web-case-filter-${name}`)}
          maxLength={200}
          value={search[name] ?? ''}
          onChange={({ currentTarget }) => filter({ [name]: currentTarget.value })}
        />
      ))}
      <CountrySelect
        size="sm"
        label={say('web-case-despatch')}
        nothing={say('web-any')}
        value={search['despatch'] ?? ''}
        change={(despatch) => filter({ despatch })}
      />
      <Checkbox
        label={say('web-case-filter-due')}
        checked={search['due'] === 'yes'}
        onChange={({ currentTarget }) => filter({ due: currentTarget.checked ? 'yes' : '' })}
      />
      {hasAny && (
        <Button
          variant="subtle"
          size="sm"
          onClick={() => filter(Object.fromEntries([...FILTERS, 'due'].map((name) => [name, ''])))}
        >
          {say('web-filters-clear')}
        </Button>
      )}
    </div>
  );
}
