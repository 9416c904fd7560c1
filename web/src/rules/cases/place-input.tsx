import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useCountries } from '../../language/countries.ts';
import { useReader } from '../../language/reader.tsx';
import type { CasePlace } from './places.ts';

interface PlaceAsked {
  readonly id: string;
  readonly place: CasePlace;
  readonly value: unknown;
  /** What the check says of it. */
  readonly fault: string | undefined;
  /** `undefined`: nothing is stated. */
  readonly change: (value: unknown) => void;
}

/** One value of a case, written as its kind is. */
export function PlaceInput(asked: PlaceAsked): ReactNode {
  const { say, sayFirst } = useReader();
  const countries = useCountries();
  const { id, place, value, fault, change } = asked;
  const shared = { id, size: 'sm', label: say(place.label), error: fault } as const;
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const stated = (next: string): void => change(next === '' ? undefined : next);
  switch (place.kind) {
    case 'truth':
      return (
        <Checkbox
          id={id}
          label={shared.label}
          checked={value === true}
          onChange={({ currentTarget: { checked } }) => change(checked)}
        />
      );
    case 'choice':
    case 'country': {
      const named =
        place.kind === 'country'
          ? countries
          : (place.values ?? []).map((each) => ({
              value: each,
              label: sayFirst([`field-value-${each}`, `web-state-${each}`, `web-result-${each}`], each),
            }));
      return (
        <NativeSelect
          {...shared}
          value={text}
          onChange={({ currentTarget }) => stated(currentTarget.value)}
          data={[{ value: '', label: '—' }, ...named]}
        />
      );
    }
    case 'list':
    case 'countries':
    case 'lines':
      return <ListInput {...asked} />;
    case 'count':
      return (
        <TextInput
          {...shared}
          inputMode="numeric"
          value={text}
          onChange={({ currentTarget }) => {
            const digits = currentTarget.value.replace(/\D/g, '').slice(0, 6);
            change(digits === '' ? undefined : Number(digits));
          }}
        />
      );
    default:
      return (
        <TextInput
          {...shared}
          {...(place.kind === 'day' ? { type: 'date' } : {})}
          dir={place.kind === 'text' ? 'auto' : 'ltr'}
          maxLength={300}
          placeholder={place.sample}
          value={text}
          onChange={({ currentTarget }) => stated(currentTarget.value)}
        />
      );
  }
}

/** Several values: what is typed stays as it was typed, the case has what it means. */
function ListInput({ id, place, value, fault, change }: PlaceAsked): ReactNode {
  const { say } = useReader();
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  const isLines = place.kind === 'lines';
  const told = entries.map(textOf).join(isLines ? '\n' : ', ');
  const [typed, setTyped] = useState(told);
  const meant = partsOf(typed, isLines);
  // Another hand than this one changed it: taken back, or another case is shown.
  const shown = meant.join('\n') === entries.map(textOf).join('\n') ? typed : told;
  const Input = isLines ? Textarea : TextInput;
  return (
    <Input
      id={id}
      size="sm"
      dir="ltr"
      label={say(place.label)}
      description={say(isLines ? 'web-case-lines-hint' : 'web-parameter-list-hint')}
      placeholder={place.sample}
      maxLength={4000}
      error={fault}
      value={shown}
      onChange={({ currentTarget }: { readonly currentTarget: { readonly value: string } }) => {
        setTyped(currentTarget.value);
        const parts = partsOf(currentTarget.value, isLines);
        // A document with its quantity stays what it is while its line is not touched.
        const next = parts.map((part) => entries.find((each) => textOf(each) === part) ?? part);
        change(next.length === 0 ? undefined : next);
      }}
    />
  );
}

function partsOf(text: string, isLines: boolean): readonly string[] {
  return text
    .split(isLines ? /\n/ : /[,，;；]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function textOf(entry: unknown): string {
  if (typeof entry === 'string') return entry;
  if (typeof entry !== 'object' || entry === null) return '';
  const { code, reference } = entry as { readonly code?: unknown; readonly reference?: unknown };
  return `${String(code)} ${String(reference)}`;
}
