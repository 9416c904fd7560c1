import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useCountries } from '../language/countries.ts';

/** One country, or any. */
export function CountrySelect({
  label,
  value,
  change,
  nothing,
  id,
  error,
  size,
  isRequired = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly change: (country: string) => void;
  /** What the empty choice says. */
  readonly nothing: string;
  readonly id?: string;
  readonly error?: string | undefined;
  readonly size?: 'sm' | 'md';
  readonly isRequired?: boolean;
}): ReactNode {
  const countries = useCountries();
  return (
    <NativeSelect
      label={label}
      value={value}
      error={error}
      required={isRequired}
      onChange={({ currentTarget }) => change(currentTarget.value)}
      data={[{ value: '', label: nothing }, ...countries]}
      {...(id === undefined ? {} : { id })}
      {...(size === undefined ? {} : { size })}
    />
  );
}
