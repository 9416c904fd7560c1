import { startThread } from '../../threads/index.ts';
import type { Translation } from '../../standards/index.ts';
import { StandardsError } from '../../standards/index.ts';
import { EcertError } from './error.ts';
import { translateNow, type TranslationOutcome, type TranslationTask } from './translation.ts';

/** Documents up to this many bytes take some milliseconds, less than a thread takes to start. */
const AT_ONCE = 131_072;
/** Threads at a time; each holds a document several times over. */
const MOST_THREADS = 2;
const TIME_LIMIT = 20_000;
const SOURCE = import.meta.url.endsWith('.ts');

/** Translations for a server: a large document has a thread of its own, with a limit of time and memory. */
export class Translations {
  #threads = 0;

  /** Rejects as `translate` throws, and with EcertError `intake-busy` where too many large documents are under way. */
  async translate(task: TranslationTask): Promise<Translation> {
    if (task.request.bytes.length <= AT_ONCE) return translateNow(task);
    if (this.#threads >= MOST_THREADS) throw new EcertError('intake-busy');
    this.#threads += 1;
    try {
      const outcome = await onThread(task);
      if ('translation' in outcome) return outcome.translation;
      const { code, values, faults } = outcome;
      throw new StandardsError(code, values, { faults });
    } finally {
      this.#threads -= 1;
    }
  }
}

async function onThread(task: TranslationTask): Promise<TranslationOutcome> {
  const module = new URL(SOURCE ? './translator.ts' : './translator.js', import.meta.url);
  const thread = startThread(module, { workerData: task, resourceLimits: { maxOldGenerationSizeMb: 512 } });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<TranslationOutcome>((resolve, reject) => {
      const unfinished = (): void => reject(new StandardsError('translation-unfinished'));
      timer = setTimeout(unfinished, TIME_LIMIT);
      thread.once('message', resolve);
      thread.once('error', reject);
      thread.once('exit', unfinished);
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
      throw new StandardsError('translation-unfinished', {}, { cause: error });
    }
    throw error;
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}
