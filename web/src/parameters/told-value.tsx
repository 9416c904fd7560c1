import type { ReactNode } from 'react';
import { useReader, type Reader } from '../language/reader.tsx';
import { formOf, isMembers, memberOf, membersOf, plainOf, type Schema } from './schema.ts';

const LONG = 400;
/** What every certificate in PEM begins with tells none from another. */
const ARMOUR = /^-----[^-]+-----\s*/;

/** A value of a parameter as a reader understands it. */
export function ToldValue({
  schema,
  value,
}: {
  readonly schema: Schema;
  readonly value: unknown;
}): ReactNode {
  const reader = useReader();
  if (value === undefined || value === null) return '—';
  if (value === '') return reader.say('web-any');
  const form = formOf(schema);
  if (form === 'rows')
    return <ToldRows schema={schema.items ?? {}} rows={Array.isArray(value) ? value : []} />;
  if (form === 'raw') return <ToldRaw text={JSON.stringify(value, null, 1)} />;
  // What was pasted is opened, not unrolled: a certificate has some thirty lines.
  if (form === 'text' && plainOf(value).length > LONG)
    return (
      <details>
        <summary className="code">{`${plainOf(value).replace(ARMOUR, '').slice(0, 20)}…`}</summary>
        <pre className="code told-raw" dir="ltr">
          {plainOf(value)}
        </pre>
      </details>
    );
  // A fingerprint has no place of its own to break.
  if (form === 'text' && /\S{40}/.test(plainOf(value)))
    return <span className="code long-word">{plainOf(value)}</span>;
  // A country or a day is one word, in Chinese too.
  const isWord = form === 'country' || form === 'day';
  return (
    <span dir="auto" {...(isWord ? { className: 'keep' } : {})}>
      {textOf(value, schema, reader)}
    </span>
  );
}

/** Longer than this, what no simpler form fits is opened by who wants to see it. */
const UNROLLED = 2_000;

function ToldRaw({ text }: { readonly text: string }): ReactNode {
  const told = <code className="code told-raw">{text}</code>;
  if (text.length <= UNROLLED) return told;
  return (
    <details>
      <summary className="code">{`${text.replaceAll(/\s+/g, ' ').slice(0, 60)}…`}</summary>
      {told}
    </details>
  );
}

/** The same as a text. */
export function textOf(value: unknown, schema: Schema, reader: Reader): string {
  const { say, sayFirst, shortDay, number, language } = reader;
  if (value === undefined || value === null) return '';
  switch (formOf(schema)) {
    case 'choice':
      return choiceText(value, schema);
    case 'switch':
      return say(value === true ? 'web-yes' : 'web-no');
    case 'country':
      return sayFirst([`country.${plainOf(value)}`], plainOf(value));
    case 'countries':
      return listOf(value)
        .map((country) => sayFirst([`country.${country}`], country))
        .join(' · ');
    case 'texts':
      return listOf(value).join(' · ');
    case 'day':
      return shortDay(plainOf(value));
    case 'number':
      return typeof value === 'number' ? number(value) : plainOf(value);
    case 'told':
      return toldIn(value, language);
    case 'text':
      return plainOf(value);
    case 'rows':
      return rowsText(value, schema, reader);
    case 'group':
      return groupText(value, schema, reader);
    case 'raw':
      return JSON.stringify(value);
  }
}

function choiceText(value: unknown, { labels, enum: values }: Schema): string {
  return labels?.[values?.indexOf(value) ?? -1] ?? plainOf(value);
}

function rowsText(value: unknown, { items = {} }: Schema, reader: Reader): string {
  if (!Array.isArray(value)) return plainOf(value);
  return value.map((row) => groupText(row, items, reader)).join('; ');
}

/** The members of an object in one line, switches by their names. */
function groupText(value: unknown, schema: Schema, reader: Reader): string {
  return membersOf(schema)
    .map(([name, member]) => {
      const part = memberOf(value, name);
      if (formOf(member) === 'switch') return part === true ? (member.title ?? name) : '';
      return part === '' ? '' : textOf(part, member, reader);
    })
    .filter((text) => text !== '')
    .join(' · ');
}

function ToldRows({
  schema,
  rows,
}: {
  readonly schema: Schema;
  readonly rows: readonly unknown[];
}): ReactNode {
  const reader = useReader();
  if (rows.length === 0) return '—';
  return (
    <ul className="plain-list">
      {rows.map((row) => (
        <li key={JSON.stringify(row)} dir="auto">
          {groupText(row, schema, reader)}
        </li>
      ))}
    </ul>
  );
}

function toldIn(value: unknown, language: string): string {
  return plainOf(isMembers(value) ? (value[language] ?? value['en']) : value);
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(plainOf) : [plainOf(value)];
}
