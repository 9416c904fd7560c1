import { Modal, type ModalProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';
import './dialog.css';

/** A dialog over the page, closed by Escape, by its button, or beside it. Its head is no second banner of the page. */
export function Dialog({
  title,
  isOpen,
  close,
  size,
  children,
}: {
  readonly title: string;
  readonly isOpen: boolean;
  readonly close: () => void;
  readonly size?: ModalProps['size'];
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
