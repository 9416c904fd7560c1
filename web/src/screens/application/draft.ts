import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { problemOf } from '../../api/problem.ts';
import { formOf, sentForm, type Form } from './form-values.ts';
import { readingQuery, type Application, type Reading } from './holding.ts';
import { isSame, mergeForms, withValueAt, type Conflict } from './merging.ts';

/** Milliseconds without typing after which a draft is saved. */
const PAUSE = 1200;

type Saving =
  | { readonly state: 'saved'; readonly at: string }
  | { readonly state: 'waiting' }
  | { readonly state: 'saving' }
  | { readonly state: 'failed'; readonly error: unknown };

/** A draft in the hands of its author: what is typed is saved by itself, and meets what colleagues type. */
export interface Draft {
  readonly form: Form;
  readonly version: number;
  readonly saving: Saving;
  /** Fields that a colleague changed to something else; nothing is saved until each is answered. */
  readonly conflicts: readonly Conflict[];
  /** Fields that were just taken over from a colleague. */
  readonly taken: readonly string[];
  change(key: string, value: unknown): void;
  answer(conflict: Conflict, value: unknown): void;
  /** Saves at once; the version that then stands. Throws what the API refuses. */
  settle(): Promise<number>;
}

type Met = Pick<Draft, 'conflicts' | 'taken'>;

/** What was last saved, by whomever. */
interface Ground {
  readonly version: number;
  readonly form: Form;
  readonly at: string;
}

const groundOf = ({ version, body, updated }: Application): Ground => ({
  version,
  form: formOf(body.form),
  at: updated,
});

export function useDraft(reading: Reading): Draft {
  const { application } = reading;
  const { id } = application;
  const queries = useQueryClient();
  const ground = useRef<Ground>(groundOf(application));
  const [form, setForm] = useState<Form>(ground.current.form);
  const [saving, setSaving] = useState<Saving>({ state: 'saved', at: application.updated });
  const [{ conflicts, taken }, setMet] = useState<Met>({ conflicts: [], taken: [] });
  const [version, setVersion] = useState(application.version);
  const typed = useRef(form);
  typed.current = form;
  const isBusy = useRef(false);

  const stand = useCallback((next: Ground) => {
    ground.current = next;
    setVersion(next.version);
  }, []);

  /** What a colleague saved meets what stands here. */
  const meet = useCallback(
    (theirs: Application) => {
      if (theirs.version <= ground.current.version) return;
      const next = groundOf(theirs);
      const merged = mergeForms(sentForm(ground.current.form), sentForm(typed.current), next.form);
      stand(next);
      setMet((before) => joined(before, merged));
      setForm(merged.form);
      typed.current = merged.form;
      if (isSame(merged.form, next.form)) setSaving({ state: 'saved', at: theirs.updated });
    },
    [stand],
  );

  const save = useCallback(async (): Promise<void> => {
    const sent = sentForm(typed.current);
    if (isSame(sent, sentForm(ground.current.form))) return;
    setSaving({ state: 'saving' });
    isBusy.current = true;
    try {
      const saved = await call('save-application', {
        path: { id },
        body: { ...sent },
        version: ground.current.version,
        once: newKey(),
      });
      stand({ version: saved.version, form: sent, at: saved.updated });
      know(queries, saved);
      setSaving(
        isSame(sentForm(typed.current), sent) ? { state: 'saved', at: saved.updated } : { state: 'waiting' },
      );
    } catch (error) {
      setSaving({ state: 'failed', error });
      const { status } = problemOf(error);
      if (status !== 412 && status !== 409) throw error;
      const { application: theirs } = await call('read-application', { path: { id } });
      meet(theirs);
      know(queries, theirs);
      setSaving({ state: 'waiting' });
    } finally {
      isBusy.current = false;
    }
  }, [id, meet, queries, stand]);

  const saveNext = useInOrder(save);

  useEffect(() => {
    // What is just being saved comes back as a newer version of our own.
    if (!isBusy.current) meet(application);
  }, [application, meet]);

  const isAsking = conflicts.length > 0;
  const isDirty = !isSame(sentForm(form), sentForm(ground.current.form));
  usePause(isDirty && !isAsking, [form, version], saveNext);
  useLeaving(() => (isAsking ? Promise.resolve() : saveNext()));

  const change = useCallback((key: string, value: unknown) => {
    setForm((before) => ({ ...before, [key]: value }));
    setSaving((before) => (before.state === 'saving' ? before : { state: 'waiting' }));
  }, []);

  const answer = useCallback((conflict: Conflict, value: unknown) => {
    setForm((before) => withValueAt(before, conflict.path, value));
    setMet((before) => ({ ...before, conflicts: before.conflicts.filter((one) => one !== conflict) }));
    setSaving({ state: 'waiting' });
  }, []);

  const settle = useCallback(async () => {
    await saveNext();
    return ground.current.version;
  }, [saveNext]);

  return {
    form,
    version,
    saving: toldSaving(saving, isDirty, ground.current),
    conflicts,
    taken,
    change,
    answer,
    settle,
  };
}

/** What was typed and taken back again is as it was saved. */
function toldSaving(saving: Saving, isDirty: boolean, { at }: Ground): Saving {
  return saving.state === 'waiting' && !isDirty ? { state: 'saved', at } : saving;
}

/** The newest that is known of an application, for whatever else shows it. */
function know(queries: QueryClient, newest: Application): void {
  queries.setQueryData(
    readingQuery(newest.id).queryKey,
    (before) => before && { ...before, application: newest },
  );
}

/** One save at a time, in order. */
function useInOrder(save: () => Promise<void>): () => Promise<void> {
  const running = useRef<Promise<void> | undefined>(undefined);
  return useCallback(() => {
    const next = (running.current ?? Promise.resolve()).catch(() => undefined).then(save);
    running.current = next;
    return next;
  }, [save]);
}

/** A conflict that nobody has answered stays one, whatever else comes in. */
function joined(before: Met, { conflicts, taken }: Met): Met {
  const paths = new Set(conflicts.map(({ path }) => path));
  return { taken, conflicts: [...before.conflicts.filter(({ path }) => !paths.has(path)), ...conflicts] };
}

/** Saves when nothing was typed for a moment. */
function usePause(isDue: boolean, since: readonly unknown[], save: () => Promise<void>): void {
  useEffect(() => {
    if (!isDue) return undefined;
    const timer = setTimeout(() => void save().catch(() => undefined), PAUSE);
    return () => clearTimeout(timer);
  }, [isDue, save, ...since]);
}

/** Who leaves the screen leaves nothing unsaved. */
function useLeaving(save: () => Promise<void>): void {
  const newest = useRef(save);
  newest.current = save;
  useEffect(
    () => () => {
      void newest.current().catch(() => undefined);
    },
    [],
  );
}
