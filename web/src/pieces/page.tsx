import { useEffect, useRef, type ReactNode } from 'react';
import './page.css';

interface PageProps {
  readonly title: string;
  /** One sentence on what this screen is for. */
  readonly lead?: ReactNode;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** Narrow pages hold forms; wide ones hold tables. */
  readonly width?: 'narrow' | 'wide';
}

/** The page of a screen: its title is announced to those who do not see it, and stands in the browser's list. */
export function Page({ title, lead, actions, children, width = 'wide' }: PageProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – Counterfoil`;
  }, [title]);
  useEffect(() => {
    // A screen whose form has taken the focus keeps it.
    if (document.activeElement === document.body || document.activeElement?.closest('.menu, .band') !== null)
      heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={`page page-${width}`}>
      <div className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1} dir="auto">
            {title}
          </h1>
          {lead !== undefined && <p className="page-lead">{lead}</p>}
        </div>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
}

/** A part of a page, on a card of its own. */
export function Card({
  title,
  tools,
  children,
}: {
  readonly title?: string;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <section className="card" aria-label={title}>
      {title !== undefined && (
        <div className="card-head">
          <h2>{title}</h2>
          {tools}
        </div>
      )}
      {children}
    </section>
  );
}
