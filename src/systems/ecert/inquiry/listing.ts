import { fromBase64Url, fromUtf8, isUuid, toBase64Url, utf8 } from '../../../base/index.ts';
import type { Database, Scope, Statement } from '../../../database/index.ts';
import { ENTRY_COLUMNS, entryOf, LedgerError, type EntryRow } from '../../../ledger/index.ts';
import type { InquiryEntry } from './inquiry-record.ts';

export interface InquiryQuery {
  readonly state?: string;
  /** Only those that wait for the caller's side. */
  readonly mine?: boolean;
  readonly certificate?: string;
  readonly limit: number;
  readonly after?: string;
}

const PARTY = `(
    importing_country = $1 or issuing_country = $1 and issuing_authority = $2 or $1::text is null)`;
const COLUMNS = `${ENTRY_COLUMNS}, latest`;

const LIST: Statement = {
  name: 'inquiry-list',
  text: `select ${COLUMNS} from inquiry where ${PARTY}
           and ($3::text is null or state = $3) and ($4::uuid is null or certificate = $4)
           and (not $5::boolean or waiting = 'issuing' and issuing_country = $1 and issuing_authority = $2
                or waiting = 'importing' and importing_country = $1)
           and ($6::timestamptz is null or (latest, id) < ($6::timestamptz, $7::uuid))
         order by latest desc, id desc limit $8`,
};

/** One page of the inquiries that the scope is a party to, the latest first. Throws `search-cursor-invalid`. */
export async function listInquiries(
  database: Database,
  scope: Scope,
  query: InquiryQuery,
): Promise<{ readonly items: readonly InquiryEntry[]; readonly next?: string }> {
  const place = query.after === undefined ? undefined : placeOf(query.after);
  const party = scope.kind === 'authority' ? [scope.country, scope.authority] : [undefined, undefined];
  const values = [
    ...party,
    query.state,
    query.certificate,
    query.mine === true,
    place?.latest,
    place?.id,
    query.limit + 1,
  ];
  const rows = await database.transaction(scope, (transaction) =>
    transaction.query<EntryRow & { latest: Date }>(LIST, values),
  );
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map((row) => entryOf(row)),
    ...(rows.length > query.limit && last !== undefined
      ? { next: toBase64Url(utf8(JSON.stringify([last.latest.toISOString(), last.id]))) }
      : {}),
  };
}

function placeOf(cursor: string): { readonly latest: string; readonly id: string } {
  try {
    const bytes = cursor.length > 200 ? undefined : fromBase64Url(cursor);
    const parsed: unknown = JSON.parse((bytes === undefined ? undefined : fromUtf8(bytes)) ?? '');
    if (Array.isArray(parsed)) {
      const latest: unknown = parsed[0];
      const id: unknown = parsed[1];
      if (
        typeof latest === 'string' &&
        !Number.isNaN(Date.parse(latest)) &&
        typeof id === 'string' &&
        isUuid(id)
      )
        return { latest, id };
    }
  } catch {
    // Told below.
  }
  throw new LedgerError('search-cursor-invalid');
}
