export {
  TASK_STATES,
  TaskBody,
  taskLifecycle,
  taskRecord,
  type TaskEntry,
  type TaskState,
} from './task-record.ts';
export {
  actOnTask,
  closeTasks,
  endTasks,
  openTasks,
  sweepTasks,
  TASK_ACTIONS,
  tasksFor,
  tasksOf,
  waitingOn,
  type NewTask,
} from './tasks.ts';
export { DEFAULT_TERM, type TaskTerm } from './term.ts';
export { TASK_KINDS, TASK_REFUSALS, taskWords } from './words.ts';
export { addWorkingDays, subtractWorkingDays } from './working-days.ts';
