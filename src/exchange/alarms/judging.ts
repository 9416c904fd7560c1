import type { Expiring } from '../partners/index.ts';
import type { AlarmRule, AlarmTerm } from './parameter.ts';
import type { Oldest, Seen } from './standing.ts';

/** An alarm that ought to stand now. */
export interface Judged {
  readonly rule: AlarmRule;
  readonly partner: string;
  /** The channel or the fingerprint that it is about; empty where it is the partner. */
  readonly matter: string;
  /** In the unit of the rule: hours, days or seconds. */
  readonly measured: number;
  readonly allowed: number;
  readonly mail: boolean;
}

/** What the rules are held against. */
export interface Measured {
  readonly now: Date;
  readonly seen: readonly Seen[];
  readonly oldest: readonly Oldest[];
  readonly expiring: readonly Expiring[];
  /** Seconds from a message's own time to its arrival, of the latest messages of a partner. */
  readonly lags: ReadonlyMap<string, readonly number[]>;
}

const HOUR = 3_600_000;
const DAY = 86_400_000;
/** A message may have waited at the partner; so many that all came late did not. */
const ENOUGH = 5;

/** Which alarms ought to stand, by rules alone. */
export function judge(
  { now, seen: sightings, oldest: waiting, expiring, lags }: Measured,
  termOf: (rule: AlarmRule, partner: string) => AlarmTerm | undefined,
): readonly Judged[] {
  const over = (rule: AlarmRule, partner: string, matter: string, measured: number): readonly Judged[] => {
    const term = termOf(rule, partner);
    if (term === undefined || measured <= term.threshold) return [];
    return [{ rule, partner, matter, measured, allowed: term.threshold, mail: term.mail }];
  };
  const silent = [...lastSeen(sightings)].flatMap(([partner, seen]) =>
    over('partner-silent', partner, '', (now.getTime() - seen) / HOUR),
  );
  const ageing = waiting.flatMap(({ partner, channel, oldest }) =>
    oldest === null ? [] : over('queue-ageing', partner, channel, (now.getTime() - oldest.getTime()) / HOUR),
  );
  const ending = expiring.flatMap(({ partner, fingerprint, ends, isCovered }): readonly Judged[] => {
    const term = termOf('certificate-expiring', partner);
    const measured = (ends.getTime() - now.getTime()) / DAY;
    if (term === undefined || isCovered || measured > term.threshold) return [];
    const { threshold: allowed, mail } = term;
    return [{ rule: 'certificate-expiring', partner, matter: fingerprint, measured, allowed, mail }];
  });
  const skewed = [...lags].flatMap(([partner, all]) =>
    over('clock-skew', partner, '', Math.abs(skewOf(all))),
  );
  return [...silent, ...ageing, ...ending, ...skewed];
}

/** A partner of several of ours is seen when any of them sees it; one that nobody has ever seen is not silent yet. */
function lastSeen(sightings: Measured['seen']): ReadonlyMap<string, number> {
  const seen = new Map<string, number>();
  for (const { partner, arrived, sent } of sightings) {
    const last = Math.max(arrived?.getTime() ?? 0, sent?.getTime() ?? 0, seen.get(partner) ?? 0);
    if (last > 0) seen.set(partner, last);
  }
  return seen;
}

/** Seconds by which a clock differs: what comes from the future shows it at once, what is late only where all of it is. */
function skewOf(lags: readonly number[]): number {
  const least = Math.min(...lags);
  if (lags.length === 0) return 0;
  return least < 0 || lags.length >= ENOUGH ? least : 0;
}
