import type { ReactNode } from 'react';
import type { Reader } from '../../language/reader.tsx';
import type { TimelineEntry } from '../../pieces/timeline.tsx';
import { channelName, MESSAGE_TONES, stateName } from '../exchange/telling.ts';
import { FindingList } from './finding-list.tsx';
import type { Direction, MessageLife } from './screen.tsx';

type Dated = TimelineEntry & { readonly at: number };

const OUTCOME_TONES: Readonly<Record<string, NonNullable<TimelineEntry['tone']>>> = {
  accepted: 'passed',
  'accepted-with-warnings': 'warning',
  'not-readable': 'failed',
  rejected: 'failed',
};

/** Everything that happened to a message, oldest first: what the house did, what the road said, what was acknowledged. */
export function lifeOf(
  { message, events, receipts }: MessageLife,
  direction: Direction,
  reader: Reader,
): readonly TimelineEntry[] {
  const { say, sayFirst, moment } = reader;
  const { posted, received, sent, changed, state } = message;
  const entry = (at: string, more: Omit<TimelineEntry, 'when' | 'instant'>): Dated => ({
    ...more,
    when: moment(at),
    instant: at,
    at: Date.parse(at),
  });
  const begun = posted ?? received;
  const entries: Dated[] = [
    ...(begun === undefined
      ? []
      : [
          entry(begun, {
            key: 'begun',
            title: say(direction === 'out' ? 'web-message-was-posted' : 'web-message-was-received'),
            who: channelName(reader, message.channel),
          }),
        ]),
    ...(sent === null || sent === undefined
      ? []
      : [entry(sent, { key: 'sent', title: say('web-message-was-sent'), tone: 'compare' })]),
    ...events.map(({ at, event, attempt, code, told, actor, reason, leaf }, index) =>
      entry(at, {
        key: `event ${index}`,
        title:
          sayFirst([`web-message-event-${event}`], event) +
          (attempt === null ? '' : ` · ${say('web-message-attempt', { number: attempt })}`),
        tone: actor === null ? 'failed' : 'compare',
        ...(actor === null ? {} : { who: actor }),
        more: <Words reason={reason ?? told ?? ''} code={code} leaf={leaf} />,
      }),
    ),
    ...receipts.map(({ given, level, outcome, at, received: came, findings, bytes, leaf }) =>
      entry(came, {
        key: `receipt ${level} ${outcome} ${String(given)}`,
        title: `${sayFirst([`web-receipt-${level}`], level)}: ${sayFirst([`web-receipt-${outcome}`], outcome)}`,
        tone: OUTCOME_TONES[outcome] ?? 'unknown',
        who: say(given ? 'web-receipt-ours' : 'web-receipt-theirs', { time: moment(at) }),
        more: (
          <>
            {findings.length > 0 && <FindingList findings={findings} />}
            <p className="quiet code">{`${say('web-message-leaf')}: ${leaf}`}</p>
            <details>
              <summary>{say('web-receipt-bytes')}</summary>
              <pre className="bytes code">{textOf(bytes)}</pre>
            </details>
          </>
        ),
      }),
    ),
    ...(state === 'pending' || state === 'kept'
      ? []
      : [
          entry(changed, {
            key: 'state',
            title: stateName(reader, state),
            tone: MESSAGE_TONES[state] ?? 'unknown',
          }),
        ]),
  ];
  return entries.toSorted((left, right) => left.at - right.at);
}

function Words({
  reason,
  code,
  leaf,
}: {
  readonly reason: string;
  readonly code: string | null;
  readonly leaf: string | null;
}): ReactNode {
  return (
    <>
      {reason !== '' && <p dir="auto">{reason}</p>}
      {code !== null && <p className="quiet code">{code}</p>}
      {leaf !== null && <p className="quiet code">{leaf}</p>}
    </>
  );
}

/** A receipt is a JWS in its compact form: letters, digits and three marks. Anything else is told as it came, in base64. */
function textOf(base64: string): string {
  const text = atob(base64);
  return /^[\w.-]+$/.test(text) ? text : base64;
}
