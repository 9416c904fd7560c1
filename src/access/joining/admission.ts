import { uuidV7, type Fault } from '../../base/index.ts';
import type { Statement, Transaction } from '../../database/index.ts';
import type { Entry, LedgerCaller } from '../../ledger/index.ts';
import { actorOf } from '../caller.ts';
import type { DirectoryOptions } from '../directory.ts';
import { AccessError } from '../error.ts';
import { recordAct } from '../lib/history.ts';
import { invite } from '../organisations/invitations.ts';
import { addPerson } from '../organisations/person.ts';
import type { Role } from '../permissions.ts';
import type { JoiningBody, JoiningState } from './joining-record.ts';

const YEAR = 365 * 86_400_000;

const ADD_AUTHORITY: Statement = {
  name: 'joining-add-authority',
  text: `insert into authority (key, country, title, names, fields) values ($1, left($1, 2), $2, $3, '{}')
         on conflict (key) do nothing returning key`,
};
const AUTHORITY_STATE: Statement = {
  name: 'joining-authority-state',
  text: `select coalesce((select o.kind from organisation o where o.key = $1),
           (select 'authority' from authority a where a.key = $1)) as kind`,
};
const ADD_ORGANISATION: Statement = {
  name: 'joining-add-organisation',
  text: `insert into organisation (key, kind, country, title, contact) values ($1, $2, left($1, 2), $3, $4)
         on conflict (key) do nothing returning key`,
};
const TAKEN: Statement = {
  name: 'joining-taken-logins',
  text: 'select login from account where login = any ($1)',
};

/**
 * Opens the organisation where it is new, and an account for each official, each with an invitation that the applicant
 * collects. An authority's officials look and answer; who administers does nothing else; a trader's people have no
 * role until a system serves them.
 * @throws AccessError `joining-authority-unfit` for a key of another country or kind, `account-exists` with each address that is taken.
 */
export async function admitApplicant(
  transaction: Transaction,
  by: LedgerCaller,
  entry: Entry<JoiningBody, JoiningState>,
  title: Readonly<Record<string, string>> | undefined,
  { clock, random }: DirectoryOptions,
): Promise<void> {
  const { body } = entry;
  const key = body.decision?.organisation ?? '';
  const kind = body.kind === 'embassy' ? 'authority' : body.kind;
  const unfit = () => new AccessError('joining-authority-unfit', { key, country: body.country });
  if (!key.startsWith(`${body.country}-`)) throw unfit();
  const now = clock();
  const { actor, behalf } = by;
  const [known] = await transaction.query<{ kind: string | null }>(AUTHORITY_STATE, [key]);
  if (known?.kind == null) {
    const named = JSON.stringify(title ?? { en: body.englishName ?? body.name });
    if (kind === 'authority') await transaction.query(ADD_AUTHORITY, [key, named, [body.name]]);
    else {
      const { name, email, telephone } = body.contact;
      const contact = JSON.stringify({
        person: name,
        email,
        ...(telephone === undefined ? {} : { telephone }),
      });
      await transaction.query(ADD_ORGANISATION, [key, kind, named, contact]);
    }
    const subject = kind === 'authority' ? `authority/${key}` : `organisation/${key}`;
    const state = { kind, joining: entry.number };
    const act = kind === 'authority' ? 'authority.changed' : 'organisation.changed';
    await recordAct(transaction, { kind: act, actor, behalf, subject, at: now, state }, random);
  } else if (known.kind !== kind) throw unfit();
  await assertFree(transaction, body);
  for (const official of body.officials) {
    const id = uuidV7(now.getTime(), random);
    const roles: readonly Role[] = official.administers
      ? ['administrator']
      : kind === 'authority'
        ? ['official']
        : [];
    await addPerson(transaction, {
      id,
      login: loginOf(official),
      name: official.name,
      email: official.email,
      language: official.language,
      authority: kind === 'authority' ? key : null,
      organisation: kind === 'authority' ? null : key,
      office: null,
      roles,
      expires: new Date(now.getTime() + YEAR),
      now,
    });
    await invite(transaction, id, now, { random });
    const state = { roles: [...roles], organisation: key, joining: entry.number };
    const act = { kind: 'account.changed', actor, behalf, subject: actorOf(id), at: now, state } as const;
    await recordAct(transaction, act, random);
  }
}

/** The login that an official's account will have. */
export function loginOf({ email }: { readonly email: string }): string {
  return email.normalize('NFKC').trim().toLowerCase().normalize('NFKC');
}

async function assertFree(transaction: Transaction, { officials }: JoiningBody): Promise<void> {
  const logins = officials.map(loginOf);
  const rows = await transaction.query<{ login: string }>(TAKEN, [logins]);
  const taken = new Set(rows.map(({ login }) => login));
  const faults = logins.flatMap((login, index): Fault[] =>
    taken.has(login) ? [{ code: 'account-exists', path: `/officials/${index}/email`, values: {} }] : [],
  );
  if (faults.length > 0) throw new AccessError('account-exists', {}, { faults });
}
