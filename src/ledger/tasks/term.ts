import { addWorkingDays, subtractWorkingDays } from './working-days.ts';

/** How long a piece of work may take, in working days counted from the act that leaves it. */
export interface TaskTerm {
  /** Until it is due. */
  readonly days: number;
  /** Until who has to do it is reminded; at most `days`. */
  readonly reminderDays: number;
  /** Until the supervisor of the office is told that it is not done; at least `days`. */
  readonly escalationDays: number;
}

/** Where nobody says otherwise: reminded a working day before it is due, escalated as soon as it is overdue. */
export const DEFAULT_TERM: TaskTerm = { days: 5, reminderDays: 4, escalationDays: 5 };

/** Another last day than the usual keeps the usual distance of the reminder. */
export function remindsAt(due: Date, { days, reminderDays }: TaskTerm): Date {
  return subtractWorkingDays(due, Math.max(0, days - reminderDays));
}

/** Another last day than the usual keeps the usual patience. */
export function escalatesAt(due: Date, { days, escalationDays }: TaskTerm): Date {
  return addWorkingDays(due, Math.max(0, escalationDays - days));
}
