import type { ReactNode } from 'react';

/** What an empty list says: why there is nothing, and what to do. */
export function EmptyState({
  title,
  text,
  children,
}: {
  readonly title?: string;
  readonly text: string;
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <div className="empty-state">
      <svg viewBox="0 0 48 48" aria-hidden focusable={false}>
        <path d="M10 6h20l8 8v28H10Z M30 6v8h8" />
        <path d="M16 22h16M16 29h16M16 36h9" />
      </svg>
      {title !== undefined && <p className="empty-title">{title}</p>}
      <p>{text}</p>
      {children}
    </div>
  );
}
