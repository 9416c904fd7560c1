import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { LANGUAGE_NAMES, LANGUAGES } from '../../../../src/base/index.ts';
import { useReader } from '../../language/reader.tsx';
import type { Hand } from '../../rules/writing.ts';
import '../../parameters/parameters.css';

const HITS = ['first', 'unique', 'worst', 'collect'] as const;

/** What the table is called, and which of the rows that fit count. */
export function TableFacts({ hand, isNew }: { readonly hand: Hand; readonly isNew: boolean }): ReactNode {
  const { say } = useReader();
  const { table, change } = hand;
  return (
    <div className="schema-form">
      <NativeSelect
        label={say('web-rule-hit')}
        value={table.hit}
        onChange={({ currentTarget }) => {
          const hit = HITS.find((each) => each === currentTarget.value);
          if (hit !== undefined) change({ ...table, hit });
        }}
        data={HITS.map((value) => ({ value, label: say(`web-rule-hit-${value}`) }))}
      />
      <TextInput
        label={say('web-rule-more-outputs')}
        description={say('web-parameter-list-hint')}
        dir="ltr"
        defaultValue={(table.outputs ?? []).join(', ')}
        onBlur={({ currentTarget }) => {
          const outputs = currentTarget.value.split(/[,，;；\s]+/).filter((part) => part !== '');
          const { outputs: before = [], ...others } = table;
          if (outputs.join() !== before.join()) change(outputs.length === 0 ? others : { ...table, outputs });
        }}
      />
      {LANGUAGES.map((language) => (
        <TextInput
          key={language}
          id={`rule-title-${language}`}
          label={`${say('web-rule-title')} (${LANGUAGE_NAMES[language]})`}
          lang={language}
          dir="auto"
          maxLength={200}
          required={isNew && language === 'en'}
          value={table.title[language] ?? ''}
          onChange={({ currentTarget: { value } }) => {
            const { [language]: _, ...others } = table.title;
            change(
              { ...table, title: value === '' ? others : { ...others, [language]: value } },
              `title ${language}`,
            );
          }}
        />
      ))}
    </div>
  );
}
