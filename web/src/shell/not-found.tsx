import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';
import { EmptyState } from '../pieces/empty-state.tsx';
import { Page } from '../pieces/page.tsx';

/** An address that is none. */
export function NotFound(): ReactNode {
  const { say } = useReader();
  return (
    <Page title={say('web-not-found')}>
      <EmptyState text={say('web-not-found-more')}>
        <Link to="/">{say('web-to-home')}</Link>
      </EmptyState>
    </Page>
  );
}

/** A screen that this person's roles do not open. */
export function Refused(): ReactNode {
  const { say } = useReader();
  return (
    <Page title={say('web-refused')}>
      <EmptyState text={say('web-refused-more')}>
        <Link to="/">{say('web-to-home')}</Link>
      </EmptyState>
    </Page>
  );
}
