// The thread that decides stored cases by two rule books: portions of cases in, their tally out, in order.
import { parentPort } from 'node:worker_threads';
import type { SimulatorMessage } from './lib/messages.ts';
import { readyPair, simulated, type ReadyPair } from './lib/simulating.ts';

const books = new Map<string, ReadyPair>();

parentPort?.on('message', (message: SimulatorMessage) => {
  if (message.kind === 'book') books.set(message.office, readyPair(message.books));
  else parentPort?.postMessage(simulated(message.cases, (office) => books.get(office)));
});
