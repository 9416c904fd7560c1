import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useReader } from '../../language/reader.tsx';
import { nameOfOffice, officesQuery } from '../offices/holding.ts';

/** One of the administrator's offices, or none. */
export function OfficeChoice({
  value,
  change,
  authority,
}: {
  readonly value: string;
  readonly change: (office: string) => void;
  readonly authority: string | undefined;
}): ReactNode {
  const { say, language } = useReader();
  const offices = useQuery(officesQuery(authority));
  const choices = (offices.data ?? []).filter(({ closed }) => closed === undefined);
  return (
    <NativeSelect
      label={say('web-person-office')}
      value={value}
      onChange={({ currentTarget }) => change(currentTarget.value)}
      data={[
        { value: '', label: say('web-person-no-office') },
        ...choices.map((office) => ({
          value: office.key,
          label: `${nameOfOffice(office, language)} (${office.key})`,
        })),
      ]}
    />
  );
}
