import { Type, type Static } from 'typebox';
import type { Database } from '../../../database/index.ts';
import type { LedgerCaller } from '../../../ledger/index.ts';
import {
  defineParameter,
  type ParameterReading,
  type ParameterTables,
} from '../../../ledger/parameters/index.ts';
import { Told } from '../parameters/shapes.ts';

const strict = { additionalProperties: false } as const;

/** Who is addressed. */
export const AUDIENCES = ['everyone', 'officials', 'countries', 'offices'] as const;
export const IMPORTANCES = ['information', 'important', 'urgent'] as const;

const AnnouncementKey = Type.Object(
  { id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,79}$', title: 'parameter-field-id' }) },
  strict,
);

const Announcement = Type.Object(
  {
    title: Told('parameter-field-title', 200),
    text: Told('parameter-field-text', 5000),
    importance: Type.Enum(IMPORTANCES, { title: 'parameter-field-importance' }),
    audience: Type.Enum(AUDIENCES, { title: 'parameter-field-audience' }),
    countries: Type.Optional(
      Type.Array(Type.String({ pattern: '^[A-Z]{2}$' }), {
        minItems: 1,
        maxItems: 250,
        title: 'parameter-field-countries',
      }),
    ),
    offices: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
        minItems: 1,
        maxItems: 200,
        title: 'parameter-field-offices',
      }),
    ),
  },
  strict,
);
export type Announcement = Static<typeof Announcement>;

/** What everybody, some countries' officials or some offices are told, from a day until another. */
export const announcementParameter = defineParameter({
  name: 'announcement',
  key: AnnouncementKey,
  value: Announcement,
  levels: ['platform'],
  readers: 'public',
  concerned: ({ audience, countries, offices }) => {
    if (audience === 'countries') return countries ?? [];
    if (audience === 'offices') return [...new Set((offices ?? []).map((office) => office.slice(0, 2)))];
    return undefined;
  },
  check({ value }) {
    if (value?.audience === 'countries' && value.countries === undefined)
      return [{ code: 'announcement-audience-missing', path: '/value/countries', values: {} }];
    if (value?.audience === 'offices' && value.offices === undefined)
      return [{ code: 'announcement-audience-missing', path: '/value/offices', values: {} }];
    return [];
  },
});

/** An announcement as its reader sees it. */
export interface AnnouncementShown {
  readonly id: string;
  readonly announcement: Announcement;
  /** RFC 3339. */
  readonly from?: string;
  readonly until?: string;
  /** Whether the account has marked it as read; absent for people who are not signed in. */
  readonly read?: boolean;
}

const SYSTEM = { kind: 'system' } as const;
const ORDER: readonly string[] = ['urgent', 'important', 'information'];

const READ = {
  name: 'announcement-read',
  text: 'select announcement from announcement_read where account = $1',
} as const;
const MARK = {
  name: 'announcement-mark',
  text: `insert into announcement_read (account, announcement, at) values ($1, $2, $3) on conflict do nothing`,
} as const;

/** The announcements that address a caller now, the most important first; `account` is whose read marks count. */
export async function announcementsFor(
  { parameters, database }: { readonly parameters: ParameterTables; readonly database: Database },
  caller: LedgerCaller,
  account: string | undefined,
): Promise<readonly AnnouncementShown[]> {
  const reading: ParameterReading = await parameters.read(caller, announcementParameter.name);
  const marks =
    account === undefined
      ? undefined
      : new Set(
          (await database.read<{ announcement: string }>(SYSTEM, READ, [account])).map(
            (row) => row.announcement,
          ),
        );
  return reading.rows
    .flatMap((row): readonly AnnouncementShown[] => {
      // What the table holds has passed the definition's schemas.
      const { id } = row.key as Static<typeof AnnouncementKey>;
      const announcement = row.value as Announcement;
      if (!isAddressed(announcement, caller)) return [];
      return [
        {
          id,
          announcement,
          ...(row.from === undefined ? {} : { from: row.from }),
          ...(row.until === undefined ? {} : { until: row.until }),
          ...(marks === undefined ? {} : { read: marks.has(id) }),
        },
      ];
    })
    .toSorted(
      (left, right) =>
        ORDER.indexOf(left.announcement.importance) - ORDER.indexOf(right.announcement.importance) ||
        (right.from ?? '').localeCompare(left.from ?? ''),
    );
}

/** Remembers that an account has read an announcement. */
export async function markAnnouncement(
  database: Database,
  account: string,
  announcement: string,
  now: Date,
): Promise<void> {
  await database.transaction(SYSTEM, (transaction) => transaction.query(MARK, [account, announcement, now]));
}

function isAddressed({ audience, countries, offices }: Announcement, { scope }: LedgerCaller): boolean {
  if (audience === 'everyone') return true;
  if (scope.kind === 'public') return false;
  if (audience === 'officials' || scope.kind === 'system') return true;
  if (audience === 'countries') return countries?.includes(scope.country) === true;
  const own = scope.office;
  return (
    offices?.some((office) =>
      own === undefined ? office.startsWith(`${scope.authority}/`) : office === own,
    ) === true
  );
}
