import { Button } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import './file-drop.css';

/** A place where files are dropped, or chosen by a button that the keyboard reaches. */
export function FileDrop({
  label,
  hint,
  accept,
  take,
  isMultiple = false,
  isBusy = false,
  children,
}: {
  readonly label: string;
  readonly hint: string;
  /** As the `accept` of an input. */
  readonly accept: string;
  readonly take: (files: readonly File[]) => void;
  readonly isMultiple?: boolean;
  readonly isBusy?: boolean;
  /** Other ways to give a file, e.g. the camera. */
  readonly children?: ReactNode;
}): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const hand = (files: FileList | null): void => {
    const given = [...(files ?? [])];
    if (given.length > 0) take(isMultiple ? given : given.slice(0, 1));
  };
  return (
    <div
      className="file-drop"
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        hand(event.dataTransfer.files);
      }}
    >
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-hidden
        accept={accept}
        multiple={isMultiple}
        onChange={({ currentTarget }) => {
          hand(currentTarget.files);
          // The same file chosen again is taken again.
          currentTarget.value = '';
        }}
      />
      <p className="quiet">{hint}</p>
      <div className="row">
        <Button
          variant="default"
          size="sm"
          loading={isBusy}
          leftSection={<IconFileUpload size={18} aria-hidden />}
          onClick={() => input.current?.click()}
        >
          {label}
        </Button>
        {children}
      </div>
    </div>
  );
}
