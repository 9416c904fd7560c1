import { Button, Switch } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { remember, remembered } from '../language/memory.ts';
import { useReader } from '../language/reader.tsx';
import { Dialog } from './dialog.tsx';
import './keys.css';

/** One key and what it does. */
export interface KeyWay {
  /** As `KeyboardEvent.key` names it, with others that do the same. */
  readonly keys: readonly string[];
  /** Said. */
  readonly does: string;
  /** Absent where the browser does it by itself. */
  readonly run?: () => void;
}

const CHOICE = 'keys';
/** Names of keys that are not their own letter. */
const SIGNS: Readonly<Record<string, string>> = { ArrowDown: '↓', ArrowUp: '↑', Enter: '↵', Escape: 'Esc' };

/**
 * Single keys for who works a screen all day; `?` lists them. They rest while something is typed or a dialog is open, and can be
 * switched off for good: who speaks to the device would press them unawares (WCAG 2.2, 2.1.4).
 */
export function Keys({ ways }: { readonly ways: readonly KeyWay[] }): ReactNode {
  const { say } = useReader();
  const [isOpen, setOpen] = useState(false);
  const [isOn, setOn] = useState(() => remembered(CHOICE) !== 'off');
  const latest = useRef(ways);
  useEffect(() => {
    latest.current = ways;
  }, [ways]);
  useEffect(() => {
    if (!isOn) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (isTaken(event)) return;
      if (event.key === '?') {
        event.preventDefault();
        setOpen(true);
        return;
      }
      const run = latest.current.find(({ keys }) => keys.includes(event.key))?.run;
      if (run === undefined) return;
      event.preventDefault();
      run();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isOn]);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconKeyboard size={18} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {say('web-keys')}
      </Button>
      <Dialog isOpen={isOpen} close={() => setOpen(false)} title={say('web-keys')}>
        <div className="stack">
          <Switch
            label={say('web-keys-on')}
            checked={isOn}
            data-autofocus
            onChange={({ currentTarget }) => {
              remember(CHOICE, currentTarget.checked ? 'on' : 'off');
              setOn(currentTarget.checked);
            }}
          />
          <dl className="key-list">
            {[...ways, { keys: ['?'], does: say('web-keys-show') }].map(({ keys, does }) => (
              <div key={does}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{SIGNS[key] ?? key}</kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </div>
      </Dialog>
    </>
  );
}

/** Whether a key belongs to something else: a shortcut of the browser, a field, a dialog. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  const isField =
    target.isContentEditable || target.closest('input, textarea, select, [role="tab"]') !== null;
  return isField || document.querySelector('[role="dialog"], [role="menu"]') !== null;
}

/** Moves the focus among the links of a list by so many places, and brings it into the list where it is elsewhere. */
export function step(list: HTMLElement | null, selector: string, by: 1 | -1): void {
  const links = [...(list?.querySelectorAll<HTMLElement>(selector) ?? [])];
  const place = links.findIndex((link) => link === document.activeElement);
  const next = place === -1 ? (by === 1 ? 0 : links.length - 1) : place + by;
  links[Math.max(0, Math.min(links.length - 1, next))]?.focus();
}
