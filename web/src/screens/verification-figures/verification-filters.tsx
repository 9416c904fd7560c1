import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { BoardFilters } from '../../figures/figure-board.tsx';
import { useReader } from '../../language/reader.tsx';
import { CountrySelect } from '../../pieces/country-select.tsx';
import { usePerson } from '../../session/session.tsx';
import { DIMENSIONS, goesWith, KEYED_DIMENSIONS, THEME_NAMES, type Asked } from './themes.ts';

const NARROWING = ['of', 'key', 'authority', 'office', 'from', 'until'] as const;

/** What is measured, by what and in which months, of which authority, office, and of one country, commodity, port, reason, rule or scheme. */
export function VerificationFilters({ asked }: { readonly asked: Asked }): ReactNode {
  const { say } = useReader();
  const { search, filter } = useAddress();
  const { scope } = usePerson();
  const wanted = KEYED_DIMENSIONS.find((name) => name === search['of']);
  return (
    <BoardFilters
      measures={THEME_NAMES.map((value) => ({ value, label: say(`web-verification-figures-${value}`) }))}
      measure={asked.theme}
      dimensions={DIMENSIONS.filter((value) => value !== 'authority' || scope.kind !== 'authority').map(
        (value) => ({ value, label: say(`verification-figure-by-${value}`) }),
      )}
      by={asked.by}
      byChanges={(by) => (wanted === undefined || goesWith(by, wanted) ? {} : { of: '', key: '' })}
      months={asked}
      clear={NARROWING.some((name) => (search[name] ?? '') !== '') ? NARROWING : undefined}
    >
      {scope.kind !== 'authority' && (
        <TextInput
          size="sm"
          dir="ltr"
          label={say('verification-figure-by-authority')}
          placeholder="CN-GACC"
          maxLength={40}
          value={search['authority'] ?? ''}
          onChange={({ currentTarget }) => filter({ authority: currentTarget.value })}
        />
      )}
      <TextInput
        size="sm"
        dir="ltr"
        label={say('verification-figure-by-office')}
        placeholder="CN-GACC/2200"
        maxLength={64}
        value={search['office'] ?? ''}
        onChange={({ currentTarget }) => filter({ office: currentTarget.value })}
      />
      <NativeSelect
        size="sm"
        label={say('web-figures-only-of')}
        value={wanted ?? ''}
        onChange={({ currentTarget: { value } }) =>
          filter({
            of: value,
            key: '',
            ...(value === '' || goesWith(asked.by, value) ? {} : { by: 'month' }),
          })
        }
        data={['', ...KEYED_DIMENSIONS].map((value) => ({
          value,
          label: value === '' ? say('web-any') : say(`verification-figure-by-${value}`),
        }))}
      />
      {wanted === 'country' && (
        <CountrySelect
          size="sm"
          label={say('verification-figure-by-country')}
          nothing={say('web-any')}
          value={search['key'] ?? ''}
          change={(key) => filter({ key })}
        />
      )}
      {wanted !== undefined && wanted !== 'country' && (
        <TextInput
          size="sm"
          dir="ltr"
          label={say(`verification-figure-by-${wanted}`)}
          placeholder={SAMPLES[wanted]}
          maxLength={300}
          value={search['key'] ?? ''}
          onChange={({ currentTarget }) => filter({ key: currentTarget.value })}
        />
      )}
    </BoardFilters>
  );
}

const SAMPLES = {
  chapter: '02',
  heading: '0202',
  port: 'CNSHG',
  reason: 'cn-quantity-over-line',
  rule: 'china-quantity/over-line',
  scheme: 'cn-nz-meat',
} as const;
