import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useCountries } from '../../language/countries.ts';
import { useReader } from '../../language/reader.tsx';
import type { FormField } from './form-field.ts';

const DIRECTIONS = ['import', 'export', 'transit'] as const;

/** One field of the form, by its kind. */
export function FieldInput({
  field,
  id,
  label,
  value,
  unit,
  fault,
  change,
}: {
  readonly field: FormField;
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** Of amounts: the unit or currency. */
  readonly unit?: string;
  readonly fault: string | undefined;
  readonly change: (value: string, part?: 'unit') => void;
}): ReactNode {
  const { say } = useReader();
  const countries = useCountries();
  const { kind, isRequired = false, longest = 512 } = field;
  const common = { id, label, value, error: fault, required: isRequired };
  switch (kind) {
    case 'direction':
      return (
        <NativeSelect
          {...common}
          onChange={({ currentTarget }) => change(currentTarget.value)}
          data={DIRECTIONS.map((name) => ({ value: name, label: say(`web-direction-${name}`) }))}
        />
      );
    case 'country':
      return (
        <NativeSelect
          {...common}
          onChange={({ currentTarget }) => change(currentTarget.value)}
          data={[{ value: '', label: say('web-not-stated') }, ...choicesFor(value, countries)]}
        />
      );
    case 'list':
    case 'countries':
    case 'containers':
      return (
        <Textarea
          {...common}
          autosize={false}
          rows={2}
          maxLength={4000}
          description={say(`web-form-hint-${kind}`)}
          onChange={({ currentTarget }) => change(currentTarget.value)}
        />
      );
    case 'amount':
    case 'measure':
      return (
        <AmountInput {...common} isCurrency={field.isCurrency === true} unit={unit ?? ''} change={change} />
      );
    case 'truth':
      return (
        <NativeSelect
          {...common}
          onChange={({ currentTarget }) => change(currentTarget.value)}
          data={[
            { value: '', label: say('web-not-stated') },
            { value: 'true', label: say('web-yes') },
            { value: 'false', label: say('web-no') },
          ]}
        />
      );
    case 'day':
    case 'text':
    case 'number':
    case 'code':
      return (
        <TextInput
          {...common}
          type={kind === 'day' ? 'date' : 'text'}
          maxLength={kind === 'code' ? 24 : longest}
          onChange={({ currentTarget }) => change(currentTarget.value)}
        />
      );
  }
}

/** An amount beside its unit. */
function AmountInput({
  id,
  label,
  value,
  error,
  required,
  isCurrency,
  unit,
  change,
}: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly required: boolean;
  readonly isCurrency: boolean;
  readonly unit: string;
  readonly change: (value: string, part?: 'unit') => void;
}): ReactNode {
  const { say } = useReader();
  const its = say(isCurrency ? 'web-form-currency' : 'web-form-unit-code');
  return (
    <div className="amount-field">
      <TextInput
        id={id}
        label={label}
        value={value}
        error={error}
        required={required}
        inputMode="decimal"
        maxLength={30}
        onChange={({ currentTarget }) => change(currentTarget.value)}
      />
      <TextInput
        id={`${id}.unit`}
        label={its}
        aria-label={`${label}: ${its}`}
        maxLength={3}
        value={unit}
        onChange={({ currentTarget }) => change(currentTarget.value.toUpperCase(), 'unit')}
      />
    </div>
  );
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Countries, with one that a national list writes otherwise as it was written. */
function choicesFor(value: string, countries: readonly Choice[]): readonly Choice[] {
  const isKnown = value === '' || countries.some((country) => country.value === value);
  return isKnown ? countries : [{ value, label: value }, ...countries];
}
