import type { Database, Scope, Statement } from '../../database/index.ts';

/** One line of a reconciliation: what the ledger holds of a country's authority, office and year. */
export interface RegisterTotal {
  readonly year: number;
  readonly country: string;
  readonly authority: string;
  readonly office: string | undefined;
  readonly certificates: number;
  /** Sum of the net weights that are a mass, decimal text in kilograms. */
  readonly netKilograms: string;
}

export interface TotalsQuery {
  /** Issuing country; all where absent. */
  readonly country?: string;
  readonly authority?: string;
  /** First year, and last year, of issue (UTC). */
  readonly from?: number;
  readonly until?: number;
}

const TOTALS: Statement = {
  name: 'certificate-totals',
  text: `select extract(year from issued at time zone 'UTC')::integer as year, country, authority, office,
           count(*)::text as certificates, coalesce(sum(net_kilograms), 0)::text as net
         from certificate_search
         where ($1::text is null or country = $1) and ($2::text is null or authority = $2)
           and issued >= $3::timestamptz and issued < $4::timestamptz and state <> 'draft'
         group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
};

const year = (number: number): string => `${String(number).padStart(4, '0')}-01-01T00:00:00Z`;

/** Counts and sums by year, country, authority and office, drafts left out; what the scope may see. */
export async function registerTotals(
  database: Database,
  scope: Scope,
  query: TotalsQuery = {},
): Promise<readonly RegisterTotal[]> {
  const rows = await database.transaction(scope, (session) =>
    session.query<{
      year: number;
      country: string;
      authority: string;
      office: string | null;
      certificates: string;
      net: string;
    }>(TOTALS, [query.country, query.authority, year(query.from ?? 1), year((query.until ?? 9998) + 1)]),
  );
  return rows.map(({ office, certificates, net, ...row }) => ({
    ...row,
    office: office ?? undefined,
    certificates: Number(certificates),
    netKilograms: net,
  }));
}
