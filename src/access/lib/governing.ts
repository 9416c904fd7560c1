import type { Session, Statement } from '../../database/index.ts';
import { keeps, type LedgerCaller } from '../../ledger/index.ts';
import { AccessError } from '../error.ts';

/** Who asks, as far as this room's registers need to know. */
export type Asker = LedgerCaller & { readonly organisation?: string };

/** Whom an account belongs to. All absent: the platform itself. */
export interface Belonging {
  readonly authority: string | null;
  readonly office: string | null;
  readonly organisation: string | null;
}

/** Whether somebody administers what belongs there: all, their authority, their office with those below, their organisation. */
export function governs(by: Asker, { authority, office, organisation }: Belonging): boolean {
  if (!by.may('administration')) return false;
  if (by.scope.kind === 'system') return true;
  if (organisation !== null) return by.organisation === organisation;
  if (by.scope.kind !== 'authority' || authority === null) return false;
  const subject = { country: by.scope.country, authority, ...(office === null ? {} : { office }) };
  return keeps(by.scope, subject);
}

export function assertGoverns(by: Asker, belonging: Belonging): void {
  if (!governs(by, belonging)) throw new AccessError('access-forbidden', { permission: 'administration' });
}

/** The account behind an actor's name; undefined for whoever is none. */
export function accountOf(actor: string): string | undefined {
  return /^account\/([0-9a-f-]{36})$/.exec(actor)?.[1];
}

const OFFICE: Statement = {
  name: 'access-open-office',
  text: 'select authority, closed is not null as closed from office where key = $1',
};

/** @throws AccessError `office-not-known`, `office-closed`. */
export async function assertOpenOffice(
  session: Session,
  office: string | undefined,
  authority: string | null,
): Promise<void> {
  if (office === undefined) return;
  const [row] = await session.query<{ authority: string; closed: boolean }>(OFFICE, [office]);
  if (row === undefined || row.authority !== authority) throw new AccessError('office-not-known', { office });
  if (row.closed) throw new AccessError('office-closed', { office });
}
