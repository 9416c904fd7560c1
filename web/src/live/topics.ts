/** First words of the keys of queries that a change makes stale, by what changed. */
const TOPICS: Readonly<Record<string, readonly string[]>> = {
  certificate: ['certificate', 'certificates', 'desk'],
  result: ['certificate', 'results', 'desk'],
  inquiry: ['inquiry', 'inquiries', 'desk'],
  task: ['tasks', 'desk'],
  application: ['application', 'applications', 'desk'],
};

/** What a change on the wire makes stale; nothing where it is not one we know. */
export function topicsOf(data: unknown): readonly string[] {
  if (typeof data !== 'string') return [];
  try {
    const change: unknown = JSON.parse(data);
    if (typeof change !== 'object' || change === null || !('kind' in change)) return [];
    return TOPICS[String(change.kind)] ?? [];
  } catch {
    return [];
  }
}
