import { Notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { StepUp } from '../session/step-up.tsx';

/** The notices above every screen, and the question who is there. */
export function Attendants(): ReactNode {
  return (
    <>
      <Notifications position="top-center" />
      <StepUp />
    </>
  );
}
