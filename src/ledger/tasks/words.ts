import type { Catalogue } from '../../base/index.ts';
import ar from './words/ar.json' with { type: 'json' };
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };
import fr from './words/fr.json' with { type: 'json' };
import ru from './words/ru.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

/** Why an action on a task is refused; each a key of the words. */
export const TASK_REFUSALS = ['task-excluded', 'task-permission', 'task-taken', 'task-by-act'] as const;

/** What the systems leave to do; each with the word `task-<kind>`. */
export const TASK_KINDS = [
  'answer-inquiry',
  'decide-inquiry',
  'note-refusal',
  'review-application',
  'sign-application',
  'watch-declaration',
  'choose-document',
  'look-at-refusal',
  'ask-issuer',
  'confirm-overruling',
  'confirm-annulment',
  'read-answer',
  'look-at-alert',
] as const;

/** Sentences about tasks. */
export const taskWords: Catalogue = { en, zh, fr, es, ru, ar };
