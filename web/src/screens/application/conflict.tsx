import { Button } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useReader } from '../../language/reader.tsx';
import type { Draft } from './draft.ts';
import { nameOf, type FormModel } from './form-values.ts';
import { shownValue } from './merging.ts';

/** What two people changed differently, side by side: nothing is lost, each field is answered. */
export function Conflicts({ draft, model }: { readonly draft: Draft; readonly model: FormModel }): ReactNode {
  const { say } = useReader();
  const { conflicts, taken } = draft;
  const box = useRef<HTMLElement>(null);
  const isAsking = conflicts.length > 0;
  useEffect(() => {
    // Whoever types further down would not see that nothing is saved until this is answered.
    if (isAsking) box.current?.focus();
  }, [isAsking]);
  if (conflicts.length === 0) {
    return taken.length === 0 ? undefined : (
      <p className="notice notice-compare" role="status" data-taken={taken.length}>
        {say('web-form-taken', { fields: taken.map((path) => nameOf(model, path)).join(', ') })}
      </p>
    );
  }
  return (
    <section
      ref={box}
      tabIndex={-1}
      className="notice notice-warning conflicts"
      role="alert"
      aria-label={say('web-form-conflict')}
      data-conflicts={conflicts.length}
    >
      <h2>{say('web-form-conflict')}</h2>
      <p>{say('web-form-conflict-more')}</p>
      <div className="difference-table" role="region" aria-label={say('web-form-conflict')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('web-compare-field')}</th>
              <th scope="col">{say('web-form-mine')}</th>
              <th scope="col">{say('web-form-theirs')}</th>
            </tr>
          </thead>
          <tbody>
            {conflicts.map((conflict) => {
              const name = nameOf(model, conflict.path);
              return (
                <tr key={conflict.path}>
                  <th scope="row">{name}</th>
                  {(['mine', 'theirs'] as const).map((side) => (
                    <td key={side}>
                      <p dir="auto">{shownValue(conflict[side])}</p>
                      <Button
                        variant="default"
                        size="compact-sm"
                        aria-label={`${say(`web-form-keep-${side}`)}: ${name}`}
                        onClick={() => draft.answer(conflict, conflict[side])}
                      >
                        {say(`web-form-keep-${side}`)}
                      </Button>
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
