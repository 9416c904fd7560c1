import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useReader } from '../../language/reader.tsx';
import { SCREENS } from '../../navigation.ts';
import { Card, Page } from '../../pieces/page.tsx';
import { useSession } from '../../session/session.tsx';
import { GUIDE_PARTS, type GuidePart } from './parts.ts';
import './guide.css';

/** The guide: first steps of what this reader does here, and of whoever holds a paper. */
export function Screen(): ReactNode {
  const { say } = useReader();
  const { state, may } = useSession();
  const parts = GUIDE_PARTS.filter(
    ({ permission, session }) =>
      (session === undefined || session === state) && (permission === undefined || may(permission)),
  );
  return (
    <Page title={say('web-guide-page')} lead={say('web-guide-page-lead')}>
      <div className="guide-parts">
        {parts.map((part) => (
          <Part key={part.name} part={part} />
        ))}
      </div>
    </Page>
  );
}

function Part({ part: { name, title, steps } }: { readonly part: GuidePart }): ReactNode {
  const { say } = useReader();
  const check = say('web-check');
  return (
    <Card title={say(title)}>
      <ol className="guide-steps">
        {steps.map((step) => (
          <li key={step.name}>
            <p>{say(`web-help-${name}-${step.name}`, { check })}</p>
            {step.path !== undefined && <Link to={step.path}>{say(titleOf(step.path))}</Link>}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function titleOf(path: string): string {
  return SCREENS.find((screen) => screen.path === path)?.title ?? 'web-home';
}
