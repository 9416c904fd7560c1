import { Modal, type ModalProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';
import './dialog.css';

/** Over dialogs and the band; those of one place stand in the order in which they were first drawn, not opened. */
const ABOVE_OTHERS = 400;

/** A dialog over the page, closed by Escape, by its button, or beside it. Its head is no second banner of the page. */
export function Dialog({
  title,
  isOpen,
  close,
  size,
  isAbove = false,
  children,
}: {
  readonly title: string;
  readonly isOpen: boolean;
  readonly close: () => void;
  readonly size?: ModalProps['size'];
  /** Stands over another dialog that waits for it. */
  readonly isAbove?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const { say } = useReader();
  return (
    <Modal.Root
      opened={isOpen}
      onClose={close}
      lockScroll={false}
      centered
      {...(size === undefined ? {} : { size })}
      {...(isAbove ? { zIndex: ABOVE_OTHERS } : {})}
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className="dialog-head">
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={say('web-close')} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
