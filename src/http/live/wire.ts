import type { ChangeKind, LedgerChange, Stirring } from '../../systems/ecert/changes/index.ts';

/** Names of changes on the wire. */
export const EVENT_KINDS: Readonly<Record<ChangeKind, string>> = {
  certificate: 'certificate',
  verification_result: 'result',
  inquiry: 'inquiry',
  task: 'task',
  application: 'application',
  declaration: 'declaration',
};

/** One event of a stream (HTML, "Server-sent events"); the id is what a client that comes back says it has. */
export function eventText(name: string, data: object, id?: number): string {
  return `${id === undefined || id < 0 ? '' : `id: ${String(id)}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** A change as a listener is told of it: which record, which version, what was done; nothing of its content. */
export function changeText(change: LedgerChange, actor: string): string {
  const { position, kind, record, version, action, state, at, certificate, destination, level } = change;
  return eventText(
    'change',
    {
      kind: EVENT_KINDS[kind],
      record,
      version,
      action,
      state,
      at,
      ...(certificate === undefined ? {} : { certificate }),
      ...(destination === undefined ? {} : { destination }),
      ...(level === undefined ? {} : { level }),
      own: change.actor === actor,
    },
    position,
  );
}

/** What is being done and is no act yet; without a place in the log, so that whoever comes back goes on from the last act. */
export function stirringText({ kind, record, actor }: Stirring, listener: string): string {
  return eventText('change', { kind, record, own: actor === listener });
}
