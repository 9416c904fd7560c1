import type { ReactNode } from 'react';
import './facts.css';

/** One thing that is known, by its name. */
export interface KnownFact {
  readonly name: string;
  readonly value: ReactNode;
  /** Digests and keys, or a text of several lines. */
  readonly form?: 'code' | 'wide';
}

/** What is known of something; what is not known is not shown. */
export function Facts({ facts }: { readonly facts: readonly (KnownFact | undefined)[] }): ReactNode {
  return (
    <dl className="facts">
      {facts.map(
        (fact) =>
          fact !== undefined && (
            <div key={fact.name} className={fact.form === 'wide' ? 'fact-wide' : undefined}>
              <dt>{fact.name}</dt>
              <dd className={fact.form === 'code' ? 'code' : undefined} dir="auto">
                {fact.value}
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** A fact where there is one. */
export function known(
  name: string,
  value: string | undefined,
  form?: KnownFact['form'],
): KnownFact | undefined {
  if (value === undefined || value === '') return undefined;
  return form === undefined ? { name, value } : { name, value, form };
}
