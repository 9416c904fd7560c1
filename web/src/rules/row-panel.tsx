import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { LANGUAGE_NAMES, LANGUAGES } from '../../../src/base/index.ts';
import { isFieldName } from '../../../src/verification/facts/index.ts';
import type { RuleRow } from '../../../src/verification/rules/index.ts';
import { useReader } from '../language/reader.tsx';
import { CellForm } from './cell-form.tsx';
import { withRow } from './editing.ts';
import type { Place } from './remarks.ts';
import type { Hand } from './writing.ts';

const ACTORS = ['nobody', 'trader', 'officer', 'issuer', 'inspector'] as const;
const ID = /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,59}$/;

/** Everything of the row at hand that the grid has no room for, and the cell at hand as a form. */
export function RowPanel({ hand, at }: { readonly hand: Hand; readonly at: Place }): ReactNode {
  const { say } = useReader();
  const { table, change } = hand;
  const row = table.rows[at.row];
  if (row === undefined) return <p className="quiet">{say('web-rule-none')}</p>;
  const field = at.column.startsWith('cells.') ? at.column.slice('cells.'.length) : undefined;
  const set = (part: keyof RuleRow, next: RuleRow): void =>
    change(withRow(table, at.row, next), `panel ${row.id} ${part}`);
  return (
    <div className="stack" data-row-panel={row.id}>
      {field !== undefined && isFieldName(field) && table.inputs.includes(field) && (
        <CellForm hand={hand} place={at.row} field={field} />
      )}
      <IdInput key={row.id} hand={hand} row={row} place={at.row} />
      <Textarea
        size="sm"
        id="rule-basis"
        dir="auto"
        label={say('web-rule-basis')}
        autosize
        minRows={1}
        maxLength={300}
        value={row.basis ?? ''}
        onChange={({ currentTarget }) => {
          // One line that is folded to be read, not several.
          const value = currentTarget.value.replace(/[\r\n]+/g, ' ');
          set('basis', value === '' ? without(row, 'basis') : { ...row, basis: value });
        }}
      />
      {table.stage === 'judgement' && (
        <>
          <NativeSelect
            size="sm"
            id="rule-actor"
            label={say('web-rule-actor')}
            value={row.actor ?? ''}
            onChange={({ currentTarget: { value } }) => {
              const actor = ACTORS.find((each) => each === value);
              set('actor', actor === undefined ? without(row, 'actor') : { ...row, actor });
            }}
            data={['', ...ACTORS].map((value) => ({
              value,
              label: value === '' ? '—' : say(`web-rule-actor-${value}`),
            }))}
          />
          <Sentences row={row} set={(sentence) => set('sentence', sentence)} />
        </>
      )}
      <Textarea
        size="sm"
        id="rule-when"
        dir="ltr"
        className="pasted"
        spellCheck={false}
        label={say('web-rule-when')}
        description={say('web-rule-when-hint')}
        maxLength={2000}
        rows={2}
        value={row.when ?? ''}
        onChange={({ currentTarget: { value } }) =>
          set('when', value.trim() === '' ? without(row, 'when') : { ...row, when: value })
        }
      />
    </div>
  );
}

function without(row: RuleRow, part: 'basis' | 'actor' | 'when' | 'sentence'): RuleRow {
  const { [part]: _, ...others } = row;
  return others;
}

/** A row keeps its name while another is typed: only a whole and free one is taken. */
function IdInput({
  hand: { table, change },
  row,
  place,
}: {
  readonly hand: Hand;
  readonly row: RuleRow;
  readonly place: number;
}): ReactNode {
  const { say } = useReader();
  const [id, setId] = useState(row.id);
  const isTaken = table.rows.some((each, index) => index !== place && each.id === id);
  const fault = isTaken ? 'web-rule-id-taken' : ID.test(id) ? undefined : 'web-rule-id-form';
  return (
    <TextInput
      size="sm"
      id="rule-id"
      dir="ltr"
      label={say('web-rule-id')}
      value={id}
      error={fault === undefined ? undefined : say(fault)}
      onChange={({ currentTarget }) => setId(currentTarget.value)}
      onBlur={() => {
        if (fault === undefined && id !== row.id) change(withRow(table, place, { ...row, id }));
      }}
    />
  );
}

function Sentences({ row, set }: { readonly row: RuleRow; readonly set: (row: RuleRow) => void }): ReactNode {
  const { say, language } = useReader();
  const first = LANGUAGES.toSorted((left, right) => Number(right === language) - Number(left === language));
  return (
    <fieldset className="rule-cell-form">
      <legend>{say('web-rule-sentence')}</legend>
      <p className="quiet">
        {say('web-rule-sentence-hint', { braces: '{declared}, {certified}, {item.commodity}' })}
      </p>
      {first.map((each) => (
        <Textarea
          key={each}
          size="sm"
          id={`rule-sentence-${each}`}
          label={LANGUAGE_NAMES[each]}
          lang={each}
          dir={each === 'ar' ? 'rtl' : 'ltr'}
          rows={2}
          maxLength={1000}
          value={row.sentence?.[each] ?? ''}
          onChange={({ currentTarget: { value } }) => {
            const { [each]: _, ...others } = row.sentence ?? {};
            const sentence = value === '' ? others : { ...others, [each]: value };
            set(Object.keys(sentence).length === 0 ? without(row, 'sentence') : { ...row, sentence });
          }}
        />
      ))}
    </fieldset>
  );
}
