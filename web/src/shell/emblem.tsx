import type { ReactNode } from 'react';

/** The sign of the house: a stub that was torn from its document along a perforation, and a check on it. */
export function Emblem(): ReactNode {
  return (
    <svg className="emblem" viewBox="0 0 24 24" aria-hidden focusable={false}>
      <path d="M4 3h16v18H4Z" />
      <path d="M4 16h16" />
      <path d="m8 9 3 3 5-5" />
    </svg>
  );
}
