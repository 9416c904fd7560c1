import { formOf, sentForm, type Form } from './form-values.ts';
import type { Application, Reading } from './holding.ts';
import { isSame, mergeForms, type Conflict } from './merging.ts';

export type Saving =
  /** As it was saved, by whomever. */
  | { readonly state: 'saved'; readonly at: string }
  /** Typed and kept for its author, not saved: no act. */
  | { readonly state: 'kept'; readonly at: string }
  | { readonly state: 'waiting' }
  | { readonly state: 'saving' }
  | { readonly state: 'failed'; readonly error: unknown };

/** What came of joining what colleagues saved with what was typed. */
export interface Met {
  /** Fields that a colleague changed to something else; nothing is saved until each is answered. */
  readonly conflicts: readonly Conflict[];
  /** Fields that were just taken over from a colleague. */
  readonly taken: readonly string[];
}

/** What was last saved, by whomever. */
export interface Ground {
  readonly version: number;
  readonly form: Form;
  /** RFC 3339. */
  readonly at: string;
}

/** What the server keeps of this author. */
export interface Kept {
  readonly revision: number;
  /** Absent where nothing is unsaved. */
  readonly form?: Form;
  readonly base: number;
  /** RFC 3339. */
  readonly at: string;
}

/** Where a draft stands this moment: requests that are under way read it as it is when they end, not as it was drawn. */
export interface Moment {
  typed: Form;
  ground: Ground;
  kept: Kept;
  /** Conflicts that nobody has answered. */
  asked: number;
  /** Whether a save is under way. */
  isBusy: boolean;
}

/** How what is drawn follows the moment. */
interface Drawing {
  readonly setForm: (form: Form) => void;
  readonly setMet: (next: (before: Met) => Met) => void;
  readonly setSaving: (saving: Saving) => void;
  readonly redraw: () => void;
}

const groundOf = ({ version, body, updated }: Application): Ground => ({
  version,
  form: formOf(body.form),
  at: updated,
});

/** Where an author begins: with what they had typed, upon the version on which they typed it. */
export function momentOf({ application, working }: Reading): Moment {
  const standing = groundOf(application);
  const still = { asked: 0, isBusy: false };
  if (working?.form === undefined) {
    const kept = { revision: working?.revision ?? 0, base: standing.version, at: standing.at };
    return { ground: standing, typed: standing.form, kept, ...still };
  }
  const typed = formOf(working.form);
  const ground = { version: working.base, form: formOf(working.ground), at: application.updated };
  const { revision, base, touched: at } = working;
  return { ground, typed, kept: { revision, base, form: sentForm(typed), at }, ...still };
}

/** Until the person has answered, what they typed stays upon the version on which they typed it. */
export function baseOf({ asked, kept, ground }: Moment): number {
  return asked > 0 ? kept.base : ground.version;
}

export function isAsSaved({ typed, ground }: Moment): boolean {
  return isSame(sentForm(typed), sentForm(ground.form));
}

/** Whether what is typed is neither saved nor kept. */
export function isUnkept(now: Moment): boolean {
  const { kept } = now;
  if (isAsSaved(now)) return kept.form !== undefined;
  return !isSame(sentForm(now.typed), kept.form) || kept.base !== baseOf(now);
}

/** An author's hand upon a draft: changes where it stands, and has that drawn. */
export class Hand {
  readonly now: Moment;
  readonly #drawing: Drawing;

  constructor(now: Moment, drawing: Drawing) {
    this.now = now;
    this.#drawing = drawing;
  }

  tell(saving: Saving): void {
    this.#drawing.setSaving(saving);
  }

  stand(ground: Ground): void {
    this.now.ground = ground;
    this.#drawing.redraw();
  }

  hold(kept: Kept): void {
    this.now.kept = kept;
    this.#drawing.redraw();
  }

  /** What a colleague saved meets what stands here. */
  meet(theirs: Application): void {
    const { now } = this;
    if (theirs.version <= now.ground.version) return;
    const next = groundOf(theirs);
    this.#join(mergeForms(sentForm(now.ground.form), sentForm(now.typed), next.form));
    this.stand(next);
    if (isSame(sentForm(now.typed), next.form)) this.tell({ state: 'saved', at: theirs.updated });
  }

  /** What the same author typed in another window meets it too. */
  meetOwn(working: Reading['working']): void {
    const { now } = this;
    if (working === undefined || working.revision === now.kept.revision) return;
    const common = now.kept.form ?? sentForm(now.ground.form);
    if (working.form !== undefined) this.#join(mergeForms(common, sentForm(now.typed), formOf(working.form)));
    const { revision, base, touched: at } = working;
    this.hold({
      revision,
      base,
      at,
      ...(working.form === undefined ? {} : { form: sentForm(formOf(working.form)) }),
    });
  }

  #join(merged: ReturnType<typeof mergeForms>): void {
    const { now } = this;
    this.#drawing.setMet((before) => joined(before, merged));
    now.asked = Math.max(now.asked, merged.conflicts.length);
    this.#drawing.setForm(merged.form);
    now.typed = merged.form;
  }
}

/** A conflict that nobody has answered stays one, whatever else comes in. */
function joined(before: Met, { conflicts, taken }: Met): Met {
  const paths = new Set(conflicts.map(({ path }) => path));
  return { taken, conflicts: [...before.conflicts.filter(({ path }) => !paths.has(path)), ...conflicts] };
}

/** What was typed and taken back again is as it was kept, or as it was saved. */
export function toldSaving(saving: Saving, now: Moment): Saving {
  if (saving.state === 'saving' || isUnkept(now)) return saving;
  const { form, at } = now.kept;
  return { state: form === undefined ? 'saved' : 'kept', at };
}
