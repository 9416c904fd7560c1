import { saidIn, type BundleReport, type Light, type ShownAct } from '../core/index.ts';
import { tellCode } from './lamp-telling.ts';
import type { Speech } from './speech.ts';

/** An act in the reader's words. */
interface ToldAct {
  readonly act: string;
  /** Permanent name of what was acted on. */
  readonly subject: string;
  readonly when: string;
  readonly who: string;
  readonly state: string;
  readonly light: Light;
  readonly proof: string;
  /** What was said in it: texts of whoever wrote them, line ends included. */
  readonly said: readonly string[];
}

/** Every act of the document and of the records about it, in the order of the log; what is not proven comes last. */
export function timelineOf({ history, related }: BundleReport): readonly ShownAct[] {
  const acts = [history, ...related.records].flatMap((record) => record.acts);
  const place = ({ index = Infinity }: ShownAct) => index;
  return acts.toSorted((left, right) =>
    place(left) < place(right) ? -1 : Number(place(left) > place(right)),
  );
}

export function tellAct({ act, light, code, values, content }: ShownAct, speech: Speech): ToldAct {
  const word = (prefix: string, text = '—'): string =>
    speech.has(prefix + text) ? speech.say(prefix + text) : text;
  return {
    act: word('lamp-act-', act?.kind),
    subject: act?.subject ?? '—',
    when: act === undefined ? '—' : speech.moment(act.at),
    who: act?.actor ?? '—',
    state: word('lamp-state-', act?.state),
    light,
    proof: `${speech.say(`light-${light}`)} · ${tellCode({ code, values }, speech)}`,
    said: saidIn(content).map((text) => word('lamp-reason-', text)),
  };
}
