import { Checkbox, Fieldset, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { LANGUAGE_NAMES, LANGUAGES } from '../../../src/base/index.ts';
import { useReader } from '../language/reader.tsx';
import { CountrySelect } from '../pieces/country-select.tsx';
import { GroupInput, RowsInput } from './nested-input.tsx';
import { formOf, isMembers, membersOf, plainOf, type Members, type Schema } from './schema.ts';
import './parameters.css';

interface Field {
  readonly id: string;
  readonly label: string;
  readonly schema: Schema;
  readonly value: unknown;
  readonly isNeeded: boolean;
  /** `undefined` takes the member away. */
  readonly change: (value: unknown) => void;
}

/** A form drawn from a schema alone; every member has an input with the id `<prefix>-<member>`. */
export function SchemaForm({
  prefix,
  schema,
  value,
  change,
}: {
  readonly prefix: string;
  readonly schema: Schema;
  readonly value: Members;
  readonly change: (value: Members) => void;
}): ReactNode {
  return (
    <div className="schema-form">
      {membersOf(schema).map(([name, member]) => (
        <FieldInput
          key={name}
          id={`${prefix}-${name}`}
          label={member.title ?? name}
          schema={member}
          isNeeded={schema.required?.includes(name) === true}
          value={value[name]}
          change={(next) => {
            const { [name]: _, ...others } = value;
            change(next === undefined ? others : { ...others, [name]: next });
          }}
        />
      ))}
    </div>
  );
}

function FieldInput(field: Field): ReactNode {
  const { id, label, schema, value, isNeeded, change } = field;
  const { say } = useReader();
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const shared = { id, label, required: isNeeded };
  switch (formOf(schema)) {
    case 'choice':
      return (
        <NativeSelect
          {...shared}
          value={text}
          onChange={({ currentTarget }) =>
            change(schema.enum?.find((choice) => plainOf(choice) === currentTarget.value))
          }
          data={[
            ...(isNeeded ? [] : [{ value: '', label: '—' }]),
            ...(schema.enum ?? []).map((choice, index) => ({
              value: plainOf(choice),
              label: schema.labels?.[index] ?? plainOf(choice),
            })),
          ]}
        />
      );
    case 'switch':
      return (
        <Checkbox
          id={id}
          label={label}
          checked={value === true}
          onChange={({ currentTarget }) => change(currentTarget.checked)}
        />
      );
    case 'country':
      return (
        <CountrySelect
          id={id}
          isRequired={isNeeded}
          label={label}
          value={text}
          nothing={say('web-choose')}
          change={(country) => change(country === '' ? undefined : country)}
        />
      );
    case 'countries':
    case 'texts':
      return <ListInput {...field} />;
    case 'day':
      return (
        <TextInput
          {...shared}
          type="date"
          value={text}
          onChange={({ currentTarget }) => change(emptyAsNone(currentTarget.value))}
        />
      );
    case 'number':
      return (
        <TextInput
          {...shared}
          inputMode="numeric"
          value={text}
          onChange={({ currentTarget }) => {
            const typed = currentTarget.value.trim();
            change(typed === '' ? undefined : Number.isFinite(Number(typed)) ? Number(typed) : typed);
          }}
        />
      );
    case 'told':
      return <ToldInput {...field} />;
    case 'text':
      return <PlainInput {...field} />;
    case 'rows':
      return <RowsInput {...field} draw={(form) => <SchemaForm {...form} />} />;
    case 'group':
      return <GroupInput {...field} draw={(form) => <SchemaForm {...form} />} />;
    case 'raw':
      return <RawInput {...field} />;
  }
}

function emptyAsNone(text: string): string | undefined {
  return text === '' ? undefined : text;
}

/** Texts that may be longer than so many characters are pasted. */
const PASTED = 50_000;

/** A text; one that may be long, such as a certificate in PEM, has several lines. */
function PlainInput({ id, label, schema, value, isNeeded, change }: Field): ReactNode {
  const shared = { id, label, required: isNeeded, value: plainOf(value) };
  const take = (text: string): void => change(isNeeded ? text : emptyAsNone(text));
  const length = schema.maxLength ?? 0;
  // What is longer than people write is pasted from a file: a certificate in PEM, which reads from the left everywhere.
  const pasted =
    length > PASTED
      ? ({ className: 'whole pasted', dir: 'ltr', spellCheck: false, rows: 12 } as const)
      : { rows: 6 };
  return length > 300 ? (
    <Textarea {...shared} {...pasted} onChange={({ currentTarget }) => take(currentTarget.value)} />
  ) : (
    <TextInput {...shared} onChange={({ currentTarget }) => take(currentTarget.value)} />
  );
}

/** Several texts, parted by commas. */
function ListInput({ id, label, value, isNeeded, change }: Field): ReactNode {
  const { say } = useReader();
  const [text, setText] = useState(Array.isArray(value) ? value.join(', ') : '');
  return (
    <TextInput
      id={id}
      label={label}
      required={isNeeded}
      description={say('web-parameter-list-hint')}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        const parts = currentTarget.value.split(/[,，;；\s]+/).filter((part) => part !== '');
        change(parts.length === 0 ? undefined : parts);
      }}
    />
  );
}

/** A text in six languages, of which English is needed. */
function ToldInput({ id, label, schema, value, isNeeded, change }: Field): ReactNode {
  const told: Members = isMembers(value) ? value : {};
  const isLong = (schema.properties?.['en']?.maxLength ?? 0) > 300;
  return (
    <Fieldset legend={label} className="whole">
      <div className="schema-form">
        {LANGUAGES.map((language) => {
          const shared = {
            id: language === 'en' ? id : `${id}-${language}`,
            label: LANGUAGE_NAMES[language],
            required: isNeeded && language === 'en',
            lang: language,
            dir: 'auto',
            value: plainOf(told[language]),
          } as const;
          const take = (text: string): void => {
            const { [language]: _, ...others } = told;
            const next = text === '' ? others : { ...others, [language]: text };
            change(Object.keys(next).length === 0 ? undefined : next);
          };
          return isLong ? (
            <Textarea
              key={language}
              {...shared}
              rows={2}
              onChange={({ currentTarget }) => take(currentTarget.value)}
            />
          ) : (
            <TextInput
              key={language}
              {...shared}
              onChange={({ currentTarget }) => take(currentTarget.value)}
            />
          );
        })}
      </div>
    </Fieldset>
  );
}

/** What no simpler input fits, as JSON. */
function RawInput({ id, label, value, isNeeded, change }: Field): ReactNode {
  const { say } = useReader();
  const [text, setText] = useState(value === undefined ? '' : JSON.stringify(value, null, 2));
  const [isBroken, setBroken] = useState(false);
  return (
    <Textarea
      id={id}
      className="whole"
      label={label}
      required={isNeeded}
      description={say('web-parameter-raw-hint')}
      error={isBroken ? say('web-parameter-raw-broken') : undefined}
      rows={8}
      dir="ltr"
      spellCheck={false}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        try {
          const parsed: unknown =
            currentTarget.value.trim() === '' ? undefined : JSON.parse(currentTarget.value);
          setBroken(false);
          change(parsed);
        } catch {
          setBroken(true);
        }
      }}
    />
  );
}
