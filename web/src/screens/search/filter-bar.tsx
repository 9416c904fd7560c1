import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { useCountries } from '../../language/countries.ts';
import { useReader } from '../../language/reader.tsx';
import { conditionsOf, FILTERS } from './filters.ts';
import '../../pieces/filters.css';

const STATES = ['issued', 'draft', 'withdrawn', 'replaced', 'cancelled', 'expired'];

/** Filters beside the box; they live in the address, so that a search can be kept and sent. */
export function Filters(): ReactNode {
  const { say } = useReader();
  const { search, filter } = useAddress();
  const countries = useCountries();
  const given = conditionsOf(search);
  const hasAny = Object.keys(given).length > 0;
  const texts = (['number', 'product', 'party', 'equipment', 'reference', 'commodity'] as const).filter(
    (name) => given[name] !== undefined,
  );
  return (
    <div className="filters" role="group" aria-label={say('web-filters')}>
      {texts.map((name) => (
        <TextInput
          key={name}
          size="sm"
          label={say(`web-as-${name}`)}
          value={given[name] ?? ''}
          onChange={({ currentTarget }) => filter({ [name]: currentTarget.value })}
        />
      ))}
      <NativeSelect
        size="sm"
        label={say('web-column-state')}
        value={given.state ?? ''}
        onChange={({ currentTarget }) => filter({ state: currentTarget.value })}
        data={[
          { value: '', label: say('web-any') },
          ...STATES.map((state) => ({ value: state, label: say(`web-state-${state}`) })),
        ]}
      />
      {(['country', 'destination'] as const).map((name) => (
        <NativeSelect
          key={name}
          size="sm"
          label={say(name === 'country' ? 'web-column-from' : 'web-column-to')}
          value={given[name] ?? ''}
          onChange={({ currentTarget }) => filter({ [name]: currentTarget.value })}
          data={[{ value: '', label: say('web-any') }, ...countries]}
        />
      ))}
      {(['issuedFrom', 'issuedUntil'] as const).map((name) => (
        <TextInput
          key={name}
          size="sm"
          type="date"
          label={say(`web-filter-${name}`)}
          value={given[name] ?? ''}
          onChange={({ currentTarget }) => filter({ [name]: currentTarget.value })}
        />
      ))}
      {hasAny && (
        <Button
          variant="subtle"
          size="sm"
          onClick={() => filter(Object.fromEntries(FILTERS.map((name) => [name, ''])))}
        >
          {say('web-filters-clear')}
        </Button>
      )}
    </div>
  );
}
