import { monthOf, type Contribution } from './contributions.ts';

/** One line of a history, with what of it counts. */
export interface FigureLine {
  readonly leaf: string;
  readonly record: string;
  readonly version: number;
  readonly action: string;
  readonly state: string;
  readonly at: Date;
  readonly country: string;
  readonly authority: string;
  readonly office: string | null;
  /** Members of the body that count: all of them at the beginning, afterwards what the act changed. */
  readonly facts: Facts | null;
}

export interface Facts {
  readonly issued?: string | null;
  readonly importCountry?: string | null;
  readonly tariffs?: readonly string[] | null;
  readonly netKilograms?: string | null;
  readonly claimed?: { readonly country: string } | null;
  readonly seen?: { readonly country?: string } | null;
  readonly commodity?: string | null;
  readonly reported?: string | null;
}

/** What a record adds as it stands after some of its lines; nothing where it does not count (yet). */
export type Standing = (line: FigureLine, facts: Facts) => Contribution | undefined;

/** The facts that lines lead to, oldest first (RFC 7396: null removes). */
export function factsOf(lines: readonly FigureLine[]): Facts {
  const facts: Record<string, unknown> = {};
  for (const line of lines) {
    for (const [name, value] of Object.entries(line.facts ?? {})) {
      if (value === null) Reflect.deleteProperty(facts, name);
      else facts[name] = value;
    }
  }
  return facts;
}

const STATES: Readonly<Record<string, 'withdrawn' | 'replaced' | 'cancelled' | 'expired'>> = {
  withdrawn: 'withdrawn',
  replaced: 'replaced',
  cancelled: 'cancelled',
  expired: 'expired',
};

/** A certificate counts once it is no draft, in the month of its issue. */
export const certificateStanding: Standing = (line, facts) => {
  const { country, authority, office, state } = line;
  if (state === 'draft' || typeof facts.issued !== 'string') return undefined;
  const ended = STATES[state];
  return {
    place: {
      month: monthOf(facts.issued),
      country,
      destination: facts.importCountry ?? '',
      authority,
      office: office ?? '',
      commodities: facts.tariffs ?? [],
    },
    amounts: {
      certificates: '1',
      ...(typeof facts.netKilograms === 'string' ? { kilograms: facts.netKilograms } : {}),
      ...(ended === undefined ? {} : { [ended]: '1' }),
    },
  };
};

/** A report counts in its month; confirmed while it is. */
export const forgeryStanding: Standing = ({ authority, office, state }, facts) => {
  if (typeof facts.reported !== 'string') return undefined;
  return {
    place: {
      month: monthOf(facts.reported),
      country: facts.claimed?.country ?? '',
      destination: facts.seen?.country ?? '',
      authority,
      office: office ?? '',
      commodities: typeof facts.commodity === 'string' ? [facts.commodity] : [],
    },
    amounts: { 'forgeries-reported': '1', ...(state === 'confirmed' ? { 'forgeries-confirmed': '1' } : {}) },
  };
};

/** A verification result, with the certificate that it is about. */
export interface ResultLine {
  readonly leaf: string;
  readonly state: string;
  readonly given: Date;
  /** Counts the country's results on the certificate from 1. */
  readonly place: number;
  readonly destination: string;
  readonly country: string;
  readonly authority: string;
  readonly office: string | null;
  readonly tariffs: readonly string[] | null;
  /** When the certificate came in. */
  readonly came: Date;
}

const VERDICTS: Readonly<Record<string, 'passes' | 'refusals' | 'requests'>> = {
  pass: 'passes',
  refuse: 'refusals',
  request: 'requests',
};

export function resultContribution(line: ResultLine): Contribution {
  const verdict = VERDICTS[line.state];
  const seconds = Math.max(0, Math.round((line.given.getTime() - line.came.getTime()) / 1000));
  return {
    place: {
      month: monthOf(line.given.toISOString()),
      country: line.country,
      destination: line.destination,
      authority: line.authority,
      office: line.office ?? '',
      commodities: line.tariffs ?? [],
    },
    amounts: {
      results: '1',
      ...(verdict === undefined ? {} : { [verdict]: '1' }),
      ...(line.place === 1 ? { verified: '1', 'result-seconds': String(seconds) } : {}),
    },
  };
}

/** An act on an inquiry, with when it was opened and whether it had been answered before. */
export interface InquiryLine {
  readonly leaf: string;
  readonly version: number;
  readonly action: string;
  readonly at: Date;
  readonly opened: Date;
  readonly answered_before: boolean;
  readonly destination: string;
  readonly country: string;
  readonly authority: string;
  readonly office: string | null;
  readonly tariffs: readonly string[] | null;
}

const DAY = 86_400;

/** An inquiry counts when it is opened, its first answer in the same month; what follows adds nothing. */
export function inquiryContribution(line: InquiryLine): Contribution | undefined {
  const place = {
    month: monthOf(line.opened.toISOString()),
    country: line.country,
    destination: line.destination,
    authority: line.authority,
    office: line.office ?? '',
    commodities: line.tariffs ?? [],
  };
  if (line.version === 1) return { place, amounts: { inquiries: '1' } };
  if (line.action !== 'answer' || line.answered_before) return undefined;
  const seconds = Math.max(0, Math.round((line.at.getTime() - line.opened.getTime()) / 1000));
  return {
    place,
    amounts: {
      answered: '1',
      'answer-seconds': String(seconds),
      ...(seconds <= DAY ? { 'answered-in-1-day': '1' } : {}),
      ...(seconds <= 3 * DAY ? { 'answered-in-3-days': '1' } : {}),
      ...(seconds <= 7 * DAY ? { 'answered-in-7-days': '1' } : {}),
    },
  };
}
