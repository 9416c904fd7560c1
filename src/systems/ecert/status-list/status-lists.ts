import type { Clock } from '../../../base/index.ts';
import type { SealingKey } from '../../../crypto/index.ts';
import type { Database, Statement } from '../../../database/index.ts';
import type { CertificateEntry } from '../certificates.ts';
import { statusPlace } from './entries.ts';
import { LIST_ENTRIES } from './places.ts';
import { statusListToken, type EndedEntry } from './token.ts';

export interface StatusListsOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** Secret of the installation, by which places are given. */
  readonly placeKey: Uint8Array;
  /** The key that signs an authority's lists. */
  readonly listKeyOf: (authority: string) => SealingKey | undefined;
  /** Where this installation is found, `https://ledger.example`. */
  readonly origin: () => string;
}

/** The status lists of the authorities whose seal keys are installed here. */
export interface StatusLists {
  /** Where a certificate's status stands, for its paper; undefined where nobody here can sign the list. */
  referenceOf(
    entry: Pick<CertificateEntry, 'id' | 'country' | 'authority'>,
  ): Promise<{ readonly uri: string; readonly index: number } | undefined>;
  /** The signed list as it stands, at most {@link FRESH_SECONDS} old. */
  token(
    authority: string,
    list: number,
  ): Promise<{ readonly bytes: Uint8Array; readonly made: number } | undefined>;
}

/** Seconds after which a list of which nothing ended since is made anew when somebody asks for it. */
export const FRESH_SECONDS = 60;
/** Seconds after which a reader's copy counts as stale. */
export const TTL_SECONDS = 900;
/** An act enters the ledger at most so long after the moment that it bears. */
const OVERLAP_MILLISECONDS = 120_000;
/** After so many milliseconds a list is read from the ledger from its beginning. */
const ANEW_MILLISECONDS = 3_600_000;

const ALLOTTED: Statement = {
  name: 'status-list-allotted',
  text: 'select country, next from status_allotment where authority = $1',
};
const ENDED: Statement = {
  name: 'status-list-ended',
  text: `select e.place, c.state from certificate c
         join status_entry e on e.certificate = c.id and e.country = c.country
         where c.authority = $1 and c.updated >= $3 and c.state in ('withdrawn', 'replaced', 'cancelled')
           and e.authority = $1 and e.list = $2`,
};

interface EndedRow {
  readonly place: number;
  readonly state: string;
}

interface Kept {
  readonly bytes: Uint8Array;
  readonly key: SealingKey;
  readonly uri: string;
  readonly made: number;
  /** When the whole list was last read. */
  readonly anew: number;
  readonly ended: ReadonlyMap<number, EndedEntry>;
}

export function createStatusLists(options: StatusListsOptions): StatusLists {
  const { database, clock, placeKey, listKeyOf, origin } = options;
  const kept = new Map<string, Promise<Kept>>();
  const uriOf = (authority: string, list: number): string =>
    `${origin()}/status/${encodeURIComponent(authority)}/${String(list)}`;

  const endedSince = (authority: string, list: number, since: number) =>
    database.read<EndedRow>({ kind: 'system' }, ENDED, [authority, list, new Date(since).toISOString()]);

  const make = async (name: string, authority: string, list: number, key: SealingKey): Promise<Kept> => {
    const before = await kept.get(name)?.catch(() => undefined);
    const now = clock().getTime();
    const uri = uriOf(authority, list);
    const goesOn = before !== undefined && now - before.anew < ANEW_MILLISECONDS;
    const rows = await endedSince(authority, list, goesOn ? before.made - OVERLAP_MILLISECONDS : 0);
    if (
      goesOn &&
      now - before.made < FRESH_SECONDS * 1000 &&
      before.key === key &&
      before.uri === uri &&
      // What ended since is told at once: nobody waits a minute to be warned.
      rows.every(({ place, state }) => before.ended.get(place)?.isReplaced === (state === 'replaced'))
    )
      return before;
    const ended = new Map(goesOn ? before.ended : []);
    for (const { place, state } of rows) ended.set(place, { index: place, isReplaced: state === 'replaced' });
    const content = {
      uri,
      authority,
      made: Math.floor(now / 1000),
      ttl: TTL_SECONDS,
      ended: [...ended.values()],
    };
    const bytes = await statusListToken(content, key);
    return { bytes, key, uri, made: now, anew: goesOn ? before.anew : now, ended };
  };

  return {
    async referenceOf(entry) {
      if (listKeyOf(entry.authority) === undefined) return undefined;
      const { list, index } = await statusPlace(database, placeKey, entry);
      return { uri: uriOf(entry.authority, list), index };
    },
    async token(authority, list) {
      const key = listKeyOf(authority);
      if (key === undefined || !Number.isSafeInteger(list) || list < 0) return undefined;
      const [allotted] = await database.read<{ next: string }>({ kind: 'system' }, ALLOTTED, [authority]);
      if (allotted === undefined || Number(allotted.next) <= list * LIST_ENTRIES) return undefined;
      const name = `${authority} ${String(list)}`;
      // Whoever asks meanwhile waits for the same making; a failed one is forgotten.
      const making = make(name, authority, list, key);
      kept.set(name, making);
      const { bytes, made } = await making;
      return { bytes, made };
    },
  };
}
