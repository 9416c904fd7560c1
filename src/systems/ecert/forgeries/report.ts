import { fromBase64, isCalendarDay, toHex, type Fault } from '../../../base/index.ts';
import { sha256 } from '../../../crypto/index.ts';
import { sniff } from '../attachments/index.ts';
import type { AuthorityProfile } from '../authority.ts';

/** What somebody reports. */
export interface ForgeryReport {
  readonly number: string;
  readonly paper?: string;
  /** Country in whose name it was made, and its authority or office where known. */
  readonly country: string;
  readonly authority?: string;
  readonly office?: string;
  readonly seenCountry?: string;
  readonly seenPlace?: string;
  /** `2026-11-22`. */
  readonly seenOn?: string;
  readonly commodity?: string;
  readonly signs?: readonly string[];
  readonly description: string;
  readonly contact?: string;
  /** Base64. */
  readonly photographs?: readonly string[];
}

export interface Photograph {
  readonly place: number;
  readonly mediaType: 'image/jpeg' | 'image/png';
  readonly size: number;
  /** SHA-256, hex. */
  readonly digest: string;
  readonly bytes: Uint8Array;
}

export const MOST_PHOTOGRAPHS = 4;
export const LARGEST_PHOTOGRAPH = 3_145_728;

/** The photographs of a report, and every fault of it. What a picture is, its bytes say. */
export function readReport(report: ForgeryReport): {
  readonly photographs: readonly Photograph[];
  readonly faults: readonly Fault[];
} {
  const faults: Fault[] = [];
  const photographs = (report.photographs ?? []).flatMap((text, index): readonly Photograph[] => {
    const bytes = text.length > LARGEST_PHOTOGRAPH * 1.4 ? undefined : fromBase64(text);
    const mediaType = bytes === undefined ? undefined : sniff(bytes);
    const isPicture = mediaType === 'image/jpeg' || mediaType === 'image/png';
    if (bytes === undefined || bytes.length > LARGEST_PHOTOGRAPH || !isPicture) {
      const megabytes = LARGEST_PHOTOGRAPH / 1_048_576;
      faults.push({
        code: 'forgery-photograph-unfit',
        path: `/photographs/${String(index)}`,
        values: { megabytes },
      });
      return [];
    }
    return [{ place: index + 1, mediaType, size: bytes.length, digest: toHex(sha256(bytes)), bytes }];
  });
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(report.seenOn ?? '2000-01-01');
  if (!isCalendarDay(Number(day?.[1]), Number(day?.[2]), Number(day?.[3])))
    faults.push({ code: 'forgery-day-unfit', path: '/seenOn', values: {} });
  return { photographs, faults };
}

/** Keeper of reports that no known authority can be asked about. */
export const NOBODY = { country: 'ZZ', authority: 'platform' } as const;

/** Who examines a report: the authority it names, or the only one of the country; else the platform. */
export function keeperOf(
  { country, authority, office }: ForgeryReport,
  authorities: readonly AuthorityProfile[],
): { readonly country: string; readonly authority: string; readonly office?: string } {
  const ofCountry = authorities.filter((each) => each.country === country);
  const named = ofCountry.find(({ key }) => key === authority);
  const [only, another] = ofCountry;
  const keeper = named ?? (another === undefined ? only : undefined);
  if (keeper === undefined) return NOBODY;
  const known = keeper.offices?.some(({ key }) => key === office) === true;
  return { country, authority: keeper.key, ...(known && office !== undefined ? { office } : {}) };
}
