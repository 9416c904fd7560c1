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
  label,
  nothing,
  without,
}: {
  readonly value: string;
  readonly change: (office: string) => void;
  readonly authority: string | undefined;
  /** Where it is asked for something else than a person's office: what is asked, and what none means. */
  readonly label?: string;
  readonly nothing?: string;
  /** An office that cannot be chosen. */
  readonly without?: string;
}): ReactNode {
  const { say, language } = useReader();
  const offices = useQuery(officesQuery(authority));
  const choices = (offices.data ?? []).filter(({ key, closed }) => closed === undefined && key !== without);
  return (
    <NativeSelect
      label={label ?? say('web-person-office')}
      value={value}
      onChange={({ currentTarget }) => change(currentTarget.value)}
      data={[
        { value: '', label: nothing ?? say('web-person-no-office') },
        ...choices.map((office) => ({
          value: office.key,
          label: `${nameOfOffice(office, language)} (${office.key})`,
        })),
      ]}
    />
  );
}
