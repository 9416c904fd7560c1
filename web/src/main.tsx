import '@fontsource-variable/noto-sans/wght.css';
import '@fontsource-variable/noto-sans-arabic/wght.css';
import 'virtual:mantine.css';
import '@mantine/notifications/styles.css';
import 'virtual:theme.css';
import './theme/colours.css';
import './theme/base.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import type { Catalogue, Language } from '../../src/base/index.ts';
import { manner } from './api/client.ts';
import { ProblemError } from './api/problem.ts';
import { ReaderProvider } from './language/reader.tsx';
import { LiveProvider } from './live/live.tsx';
import { router } from './router.tsx';
import { SessionProvider } from './session/session.tsx';
import { theme } from './theme/theme.ts';

/** What waits beside the screens until it is wanted. */
const Attendants = lazy(() =>
  import('./shell/attendants.tsx').then(({ Attendants: Found }) => ({ default: Found })),
);

/** A refusal is an answer and is not asked for again; what did not arrive is. */
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => count < 2 && error instanceof ProblemError && error.problem.status === 0,
    },
  },
});

/** Draws the window with the words of its first language. */
export function show(place: HTMLElement, language: Language, words: Catalogue): void {
  manner.language = language;
  createRoot(place).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <QueryClientProvider client={queries}>
          <ReaderProvider first={{ language, words }}>
            <SessionProvider>
              <LiveProvider>
                <RouterProvider router={router} />
                <Suspense>
                  <Attendants />
                </Suspense>
              </LiveProvider>
            </SessionProvider>
          </ReaderProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
  // Thousands of signs: they come when the first screen stands.
  void import('./theme/chinese.ts');
}
