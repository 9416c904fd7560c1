import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { call, type Answer } from '../api/client.ts';
import { useReader, type Reader } from '../language/reader.tsx';
import { Loading } from '../pieces/loading.tsx';
import { Badge, type Tone } from '../pieces/state-badge.tsx';
import { memberOf, membersOf, type Schema } from './schema.ts';
import { textOf, ToldValue } from './told-value.tsx';
import './parameters.css';

type Preview = Answer<'preview-parameter-change'>;
type PreviewRow = Preview['rows'][number];

const TONES: Readonly<Record<string, Tone>> = {
  added: 'passed',
  changed: 'warning',
  ended: 'failed',
  unchanged: 'unknown',
};

/** What would be otherwise, side by side: what counts now, and what would. */
export function ChangePreview({
  parameter,
  preview,
}: {
  readonly parameter: string;
  readonly preview: Preview;
}): ReactNode {
  const { say, number, language } = useReader();
  const definition = useQuery({
    queryKey: ['parameter', parameter, language],
    queryFn: ({ signal }) => call('read-parameter', { path: { parameter }, signal }),
  });
  if (definition.data === undefined) return <Loading />;
  const { keySchema, valueSchema } = definition.data;
  return (
    <div className="stack" data-preview>
      {preview.rows.map((row) => (
        <RowPreview
          key={JSON.stringify([row.key, row.from])}
          row={row}
          keySchema={keySchema}
          valueSchema={valueSchema}
        />
      ))}
      {preview.touches !== undefined && (
        <p>{say('web-parameter-touches', { count: number(preview.touches) })}</p>
      )}
    </div>
  );
}

/** What names a row, in words. */
export function rowTitle(key: unknown, schema: Schema, reader: Reader): string {
  return membersOf(schema)
    .map(([name, member]) => textOf(memberOf(key, name), member, reader))
    .filter((text) => text !== '')
    .join(' · ');
}

function RowPreview({
  row,
  keySchema,
  valueSchema,
}: {
  readonly row: PreviewRow;
  readonly keySchema: Schema;
  readonly valueSchema: Schema;
}): ReactNode {
  const reader = useReader();
  const { say, day } = reader;
  const { kind, key, before, after, from, until, startsInPast } = row;
  return (
    <section className="stack" data-kind={kind}>
      <div className="row">
        <Badge tone={TONES[kind] ?? 'unknown'}>{say(`web-parameter-${kind}`)}</Badge>
        <h3 dir="auto">{rowTitle(key, keySchema, reader)}</h3>
        <span className="quiet">
          {until === undefined
            ? say('web-parameter-from', { day: day(from) })
            : say('web-parameter-from-until', { day: day(from), until: day(until) })}
        </span>
      </div>
      {startsInPast && <p className="notice notice-warning">{say('web-parameter-past')}</p>}
      <table className="before-after">
        <thead>
          <tr>
            <th scope="col">{say('web-parameter-field')}</th>
            <th scope="col">{say('web-parameter-before')}</th>
            <th scope="col">{say('web-parameter-after')}</th>
          </tr>
        </thead>
        <tbody>
          {membersOf(valueSchema).map(([name, member]) => {
            const [old, next] = [memberOf(before, name), memberOf(after, name)];
            if (old === undefined && next === undefined) return undefined;
            return (
              <tr key={name} data-changed={JSON.stringify(old) !== JSON.stringify(next)}>
                <th scope="row">{member.title ?? name}</th>
                <td>
                  <ToldValue schema={member} value={old} />
                </td>
                <td>
                  <ToldValue schema={member} value={next} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
