import { MantineThemeProvider, Notification } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useMemo, type ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';
import { StepUp } from '../session/step-up.tsx';

/** The notices above every screen, and the question who is there. */
export function Attendants(): ReactNode {
  const { say } = useReader();
  const theme = useMemo(() => {
    // The button that closes a notice shows a cross alone; it says what it does.
    const closeButtonProps = { 'aria-label': say('web-close') };
    return { components: { Notification: Notification.extend({ defaultProps: { closeButtonProps } }) } };
  }, [say]);
  return (
    <>
      <MantineThemeProvider theme={theme}>
        <Notifications position="top-center" />
      </MantineThemeProvider>
      <StepUp />
    </>
  );
}
