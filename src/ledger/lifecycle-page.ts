import type { Lifecycle, Party } from './lifecycle.ts';

const TAKEN_BY: Readonly<Record<Party, string>> = {
  keeper: 'its authority',
  party: 'its parties',
  rule: 'by rule',
};

/** A page about a lifecycle in Markdown: the state diagram (Mermaid) and a table of the actions. */
export function lifecyclePage<Body, State extends string>(
  title: string,
  lifecycle: Lifecycle<Body, State>,
): string {
  const rows = [...lifecycle.actions].map(
    ([name, action]) =>
      `| \`${name}\` | ${action.from.join(', ')} | ${[action.to, ...action.others].join(', ')} | ${
        TAKEN_BY[action.by]
      } | \`${action.permission}\` | ${action.meaning} |`,
  );
  return [
    `# ${title}`,
    '',
    '```mermaid',
    lifecycleDiagram(lifecycle),
    '```',
    '',
    '| action | leaves | enters | taken | permission | meaning |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** The Mermaid state diagram of a lifecycle. */
export function lifecycleDiagram<Body, State extends string>(lifecycle: Lifecycle<Body, State>): string {
  const arrows = [...lifecycle.actions].flatMap(([name, action]) =>
    action.from.flatMap((from) => [action.to, ...action.others].map((to) => `  ${from} --> ${to}: ${name}`)),
  );
  const left = new Set([...lifecycle.actions.values()].flatMap((action) => action.from));
  const ends = lifecycle.states.filter((state) => !left.has(state));
  return [
    'stateDiagram-v2',
    ...lifecycle.initial.map((state) => `  [*] --> ${state}`),
    ...arrows,
    ...ends.map((state) => `  ${state} --> [*]`),
  ].join('\n');
}
