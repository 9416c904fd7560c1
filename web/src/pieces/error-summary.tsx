import { useEffect, useRef, type ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';

/** A fault of one field of a form: `field` is the id of its input. */
export interface FieldFault {
  readonly field: string;
  readonly text: string;
}

/** Every fault of a form in one place, each a way to its field; takes the focus when faults appear. */
export function ErrorSummary({ faults }: { readonly faults: readonly FieldFault[] }): ReactNode {
  const { say } = useReader();
  const box = useRef<HTMLDivElement>(null);
  const count = faults.length;
  useEffect(() => {
    if (count > 0) box.current?.focus();
  }, [faults, count]);
  if (count === 0) return undefined;
  return (
    <div ref={box} className="notice notice-failed error-summary" role="alert" tabIndex={-1}>
      <h2>{say('web-error-summary')}</h2>
      <ul>
        {faults.map(({ field, text }) => (
          <li key={`${field} ${text}`}>
            <a
              href={`#${field}`}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(field)?.focus();
              }}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
