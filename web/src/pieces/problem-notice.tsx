import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { problemOf } from '../api/problem.ts';
import { useReader } from '../language/reader.tsx';

/** What went wrong, in the API's own sentence; with the reference that an administrator can look for, and a way on. */
export function ProblemNotice({
  error,
  retry,
}: {
  readonly error: unknown;
  readonly retry?: (() => void) | undefined;
}): ReactNode {
  const { say } = useReader();
  const { code, detail, errors, instance } = problemOf(error);
  const sentence =
    code === 'connection-lost' ? say('web-connection-lost') : detail === '' ? say('web-fault') : detail;
  const reference = instance?.split('#')[1];
  return (
    <div className="notice notice-failed" role="alert" data-code={code}>
      <p>
        <strong>{sentence}</strong>
      </p>
      {errors !== undefined && errors.length > 0 && (
        <ul>
          {errors.slice(0, 20).map(({ path, detail: more }) => (
            <li key={`${path} ${more}`}>{more}</li>
          ))}
        </ul>
      )}
      {reference !== undefined && <p className="quiet code">{`${say('web-reference')}: ${reference}`}</p>}
      {retry !== undefined && (
        <Button variant="default" size="sm" onClick={retry}>
          {say('web-retry')}
        </Button>
      )}
    </div>
  );
}
