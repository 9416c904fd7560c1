import type { ReactNode } from 'react';
import { useReader, type Reader } from '../language/reader.tsx';
import { formOf, isMembers, plainOf, type Schema } from './schema.ts';

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
  if (form === 'raw') return <code className="code told-raw">{JSON.stringify(value, null, 1)}</code>;
  return <span dir="auto">{textOf(value, schema, reader)}</span>;
}

/** The same as a text. */
export function textOf(value: unknown, schema: Schema, reader: Reader): string {
  const { say, sayFirst, shortDay, number, language } = reader;
  if (value === undefined || value === null) return '';
  switch (formOf(schema)) {
    case 'choice':
      return schema.labels?.[schema.enum?.indexOf(value) ?? -1] ?? plainOf(value);
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
    case 'raw':
      return JSON.stringify(value);
  }
}

function toldIn(value: unknown, language: string): string {
  return plainOf(isMembers(value) ? (value[language] ?? value['en']) : value);
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(plainOf) : [plainOf(value)];
}
