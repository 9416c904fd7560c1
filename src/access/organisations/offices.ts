import { DatabaseError, type Statement } from '../../database/index.ts';
import type { DirectoryOptions } from '../directory.ts';
import { AccessError } from '../error.ts';
import { assertGoverns, type Asker } from '../lib/governing.ts';
import { recordAct } from '../lib/history.ts';
import { partOf, placeAfter, sizeOf, type Part, type Portion } from '../lib/paging.ts';
import { SYSTEM } from '../lib/system.ts';
import type { Title } from './organisations.ts';

export const OFFICE_KINDS = ['administration', 'bureau', 'branch', 'local'] as const;
export type OfficeKind = (typeof OFFICE_KINDS)[number];

/** One office of an authority, in its tree. */
export interface OfficeEntry {
  readonly key: string;
  readonly authority: string;
  /** The office above; absent directly under the authority. */
  readonly parent?: string;
  readonly kind: OfficeKind;
  readonly title: Title;
  /** Places of issue and names by which certificates mention it. */
  readonly names: readonly string[];
  /** Offices directly below it, closed ones not counted. */
  readonly below: number;
  /** RFC 3339; a closed office takes no new people and issues nothing, and what it issued stays. */
  readonly closed?: string;
  readonly version: number;
}

export interface NewOffice {
  readonly key: string;
  readonly authority: string;
  readonly parent?: string | undefined;
  readonly kind: OfficeKind;
  readonly title: Title;
  readonly names?: readonly string[] | undefined;
}

export interface OfficeChange {
  /** Another office of the authority; `null`: directly under the authority. */
  readonly parent?: string | null | undefined;
  readonly kind?: OfficeKind | undefined;
  readonly title?: Title | undefined;
  readonly names?: readonly string[] | undefined;
  /** Closing needs that no open office is below it; `false` opens it again. */
  readonly closed?: boolean | undefined;
}

export interface OfficeSearch extends Portion {
  readonly authority?: string | undefined;
  /** Only those directly below this office; `-`: directly under the authority. */
  readonly parent?: string | undefined;
  readonly kind?: OfficeKind | undefined;
  /** A piece of the key, a title or a name. */
  readonly text?: string | undefined;
  readonly closed?: boolean | undefined;
}

export interface Offices {
  list(by: Asker, search: OfficeSearch): Promise<Part<OfficeEntry>>;
  get(by: Asker, key: string): Promise<OfficeEntry>;
  add(by: Asker, office: NewOffice): Promise<OfficeEntry>;
  change(by: Asker, key: string, change: OfficeChange, seen?: number): Promise<OfficeEntry>;
}

const KEY = /^[\p{L}\p{N}][\p{L}\p{N}._:/-]{0,63}$/u;

interface Row {
  readonly key: string;
  readonly authority: string;
  readonly parent: string | null;
  readonly kind: OfficeKind;
  readonly title: Title;
  readonly names: readonly string[];
  readonly below: number;
  readonly closed: Date | null;
  readonly version: number;
}

const COLUMNS = `o.key, o.authority, o.parent, o.kind, o.title, o.names, o.closed, o.version,
  (select count(*)::integer from office b where b.parent = o.key and b.closed is null) as below`;

const LIST: Statement = {
  name: 'access-offices',
  text: `select ${COLUMNS} from office o
         where ($1::text is null or o.authority = $1)
           and ($2::text is null or case when $2 = '-' then o.parent is null else o.parent = $2 end)
           and ($3::text is null or o.kind = $3)
           and ($4::text is null
             or strpos(lower(concat_ws(' ', o.key, o.title::text, array_to_string(o.names, ' '))), lower($4)) > 0)
           and ($5::boolean is null or (o.closed is not null) = $5)
           and ($6::text is null or o.key > $6 collate "C")
         order by o.key limit $7`,
};

const GET: Statement = { name: 'access-office', text: `select ${COLUMNS} from office o where o.key = $1` };

const ADD: Statement = {
  name: 'access-add-office',
  text: `insert into office (key, authority, parent, kind, title, names) values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing returning key`,
};

const LOCK: Statement = {
  name: 'access-lock-office',
  text: 'select version from office where key = $1 for update',
};

const CHANGE: Statement = {
  name: 'access-change-office',
  text: `update office set parent = case when $2 then $3 else parent end, kind = coalesce($4, kind),
           title = coalesce($5, title), names = coalesce($6, names),
           closed = case when $7::boolean then coalesce(closed, $8) when not $7 then null else closed end,
           version = version + 1
         where key = $1`,
};

/** One change of an authority's tree at a time: two moves that are each fit could together make a ring. */
const LOCK_TREE: Statement = {
  name: 'access-lock-office-tree',
  text: 'select key from authority where key = $1 for update',
};

/** Whether an office lies below another, or is the same: then it cannot be the one above. */
const IS_BELOW: Statement = {
  name: 'access-office-is-below',
  text: 'select $1::text = any (offices_below($2, $3)) as below',
};

export function openOffices({ database, clock, random }: DirectoryOptions): Offices {
  const get = async (by: Asker, key: string): Promise<OfficeEntry> => {
    const [row] = await database.read<Row>(by.scope, GET, [key]);
    if (row === undefined) throw new AccessError('office-not-known', { office: key });
    return shown(row);
  };
  return {
    get,
    async list(by, search) {
      const size = sizeOf(search);
      const [after] = placeAfter(search, 1) ?? [];
      const { authority, parent, kind, text, closed } = search;
      const values = [authority, parent, kind, text, closed, after, size + 1];
      const rows = await database.read<Row>(by.scope, LIST, values);
      return partOf(rows, size, shown, ({ key }) => [key]);
    },
    async add(by, { key, authority, parent, kind, title, names = Object.values(title) }) {
      // Who keeps the office above may add one below it.
      assertGoverns(by, { authority, office: parent ?? null, organisation: null });
      if (!KEY.test(key) || !key.startsWith(`${authority}/`))
        throw new AccessError('office-key-unfit', { key });
      await database.transaction(SYSTEM, async (transaction) => {
        await transaction.query(LOCK_TREE, [authority]);
        if (parent !== undefined) assertOwn(await known(transaction, parent), authority);
        const values = [key, authority, parent, kind, JSON.stringify(title), names];
        const rows = await transaction.query(ADD, values).catch((error: unknown) => {
          if (error instanceof DatabaseError && error.constraint === 'office_authority_fkey')
            throw new AccessError('authority-not-known', { authority }, { cause: error });
          throw error;
        });
        if (rows.length === 0) throw new AccessError('office-exists', { office: key });
        const state = { authority, parent, kind, title: { ...title }, names: [...names] };
        const act = { kind: 'office.changed', subject: `office/${key}`, state } as const;
        const { actor, behalf } = by;
        await recordAct(transaction, { ...act, actor, behalf, at: clock() }, random);
      });
      return get(by, key);
    },
    async change(by, key, change, seen) {
      const { authority, parent: above } = await get(by, key);
      assertGoverns(by, { authority, office: key, organisation: null });
      await database.transaction(SYSTEM, async (transaction) => {
        await transaction.query(LOCK_TREE, [authority]);
        const [row] = await transaction.query<{ version: number }>(LOCK, [key]);
        if (row === undefined) throw new AccessError('office-not-known', { office: key });
        if (seen !== undefined && seen !== row.version) throw new AccessError('access-version-stale');
        const { parent, kind, title, names, closed } = change;
        const moves = parent !== undefined && (parent ?? undefined) !== above;
        if (moves) {
          // Moving an office away needs to govern where it goes, too.
          assertGoverns(by, { authority, office: parent, organisation: null });
          if (parent !== null) {
            assertOwn(await known(transaction, parent), authority);
            const [turn] = await transaction.query<{ below: boolean }>(IS_BELOW, [parent, key, authority]);
            if (turn?.below === true) throw new AccessError('office-in-use', { office: parent });
          }
        }
        if (closed === true && (await known(transaction, key)).below > 0)
          throw new AccessError('office-in-use', { office: key });
        const json = title === undefined ? undefined : JSON.stringify(title);
        await transaction.query(CHANGE, [key, moves, parent, kind, json, names, closed, clock()]);
        const state = {
          changed: Object.keys(change).toSorted(),
          parent,
          kind,
          title: title === undefined ? undefined : { ...title },
          names: names === undefined ? undefined : [...names],
          closed,
          version: row.version + 1,
        };
        const act = { kind: 'office.changed', subject: `office/${key}`, state } as const;
        const { actor, behalf } = by;
        await recordAct(transaction, { ...act, actor, behalf, at: clock() }, random);
      });
      return get(by, key);
    },
  };
}

async function known(
  session: { query<R>(statement: Statement, values?: readonly unknown[]): Promise<readonly R[]> },
  key: string,
): Promise<Row> {
  const [row] = await session.query<Row>(GET, [key]);
  if (row === undefined) throw new AccessError('office-not-known', { office: key });
  return row;
}

function assertOwn(row: Row, authority: string): void {
  if (row.authority !== authority) throw new AccessError('office-not-known', { office: row.key });
  if (row.closed !== null) throw new AccessError('office-closed', { office: row.key });
}

function shown({ parent, closed, ...rest }: Row): OfficeEntry {
  return {
    ...rest,
    ...(parent === null ? {} : { parent }),
    ...(closed === null ? {} : { closed: closed.toISOString() }),
  };
}
