import type { QueryClient } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { problemOf } from '../../api/problem.ts';
import { sentForm } from './form-values.ts';
import { baseOf, isAsSaved, isUnkept, type Hand, type Moment } from './hand.ts';
import { know, type Reading } from './holding.ts';

/** Whose draft it is, and what else shows it. */
export interface Sending {
  readonly id: string;
  readonly hand: Hand;
  readonly queries: QueryClient;
}

/** Keeps for the author what is typed and not saved; forgets what was kept where it is as it was saved. No act. */
export async function keep(sending: Sending, outlives: boolean): Promise<void> {
  const { hand } = sending;
  if (!isUnkept(hand.now)) return;
  hand.tell({ state: 'saving' });
  try {
    await (isAsSaved(hand.now) ? forget(sending, outlives) : keepTyped(sending, outlives));
  } catch (error) {
    await meetAfter(error, sending);
  }
}

async function forget({ id, hand }: Sending, outlives: boolean): Promise<void> {
  const { now } = hand;
  const base = baseOf(now);
  const body = { revision: now.kept.revision };
  const { revision } = await call('discard-working-copy', { path: { id }, body, outlives });
  hand.hold({ revision, base, at: now.ground.at });
}

async function keepTyped(sending: Sending, outlives: boolean): Promise<void> {
  const { id, hand, queries } = sending;
  const { now } = hand;
  const form = sentForm(now.typed);
  const base = baseOf(now);
  const { revision, current, touched } = await call('keep-working-copy', {
    path: { id },
    body: { base, revision: now.kept.revision, form: { ...form } },
    outlives,
  });
  hand.hold({ revision, base, form, at: touched });
  know(queries, id, { working: workingOf(now) });
  hand.tell(isUnkept(now) ? { state: 'waiting' } : { state: 'kept', at: touched });
  if (current > now.ground.version) await readAnew(sending);
}

/** The act. What a colleague saved in between is joined and saved once more; where they conflict, the person answers first. */
export async function save(sending: Sending): Promise<void> {
  if (!(await saveOnce(sending))) await saveOnce(sending);
}

async function saveOnce(sending: Sending): Promise<boolean> {
  const { id, hand, queries } = sending;
  const { now } = hand;
  if (now.asked > 0 || isAsSaved(now)) return true;
  const form = sentForm(now.typed);
  hand.tell({ state: 'saving' });
  now.isBusy = true;
  try {
    const { version } = now.ground;
    const saved = await call('save-application', {
      path: { id },
      body: { ...form },
      version,
      once: newKey(),
    });
    hand.stand({ version: saved.version, form, at: saved.updated });
    // The act took the working copy with it; a revision that is guessed wrong is put right by the next refusal.
    const revision = now.kept.revision + (now.kept.form === undefined ? 0 : 1);
    hand.hold({ revision, base: saved.version, at: saved.updated });
    const working = { revision, base: saved.version, touched: saved.updated };
    know(queries, id, { application: saved, working });
    hand.tell(isUnkept(now) ? { state: 'waiting' } : { state: 'saved', at: saved.updated });
    return true;
  } catch (error) {
    await meetAfter(error, sending);
    return false;
  } finally {
    now.isBusy = false;
  }
}

/** Whom somebody forestalled reads what they did; every other refusal is thrown on. */
async function meetAfter(error: unknown, sending: Sending): Promise<void> {
  const { hand } = sending;
  hand.tell({ state: 'failed', error });
  const { status } = problemOf(error);
  if (status !== 412 && status !== 409) throw error;
  await readAnew(sending);
  hand.tell({ state: 'waiting' });
}

async function readAnew({ id, hand, queries }: Sending): Promise<void> {
  const newest = await call('read-application', { path: { id } });
  hand.meetOwn(newest.working);
  hand.meet(newest.application);
  know(queries, id, newest);
}

function workingOf({ kept, ground }: Moment): NonNullable<Reading['working']> {
  const { revision, base, form, at: touched } = kept;
  return {
    revision,
    base,
    touched,
    ...(form === undefined ? {} : { form: { ...form }, ground: { ...ground.form } }),
  };
}
