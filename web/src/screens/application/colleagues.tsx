import type { ReactNode } from 'react';
import { useReader } from '../../language/reader.tsx';
import type { Draft } from './draft.ts';
import { formOf, nameOf, sentForm, type Form, type FormModel } from './form-values.ts';
import type { Reading } from './holding.ts';
import { mergeForms, shownValue, valueAt } from './merging.ts';

/** Fields told of one colleague. */
const MOST = 8;

/** What colleagues are typing in the same draft and have not saved: seen before anybody overwrites it. */
export function Colleagues({
  reading,
  draft,
  model,
}: {
  readonly reading: Reading;
  readonly draft: Draft;
  readonly model: FormModel;
}): ReactNode {
  const { say, moment } = useReader();
  const mine = sentForm(draft.form);
  const all = reading.others
    .map(({ actor, touched, form }) => ({ actor, touched, ...changesOf(draft.ground, mine, formOf(form)) }))
    .filter(({ fields }) => fields.length > 0);
  if (all.length === 0) return undefined;
  return (
    <section
      className="notice notice-compare colleagues"
      role="status"
      aria-label={say('web-form-colleagues')}
    >
      {all.map(({ actor, touched, fields }) => (
        <div key={actor} data-colleague={actor}>
          <p>{say('web-form-colleague', { name: reading.people[actor] ?? actor, time: moment(touched) })}</p>
          <ul>
            {fields.slice(0, MOST).map(({ path, value, isMineToo }) => (
              <li key={path}>
                {nameOf(model, path)}: <b dir="auto">{shownValue(value)}</b>
                {isMineToo && <em>{` — ${say('web-form-colleague-both')}`}</em>}
              </li>
            ))}
            {fields.length > MOST && <li>…</li>}
          </ul>
        </div>
      ))}
    </section>
  );
}

function changesOf(ground: Form, mine: Form, theirs: Form) {
  const { conflicts, taken } = mergeForms(sentForm(ground), mine, theirs);
  return {
    fields: [
      ...conflicts.map(({ path, theirs: value }) => ({ path, value, isMineToo: true })),
      ...taken.map((path) => ({ path, value: valueAt(theirs, path), isMineToo: false })),
    ],
  };
}
