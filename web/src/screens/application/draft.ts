import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useReducer, useState } from 'react';
import type { Form } from './form-values.ts';
import { Hand, isAsSaved, isUnkept, momentOf, toldSaving, type Met, type Saving } from './hand.ts';
import type { Reading } from './holding.ts';
import { isTooLong, useInOrder, useLeaving, usePause } from './keeping.ts';
import { withValueAt, type Conflict } from './merging.ts';
import { keep, save } from './sending.ts';

/** A draft in the hands of an author: what is typed is kept by itself, saved when they say so, and meets what colleagues save. */
export interface Draft extends Met {
  readonly form: Form;
  /** What was last saved, by whomever. */
  readonly ground: Form;
  readonly version: number;
  /** Revision of what is kept and not saved; absent where all is saved. */
  readonly revision: number | undefined;
  readonly saving: Saving;
  change(key: string, value: unknown): void;
  answer(conflict: Conflict, value: unknown): void;
  /** Saves at once; the version that then stands, or undefined where something is to be answered first. Throws what the API refuses. */
  settle(): Promise<number | undefined>;
  /** Goes back to what was last saved. */
  discard(): void;
}

const NOTHING_MET: Met = { conflicts: [], taken: [] };

export function useDraft(reading: Reading): Draft {
  const { hand, form, met, saving, ...drawing } = useHand(reading);
  const { application } = reading;
  const { now } = hand;
  const settle = useSending(application.id, hand, saving);

  useEffect(() => {
    // What is just being saved comes back as a newer version of our own.
    if (!now.isBusy) hand.meet(application);
  }, [application, hand, now]);

  return {
    form,
    ground: now.ground.form,
    version: now.ground.version,
    revision: now.kept.form === undefined ? undefined : now.kept.revision,
    saving: toldSaving(saving, now),
    ...met,
    ...useTyping(hand, drawing),
    settle,
  };
}

/** What is drawn of a draft, and the hand that has it drawn anew. */
function useHand(reading: Reading) {
  const [now] = useState(() => momentOf(reading));
  const [form, setForm] = useState(now.typed);
  const [met, setMet] = useState(NOTHING_MET);
  const [saving, setSaving] = useState<Saving>(() => ({
    state: now.kept.form === undefined ? 'saved' : 'kept',
    at: now.kept.at,
  }));
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  const [hand] = useState(() => new Hand(now, { setForm, setMet, setSaving, redraw }));
  now.typed = form;
  now.asked = met.conflicts.length;
  return { hand, form, met, saving, setForm, setMet, setSaving };
}

/** What the author does by typing and choosing. */
function useTyping(
  { now }: Hand,
  { setForm, setMet, setSaving }: Pick<ReturnType<typeof useHand>, 'setForm' | 'setMet' | 'setSaving'>,
): Pick<Draft, 'change' | 'answer' | 'discard'> {
  return useMemo(
    () => ({
      change(key, value) {
        setForm((before) => ({ ...before, [key]: value }));
        setSaving((before) => (before.state === 'saving' ? before : { state: 'waiting' }));
      },
      answer(conflict, value) {
        setForm((before) => withValueAt(before, conflict.path, value));
        setMet((before) => ({ ...before, conflicts: before.conflicts.filter((one) => one !== conflict) }));
        setSaving({ state: 'waiting' });
      },
      discard() {
        setForm(now.ground.form);
        setMet(NOTHING_MET);
        setSaving({ state: 'waiting' });
      },
    }),
    [now, setForm, setMet, setSaving],
  );
}

/** Keeps by itself whatever is typed, and saves when it is said; one request at a time. */
function useSending(id: string, hand: Hand, saving: Saving): Draft['settle'] {
  const queries = useQueryClient();
  const inOrder = useInOrder();
  const sending = useMemo(() => ({ id, hand, queries }), [id, hand, queries]);
  const { now } = hand;
  const keepNext = useCallback(() => inOrder(() => keep(sending, false)), [inOrder, sending]);
  usePause(isUnkept(now), [now.typed, now.ground.version, now.kept.revision], keepNext);
  useLeaving({
    isDue: () => isUnkept(now),
    isLong: () => saving.state === 'saving' || saving.state === 'failed' || isTooLong(now.typed),
    keep: (outlives) => (outlives ? keep(sending, true) : keepNext()),
  });
  return useCallback(async () => {
    await inOrder(() => save(sending));
    return now.asked === 0 && isAsSaved(now) ? now.ground.version : undefined;
  }, [inOrder, now, sending]);
}
