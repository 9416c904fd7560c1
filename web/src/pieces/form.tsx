import type { ReactNode } from 'react';
import { ErrorSummary, type FieldFault } from './error-summary.tsx';

/** A form that judges itself: its faults stand together above its fields, and the browser's own words stay out. */
export function Form({
  faults,
  submit,
  children,
}: {
  readonly faults: readonly FieldFault[];
  readonly submit: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <ErrorSummary faults={faults} />
      {children}
    </form>
  );
}
