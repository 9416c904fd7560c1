import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { useReader } from '../../language/reader.tsx';
import { CountrySelect } from '../../pieces/country-select.tsx';
import { CONDITIONS, DIMENSIONS, THEME_NAMES, type Asked } from './themes.ts';
import '../../pieces/filters.css';

/** What is measured, by what, in which months; it stands in the address, so that a picture can be kept and sent. */
export function FigureFilters({ asked }: { readonly asked: Asked }): ReactNode {
  const { say } = useReader();
  const { search, filter } = useAddress();
  return (
    <div className="filters" role="group" aria-label={say('web-filters')}>
      <NativeSelect
        size="sm"
        label={say('web-figures-measure')}
        value={asked.theme}
        onChange={({ currentTarget }) => filter({ measure: currentTarget.value })}
        data={THEME_NAMES.map((value) => ({ value, label: say(`web-figures-${value}`) }))}
      />
      <NativeSelect
        size="sm"
        label={say('web-figures-by')}
        value={asked.by}
        onChange={({ currentTarget }) => filter({ by: currentTarget.value })}
        data={DIMENSIONS.map((value) => ({ value, label: say(`web-figures-by-${value}`) }))}
      />
      <NativeSelect
        size="sm"
        label={say('web-figures-direction')}
        value={asked.conditions.direction ?? ''}
        onChange={({ currentTarget }) => filter({ direction: currentTarget.value })}
        data={['', 'out', 'in'].map((value) => ({
          value,
          label: say(`web-figures-direction-${value === '' ? 'both' : value}`),
        }))}
      />
      {(['from', 'until'] as const).map((name) => (
        <TextInput
          key={name}
          size="sm"
          type="month"
          label={say(`web-figures-${name}`)}
          placeholder="2026-01"
          value={asked.conditions[name] ?? ''}
          onChange={({ currentTarget }) => filter({ [name]: currentTarget.value })}
        />
      ))}
      {(['country', 'destination'] as const).map((name) => (
        <CountrySelect
          key={name}
          size="sm"
          label={say(`web-figures-by-${name}`)}
          nothing={say('web-any')}
          value={asked.conditions[name] ?? ''}
          change={(country) => filter({ [name]: country })}
        />
      ))}
      <TextInput
        size="sm"
        label={say('web-figures-commodity')}
        inputMode="numeric"
        maxLength={4}
        placeholder="0203"
        value={search['commodity'] ?? ''}
        onChange={({ currentTarget }) => filter({ commodity: currentTarget.value })}
      />
      {Object.keys(asked.conditions).length > 0 && (
        <Button
          variant="subtle"
          size="sm"
          onClick={() => filter(Object.fromEntries(CONDITIONS.map((name) => [name, ''])))}
        >
          {say('web-filters-clear')}
        </Button>
      )}
    </div>
  );
}
