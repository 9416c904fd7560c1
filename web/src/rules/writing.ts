import { useCallback, useMemo, useState } from 'react';
import type { DecisionTable } from '../../../src/verification/rules/index.ts';
import { begunWith, redone, stepped, undone, type Writing } from './editing.ts';

/** A table under the hands of one person. */
export interface Hand {
  readonly table: DecisionTable;
  /** Texts that mean nothing yet, by `<row id> <column id>`. */
  readonly unread: ReadonlyMap<string, string>;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Changes of one text with the same mark are one step back. */
  readonly change: (table: DecisionTable, mark?: string) => void;
  readonly keepUnread: (place: string, text: string | undefined) => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

interface State extends Writing {
  readonly mark?: string;
  readonly unread: ReadonlyMap<string, string>;
}

export function useHand(first: DecisionTable): Hand {
  const [state, setState] = useState<State>(() => ({ ...begunWith(first), unread: new Map() }));
  const change = useCallback((table: DecisionTable, mark?: string) => {
    setState((now) => {
      const next = mark !== undefined && mark === now.mark ? { ...now, table } : stepped(now, table);
      return { unread: now.unread, ...next, ...(mark === undefined ? {} : { mark }) };
    });
  }, []);
  const keepUnread = useCallback((place: string, text: string | undefined) => {
    setState((now) => {
      if (now.unread.get(place) === text) return now;
      const unread = new Map(now.unread);
      if (text === undefined) unread.delete(place);
      else unread.set(place, text);
      return { ...now, unread };
    });
  }, []);
  const turn = useCallback((to: (writing: Writing) => Writing) => {
    setState((now) => {
      const { table, past, future } = to(now);
      return { table, past, future, unread: new Map() };
    });
  }, []);
  const { table, past, future, unread } = state;
  return useMemo(
    () => ({
      table,
      unread,
      canUndo: past.length > 0,
      canRedo: future.length > 0,
      change,
      keepUnread,
      undo: () => turn(undone),
      redo: () => turn(redone),
    }),
    [table, unread, past.length, future.length, change, keepUnread, turn],
  );
}
