// The thread that sets papers: one task in, one paper out, in order.
import { parentPort } from 'node:worker_threads';
import { Setter, type SettingResult, type SettingTask } from './setter.ts';

/** `fault` is the compiler's own text, for the log. */
export type PressAnswer = SettingResult | { readonly fault: string };

const setter = new Setter();

parentPort?.on('message', (task: SettingTask) => {
  const answer = set(task);
  parentPort?.postMessage(answer, 'fault' in answer ? [] : [answer.bytes.buffer]);
});

function set(task: SettingTask): PressAnswer {
  try {
    return setter.set(task);
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
