import type { Database, Session, Statement } from '../../../database/index.ts';
import type { CertificateEntry } from '../certificates.ts';
import { placeOf, type Place } from './places.ts';

const FIND: Statement = {
  name: 'status-entry-find',
  text: 'select list, place from status_entry where certificate = $1 and country = $2',
};
const COUNT: Statement = {
  name: 'status-entry-count',
  text: `insert into status_allotment (country, authority, next) values ($1, $2, 1)
         on conflict (authority, country) do update set next = status_allotment.next + 1
         returning next - 1 as count`,
};
const ENTER: Statement = {
  name: 'status-entry-enter',
  text: `insert into status_entry (country, certificate, authority, list, place) values ($1, $2, $3, $4, $5)
         on conflict do nothing returning list, place`,
};

interface PlaceRow {
  readonly list: number;
  readonly place: number;
}

type Placed = Pick<CertificateEntry, 'id' | 'country' | 'authority'>;

/** The place of a certificate in its authority's status lists: given at its issue, else when it is first asked for; kept for ever. */
export async function statusPlace(database: Database, key: Uint8Array, entry: Placed): Promise<Place> {
  const system = { kind: 'system' } as const;
  const [known] = await database.read<PlaceRow>(system, FIND, [entry.id, entry.country]);
  if (known !== undefined) return { list: known.list, index: known.place };
  return database.transaction(system, (transaction) => givePlace(transaction, key, entry));
}

/**
 * Gives a certificate its place, or finds the one it has. The authority's count is locked until the transaction ends: to be
 * asked for last.
 */
export async function givePlace(
  session: Session,
  key: Uint8Array,
  { id, country, authority }: Placed,
): Promise<Place> {
  const [row] = await session.query<{ count: string }>(COUNT, [country, authority]);
  const { list, index } = placeOf(key, authority, Number(row?.count));
  await session.query(ENTER, [country, id, authority, list, index]);
  // Another may have entered it in the meantime: then the count just taken stays unused.
  const [entered] = await session.query<PlaceRow>(FIND, [id, country]);
  if (entered === undefined) throw new Error('a place in a status list was not kept');
  return { list: entered.list, index: entered.place };
}
