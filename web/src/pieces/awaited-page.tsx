import type { ReactNode } from 'react';
import { Loading } from './loading.tsx';
import { Page } from './page.tsx';
import { ProblemNotice } from './problem-notice.tsx';

/** A screen while what it shows is on its way, or where it did not come. */
export function AwaitedPage({
  title,
  found,
}: {
  readonly title: string;
  readonly found: { readonly isPending: boolean; readonly error: Error | null; refetch(): unknown };
}): ReactNode {
  return (
    <Page title={title}>
      {found.isPending ? (
        <Loading lines={8} />
      ) : (
        <ProblemNotice error={found.error} retry={() => void found.refetch()} />
      )}
    </Page>
  );
}
