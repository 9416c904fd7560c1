import { Agent, request } from 'node:http';

/** One kind of request; `path` is asked for anew each time. */
export interface Kind {
  readonly name: string;
  /** How many of the whole are of this kind. */
  readonly share: number;
  readonly path: () => string;
  readonly token: string;
}

/** How a kind fared: milliseconds from the moment at which its request was due to the end of the answer. */
export interface Fared {
  readonly name: string;
  readonly count: number;
  readonly times: readonly number[];
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Requests that failed or were answered otherwise than with 200. */
  readonly dropped: number;
}

/** Requests under way beyond which a new one counts as dropped: nobody waits that long. */
const MOST_UNDER_WAY = 500;

/**
 * Sends so many requests a second for so long, whether or not the earlier ones were answered: what a slow answer holds up
 * is waited for, not left out. Kinds follow each other by their shares.
 */
export async function openModel(
  url: string,
  kinds: readonly Kind[],
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
): Promise<readonly Fared[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: MOST_UNDER_WAY });
  const turns = kinds.flatMap((kind) => Array.from({ length: kind.share }, () => kind));
  const noted = new Map(kinds.map(({ name }) => [name, { times: [] as number[], dropped: 0 }]));
  const started = performance.now();
  const answers: Promise<void>[] = [];
  let underWay = 0;
  for (let sent = 0; sent < rate * seconds; sent += 1) {
    const due = started + (sent / rate) * 1000;
    await until(due);
    // A step that has no common divisor with their number mixes the kinds.
    const kind = turns[(sent * 7919) % turns.length];
    const notes = noted.get(kind?.name ?? '');
    if (kind === undefined || notes === undefined) continue;
    if (underWay >= MOST_UNDER_WAY) {
      notes.dropped += 1;
      continue;
    }
    underWay += 1;
    answers.push(
      ask(new URL(kind.path(), url), kind.token, agent).then((status) => {
        underWay -= 1;
        if (status === 200) notes.times.push(performance.now() - due);
        else notes.dropped += 1;
      }),
    );
  }
  await Promise.all(answers);
  agent.destroy();
  return [...noted].map(([name, { times, dropped }]) => ({
    name,
    count: times.length,
    dropped,
    times,
    ...quantiles(times),
  }));
}

/** Of milliseconds; infinite where there are none. */
export function quantiles(times: readonly number[]): { p50: number; p95: number; p99: number } {
  const sorted = times.toSorted((left, right) => left - right);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.POSITIVE_INFINITY;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function until(due: number): Promise<void> {
  const wait = due - performance.now();
  if (wait <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    setTimeout(resolve, wait);
  });
}

/** The status; 0 where there was no answer. */
function ask(url: URL, token: string, agent: Agent): Promise<number> {
  return new Promise((resolve) => {
    const sent = request(url, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', () => resolve(0));
    });
    sent.on('error', () => resolve(0));
    sent.end();
  });
}
