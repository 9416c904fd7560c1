import { Type, type Static } from 'typebox';
import type { ActionContext, Refusal } from '../lifecycle.ts';
import { actionsOf, defineLifecycle } from '../lifecycle.ts';
import { defineRecord, type Entry } from '../record.ts';
import type { Scope } from '../../database/index.ts';
import { keeps } from '../caller.ts';
import { addWorkingDays } from './working-days.ts';

export const TASK_STATES = ['open', 'taken', 'done', 'dropped'] as const;
export type TaskState = (typeof TASK_STATES)[number];

const strict = { additionalProperties: false };
const Text = Type.String();
const Moment = Type.String({ description: 'RFC 3339, UTC.' });

/** What there is to do, for whom it is due, and how far up it has gone. */
export const TaskBody = Type.Object(
  {
    kind: Type.String({ pattern: '^[a-z][a-z-]{0,39}$', description: 'Key of the words `task-<kind>`.' }),
    subject: Type.Object({ record: Text, id: Text, number: Type.Optional(Text) }, strict),
    certificate: Type.Optional(Type.Object({ id: Text, number: Text }, strict)),
    origin: Type.Object(
      { country: Text, office: Type.Optional(Text) },
      { ...strict, description: 'Who caused it.' },
    ),
    permission: Type.String({ description: 'What one must be allowed in order to do it.' }),
    due: Moment,
    level: Type.Integer({
      minimum: 0,
      maximum: 2,
      description: '0: the office. 1: its supervisor. 2: the authority.',
    }),
    reminds: Type.Optional(Moment),
    escalates: Type.Optional(Moment),
    assignee: Type.Optional(Type.String({ description: 'Actor who has taken it.' })),
    byAct: Type.Optional(
      Type.Boolean({ description: 'Only the act that it waits for ends it; nobody ticks it off.' }),
    ),
    excluded: Type.Optional(
      Type.Array(Text, { description: 'Actors who must not do it, because they did what it follows from.' }),
    ),
  },
  strict,
);
export type TaskBody = Static<typeof TaskBody>;

export type TaskEntry = Entry<TaskBody, TaskState>;

/** Working days from one level to the next. */
const ESCALATION_DAYS = 2;

const Nothing = Type.Object({}, strict);
const action = actionsOf<TaskBody, TaskState>();
type Context = ActionContext<TaskBody, TaskState, unknown>;

/** Who may do it at all: not those who are excluded, and only with the permission that the work asks for. */
function unfit({ entry, caller }: Context, actor = caller.actor): Refusal | undefined {
  const { excluded = [], permission } = entry.body;
  // Delegation does not get round it: neither who acts nor in whose name.
  if (excluded.includes(actor) || (caller.behalf !== undefined && excluded.includes(caller.behalf)))
    return { code: 'task-excluded', values: {} };
  return caller.may(permission) ? undefined : { code: 'task-permission', values: { permission } };
}

function ofAnother({ entry, caller }: Context): Refusal | undefined {
  const { assignee } = entry.body;
  return assignee === undefined || assignee === caller.actor || caller.may('task.assign')
    ? undefined
    : { code: 'task-taken', values: {} };
}

function unfinished({ entry }: Context): Refusal | undefined {
  return entry.body.byAct === true ? { code: 'task-by-act', values: {} } : undefined;
}

export const taskLifecycle = defineLifecycle<TaskBody, TaskState>({
  states: TASK_STATES,
  initial: ['open'],
  actions: {
    take: action({
      from: ['open'],
      to: 'taken',
      permission: 'task.work',
      input: Nothing,
      meaning: 'Somebody of the office takes it upon themselves.',
      guard: (context) => unfit(context),
      effect: ({ caller }) => ({ assignee: caller.actor }),
    }),
    assign: action({
      from: ['open', 'taken'],
      to: 'taken',
      permission: 'task.assign',
      input: Type.Object({ assignee: Type.String({ pattern: '^account/[0-9a-f-]{36}$' }) }, strict),
      meaning: 'A supervisor gives it to somebody.',
      guard: ({ entry, input }) =>
        entry.body.excluded?.includes(input.assignee) === true
          ? { code: 'task-excluded', values: {} }
          : undefined,
      effect: ({ input }) => ({ assignee: input.assignee }),
    }),
    release: action({
      from: ['taken'],
      to: 'open',
      permission: 'task.work',
      input: Nothing,
      meaning: 'It goes back to the office.',
      guard: ofAnother,
      effect: () => ({ assignee: undefined }),
    }),
    finish: action({
      from: ['open', 'taken'],
      to: 'done',
      permission: 'task.work',
      input: Nothing,
      meaning: 'It is done.',
      guard: (context) => unfit(context) ?? ofAnother(context) ?? unfinished(context),
      effect: () => ENDED,
    }),
    settle: action({
      from: ['open', 'taken'],
      to: 'done',
      by: 'party',
      permission: 'task.settle',
      input: Nothing,
      meaning: 'The act that it waited for has taken place.',
      effect: () => ENDED,
    }),
    drop: action({
      from: ['open', 'taken'],
      to: 'dropped',
      by: 'party',
      permission: 'task.settle',
      input: Nothing,
      meaning: 'It need not be done any more.',
      effect: () => ENDED,
    }),
    remind: action({
      from: ['open'],
      to: 'open',
      by: 'rule',
      permission: 'task.sweep',
      input: Nothing,
      meaning: 'It will soon be due, and nobody has taken it.',
      effect: () => ({ reminds: undefined }),
    }),
    'remind-taker': action({
      from: ['taken'],
      to: 'taken',
      by: 'rule',
      permission: 'task.sweep',
      input: Nothing,
      meaning: 'It will soon be due.',
      effect: () => ({ reminds: undefined }),
    }),
    escalate: action({
      from: ['open', 'taken'],
      to: 'open',
      by: 'rule',
      permission: 'task.sweep',
      input: Nothing,
      meaning:
        'It is overdue: the supervisor of the office is told, and after two working days the authority.',
      effect: ({ entry, now }) => {
        const level = Math.min(entry.body.level + 1, 2);
        const escalates = level < 2 ? addWorkingDays(now, ESCALATION_DAYS).toISOString() : undefined;
        return { level, escalates, assignee: undefined };
      },
    }),
  },
});

const ENDED = { reminds: undefined, escalates: undefined } as const;

/** Whether a scope is, or is above, who caused a task. */
function caused(scope: Scope, { country, office }: TaskBody['origin']): boolean {
  if (scope.kind !== 'authority' || scope.country !== country) return false;
  if (scope.office === undefined || scope.office === office) return true;
  return office !== undefined && scope.below?.includes(office) === true;
}

/** A task as a record of the ledger. */
export const taskRecord = defineRecord({
  name: 'task',
  schema: TaskBody,
  lifecycle: taskLifecycle,
  order: 'due',
  columns: {
    kind: { type: 'text', of: ({ body }) => body.kind },
    subject: { type: 'uuid', of: ({ body }) => body.subject.id },
    origin: { type: 'text', of: ({ body }) => body.origin.country },
    origin_office: { type: 'text', of: ({ body }) => body.origin.office },
    level: { type: 'integer', of: ({ body }) => body.level },
    assignee: { type: 'text', of: ({ body }) => body.assignee },
    due: { type: 'timestamptz', of: ({ body }) => body.due },
    reminds: { type: 'timestamptz', of: ({ body }) => body.reminds },
    escalates: { type: 'timestamptz', of: ({ body }) => body.escalates },
  },
  terms: () => [],
  isParty: (scope, record) => keeps(scope, record) || caused(scope, record.body.origin),
  scoped: () => [],
  filters: {},
});
