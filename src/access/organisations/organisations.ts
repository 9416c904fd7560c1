import type { Language } from '../../base/index.ts';
import type { Statement } from '../../database/index.ts';
import type { DirectoryOptions } from '../directory.ts';
import { AccessError } from '../error.ts';
import { recordAct } from '../lib/history.ts';
import { assertGoverns, type Asker } from '../lib/governing.ts';
import { partOf, placeAfter, sizeOf, type Part, type Portion } from '../lib/paging.ts';
import { SYSTEM } from '../lib/system.ts';

export const ORGANISATION_KINDS = ['authority', 'district', 'trader', 'carrier', 'partner'] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

export type Title = Readonly<Partial<Record<Language, string>>>;

/** How people reach an organisation. */
export interface Contact {
  readonly person?: string;
  readonly email?: string;
  readonly telephone?: string;
  readonly address?: string;
}

/** Whoever people belong to. A competent authority is one, under its own key. */
export interface Organisation {
  readonly key: string;
  readonly kind: OrganisationKind;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly title: Title;
  readonly state: 'active' | 'suspended';
  /** Whether it runs this installation. */
  readonly host: boolean;
  /** Shown to the platform and to the organisation itself. */
  readonly contact?: Contact;
  readonly version: number;
}

export interface NewOrganisation {
  readonly key: string;
  readonly kind: Exclude<OrganisationKind, 'authority'>;
  readonly title: Title;
  readonly contact?: Contact | undefined;
}

export interface OrganisationChange {
  readonly title?: Title | undefined;
  readonly contact?: Contact | undefined;
  /** Suspended: nobody of it comes in. The platform's administrators decide it. */
  readonly state?: 'active' | 'suspended' | undefined;
  readonly host?: boolean | undefined;
}

export interface OrganisationSearch extends Portion {
  readonly kind?: OrganisationKind | undefined;
  readonly country?: string | undefined;
  readonly state?: 'active' | 'suspended' | undefined;
  /** A piece of the key or of a title in any language. */
  readonly text?: string | undefined;
}

export interface Organisations {
  list(by: Asker, search: OrganisationSearch): Promise<Part<Organisation>>;
  /** @throws AccessError `organisation-not-known`. */
  get(by: Asker, key: string): Promise<Organisation>;
  /** Enters one that is no authority. @throws AccessError `organisation-exists`, `organisation-key-unfit`. */
  add(by: Asker, organisation: NewOrganisation): Promise<Organisation>;
  /** @throws AccessError `access-version-stale` where another version than the one seen stands. */
  change(by: Asker, key: string, change: OrganisationChange, seen?: number): Promise<Organisation>;
}

const KEY = /^[A-Z]{2}-[A-Za-z0-9]{1,20}$/;

interface Row extends Omit<Organisation, 'contact'> {
  readonly contact: Contact;
}

/** Authorities have a row here from their first change on. */
const ALL = `select * from (
    select a.key, 'authority' as kind, a.country, a.title, coalesce(o.state, 'active') as state,
      coalesce(o.host, false) as host, coalesce(o.contact, '{}') as contact, coalesce(o.version, 1) as version
    from authority a left join organisation o on o.key = a.key
    union all
    select key, kind, country, title, state, host, contact, version from organisation where kind <> 'authority'
  ) every`;

const LIST: Statement = {
  name: 'access-organisations',
  text: `${ALL} where ($1::text is null or kind = $1) and ($2::text is null or country = $2)
           and ($3::text is null or state = $3)
           and ($4::text is null or strpos(lower(key || ' ' || title::text), lower($4)) > 0)
           and ($5::text is null or key > $5 collate "C") and ($7::text is null or key = $7 or kind = 'authority')
         order by key limit $6`,
};

const GET: Statement = { name: 'access-organisation', text: `${ALL} where key = $1` };

const ADD: Statement = {
  name: 'access-add-organisation',
  text: `insert into organisation (key, kind, country, title, contact) values ($1, $2, left($1, 2), $3, $4)
         on conflict do nothing returning key`,
};

const TAKEN: Statement = {
  name: 'access-authority-taken',
  text: 'select key from authority where key = $1',
};

const ENTER_AUTHORITY: Statement = {
  name: 'access-enter-authority-organisation',
  text: `insert into organisation (key, kind, country, title)
         select key, 'authority', country, title from authority where key = $1 on conflict do nothing`,
};

const LOCK: Statement = {
  name: 'access-lock-organisation',
  text: 'select version from organisation where key = $1 for update',
};

const UNHOST: Statement = {
  name: 'access-unhost',
  text: 'update organisation set host = false, version = version + 1 where host and key <> $1',
};

const CHANGE: Statement = {
  name: 'access-change-organisation',
  text: `update organisation set title = coalesce($2, title), contact = coalesce($3, contact),
           state = coalesce($4, state), host = coalesce($5, host), version = version + 1 where key = $1`,
};

const RETITLE: Statement = {
  name: 'access-retitle-authority',
  text: 'update authority set title = title || $2::jsonb where key = $1',
};

const HOST: Statement = {
  name: 'access-host',
  text: 'select key, country from organisation where host',
};

/** Who runs this installation; undefined where nobody has been named. */
export async function hostOf(
  database: DirectoryOptions['database'],
): Promise<{ readonly key: string; readonly country: string } | undefined> {
  const [row] = await database.read<{ key: string; country: string }>(SYSTEM, HOST);
  return row;
}

export function openOrganisations({ database, clock, random }: DirectoryOptions): Organisations {
  const get = async (by: Asker, key: string): Promise<Organisation> => {
    const scope = by.organisation === key ? SYSTEM : by.scope;
    const [row] = await database.read<Row>(scope, GET, [key]);
    if (row === undefined) throw new AccessError('organisation-not-known', { organisation: key });
    return shown(by, row);
  };
  return {
    get,
    async list(by, search) {
      const size = sizeOf(search);
      const [after] = placeAfter(search, 1) ?? [];
      const { kind, country, state, text } = search;
      const values = [kind, country, state, text, after, size + 1, by.organisation];
      // The scope of who belongs to a trader, carrier or partner shows authorities alone: their own entry is theirs to see, too.
      const scope = by.organisation === undefined ? by.scope : SYSTEM;
      const rows = await database.read<Row>(scope, LIST, values);
      return partOf(
        rows,
        size,
        (row) => shown(by, row),
        ({ key }) => [key],
      );
    },
    async add(by, { key, kind, title, contact = {} }) {
      assertPlatform(by);
      if (!KEY.test(key)) throw new AccessError('organisation-key-unfit', { key });
      await database.transaction(SYSTEM, async (transaction) => {
        const taken = await transaction.query(TAKEN, [key]);
        const added = await transaction.query(ADD, [
          key,
          kind,
          JSON.stringify(title),
          JSON.stringify(contact),
        ]);
        if (taken.length > 0 || added.length === 0) throw new AccessError('organisation-exists', { key });
        const { actor, behalf } = by;
        const state = { kind, title: { ...title } };
        const act = { kind: 'organisation.changed', subject: `organisation/${key}`, state } as const;
        await recordAct(transaction, { ...act, actor, behalf, at: clock() }, random);
      });
      return get(by, key);
    },
    async change(by, key, change, seen) {
      const known = await get(by, key);
      const isAuthority = known.kind === 'authority';
      if (change.state !== undefined || change.host !== undefined) assertPlatform(by);
      else if (by.scope.kind === 'authority' && by.scope.office !== undefined) assertPlatform(by);
      else {
        const authority = isAuthority ? key : null;
        assertGoverns(by, { authority, organisation: isAuthority ? null : key, office: null });
      }
      await database.transaction(SYSTEM, async (transaction) => {
        await transaction.query(ENTER_AUTHORITY, [key]);
        const [row] = await transaction.query<{ version: number }>(LOCK, [key]);
        if (row === undefined) throw new AccessError('organisation-not-known', { organisation: key });
        if (seen !== undefined && seen !== row.version) throw new AccessError('access-version-stale');
        if (change.host === true) await transaction.query(UNHOST, [key]);
        const { title, contact, state, host } = change;
        const json = (value: object | undefined) => (value === undefined ? undefined : JSON.stringify(value));
        await transaction.query(CHANGE, [key, json(title), json(contact), state, host]);
        if (title !== undefined && isAuthority) await transaction.query(RETITLE, [key, json(title)]);
        const details = { changed: Object.keys(change).toSorted(), state, host, version: row.version + 1 };
        const act = { kind: 'organisation.changed', subject: `organisation/${key}`, state: details } as const;
        const { actor, behalf } = by;
        await recordAct(transaction, { ...act, actor, behalf, at: clock() }, random);
      });
      return get(by, key);
    },
  };
}

function shown(by: Asker, { contact, ...rest }: Row): Organisation {
  const { scope } = by;
  const isOwn =
    scope.kind === 'system' ||
    (scope.kind === 'authority' && scope.authority === rest.key) ||
    by.organisation === rest.key;
  return { ...rest, ...(isOwn ? { contact } : {}) };
}

/** Only an administrator of the platform decides who is in. */
function assertPlatform(by: Asker): void {
  if (!by.may('administration') || by.scope.kind !== 'system')
    throw new AccessError('access-forbidden', { permission: 'administration' });
}
