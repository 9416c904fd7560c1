import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { WorkerOptions } from 'node:worker_threads';
import { Worker } from 'node:worker_threads';
import { builtModule } from './built.ts';

/**
 * A thread that runs a module: compiled code as it is; source (in tests) as it was built, or through the loader that tests use
 * where it has changed since.
 */
export function startThread(module: URL, options: WorkerOptions): Worker {
  // The flags of the process are for its own entry (`--eval`, a loader) and would keep a thread from starting.
  const own = { ...options, execArgv: [] };
  if (!module.pathname.endsWith('.ts')) return new Worker(module, own);
  const built = builtModule(module);
  if (built !== undefined) return new Worker(built, own);
  const loader = pathToFileURL(createRequire(module).resolve('tsx/package.json'));
  const program = `import { register } from ${JSON.stringify(new URL('dist/esm/api/index.mjs', loader).href)};
    register();
    await import(${JSON.stringify(module.href)});`;
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(program)}`), own);
}
