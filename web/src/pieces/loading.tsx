import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';

/** The outline of what is being loaded; said once to those who do not see it. */
export function Loading({ lines = 5 }: { readonly lines?: number }): ReactNode {
  const { say } = useReader();
  return (
    <div className="loading" role="status" aria-label={say('web-loading')}>
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton
          key={index}
          height={index === 0 ? 28 : 16}
          width={index === 0 ? '40%' : `${String(95 - index * 7)}%`}
        />
      ))}
    </div>
  );
}
