import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { remember, remembered } from '../../language/memory.ts';
import { useReader } from '../../language/reader.tsx';
import type { Person } from '../../session/session.tsx';

/** Each with its screen, and what a person must be permitted to try it. */
const STEPS = [
  ['find', '/search', 'certificate.read'],
  ['compare', '/search', 'certificate.read'],
  ['answer', '/inquiries', 'result.give'],
  ['protect', '/account', 'certificate.read'],
] as const;

/** The first visit, guided: things to try, each a way to its screen; gone when it is put away. */
export function Guide({ person }: { readonly person: Person }): ReactNode {
  const { say } = useReader();
  const name = `guide.${person.actor}`;
  const [isDone, setDone] = useState(() => remembered(name) === 'done');
  if (isDone || !person.permissions.includes('certificate.read')) return undefined;
  return (
    <section className="guide" aria-label={say('web-guide')}>
      <h2>{say('web-guide')}</h2>
      <ol>
        {STEPS.filter(([, , permission]) => person.permissions.includes(permission)).map(([step, path]) => (
          <li key={step}>
            <Link to={path}>{say(`web-guide-${step}`)}</Link>
            <p>{say(`web-guide-${step}-more`)}</p>
          </li>
        ))}
      </ol>
      <Button
        variant="default"
        size="sm"
        onClick={() => {
          remember(name, 'done');
          setDone(true);
        }}
      >
        {say('web-guide-done')}
      </Button>
    </section>
  );
}
