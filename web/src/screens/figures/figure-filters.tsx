import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { BoardFilters } from '../../figures/figure-board.tsx';
import { useReader } from '../../language/reader.tsx';
import { CountrySelect } from '../../pieces/country-select.tsx';
import { CONDITIONS, DIMENSIONS, THEME_NAMES, type Asked } from './themes.ts';

/** What is measured, by what, in which months; it stands in the address, so that a picture can be kept and sent. */
export function FigureFilters({ asked }: { readonly asked: Asked }): ReactNode {
  const { say } = useReader();
  const { search, filter } = useAddress();
  return (
    <BoardFilters
      measures={THEME_NAMES.map((value) => ({ value, label: say(`web-figures-${value}`) }))}
      measure={asked.theme}
      dimensions={DIMENSIONS.map((value) => ({ value, label: say(`web-figures-by-${value}`) }))}
      by={asked.by}
      months={asked.conditions}
      clear={Object.keys(asked.conditions).length > 0 ? CONDITIONS : undefined}
    >
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
    </BoardFilters>
  );
}
