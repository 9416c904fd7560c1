/** First words of the keys of queries that a change makes stale, by what changed. */
const TOPICS: Readonly<Record<string, readonly string[]>> = {
  certificate: ['certificate', 'certificates', 'desk'],
  result: ['certificate', 'results', 'desk'],
  inquiry: ['inquiry', 'inquiries', 'desk'],
  task: ['tasks', 'desk'],
  application: ['application', 'applications', 'desk'],
  draft: ['application'],
  batch: ['running-batches'],
  declaration: ['declaration', 'declarations', 'balance', 'tasks', 'desk'],
};

/** What a gap in the line may have hidden that the log does not tell afterwards. */
export const UNTOLD: readonly string[] = ['application', 'running-batches', 'batches'];

/** What one does oneself is known here already; only figures are not. */
const NOT_OWN: ReadonlySet<string> = new Set(['draft']);

/** What a change on the wire makes stale; nothing where it is not one we know. */
export function topicsOf(data: unknown): readonly string[] {
  if (typeof data !== 'string') return [];
  try {
    const change: unknown = JSON.parse(data);
    if (typeof change !== 'object' || change === null || !('kind' in change)) return [];
    const kind = String(change.kind);
    if ('own' in change && change.own === true && NOT_OWN.has(kind)) return [];
    return TOPICS[kind] ?? [];
  } catch {
    return [];
  }
}
