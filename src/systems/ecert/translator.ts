// The thread that translates one large document: its task in, the translation or the reasons against it out.
import { parentPort, workerData } from 'node:worker_threads';
import { StandardsError } from '../../standards/index.ts';
import { translateNow, type TranslationOutcome, type TranslationTask } from './translation.ts';

// Started by `Translations` alone, with a task.
const task = workerData as TranslationTask;

function outcomeOf(): TranslationOutcome {
  try {
    return { translation: translateNow(task) };
  } catch (error) {
    if (!(error instanceof StandardsError)) throw error;
    const { code, values, faults } = error;
    return { code, values, faults };
  }
}

parentPort?.postMessage(outcomeOf());
