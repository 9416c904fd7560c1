import type { ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';

/** What a certificate's answer says of confirmed forgeries of its number or kind. */
export interface Warning {
  readonly reference: string;
  readonly detail: string;
}

/** Says before anything else that forged papers of this number or kind are known. */
export function ForgeryWarnings({
  warnings,
}: {
  readonly warnings: readonly Warning[] | undefined;
}): ReactNode {
  const { say } = useReader();
  if (warnings === undefined || warnings.length === 0) return undefined;
  return (
    <div className="notice notice-failed" role="alert" data-warnings={warnings.length}>
      <h2>{say('web-forgery-warning')}</h2>
      <ul>
        {warnings.map(({ reference, detail }) => (
          <li key={reference + detail}>{detail}</li>
        ))}
      </ul>
    </div>
  );
}
