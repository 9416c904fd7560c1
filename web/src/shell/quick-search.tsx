import { IconSearch } from '@tabler/icons-react';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { useAddress } from '../address.ts';
import { useReader } from '../language/reader.tsx';

/** The search that every screen has at hand: `/` goes to it. */
export function QuickSearch(): ReactNode {
  const { say } = useReader();
  const { go } = useAddress();
  const { pathname } = useLocation();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isTyping =
        event.target instanceof HTMLElement &&
        event.target.closest('input, textarea, select, [contenteditable]');
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
      event.preventDefault();
      const main = document.querySelector<HTMLInputElement>('#search-box');
      (main ?? input.current)?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  // The search screen has a larger one of its own.
  if (pathname === '/search') return <div className="quick-search" />;
  return (
    <form
      role="search"
      className="quick-search"
      onSubmit={(event) => {
        event.preventDefault();
        const text = input.current?.value.trim() ?? '';
        go('/search', { q: text });
      }}
    >
      <IconSearch size={18} aria-hidden />
      <input
        ref={input}
        type="search"
        name="q"
        maxLength={200}
        autoComplete="off"
        aria-label={say('web-quick-search')}
        aria-keyshortcuts="/"
        placeholder={say('web-quick-search-hint')}
      />
      <kbd aria-hidden>/</kbd>
    </form>
  );
}
