import type { Statement } from '../../database/index.ts';
import type { LeafReference } from '../../evidence/index.ts';
import { actorOf } from '../caller.ts';
import type { DirectoryOptions } from '../directory.ts';
import type { Asker } from './governing.ts';
import { namesOf } from './names.ts';
import { SYSTEM } from './system.ts';

/** One act on an organisation, an office or an account. */
export interface RegisterLine {
  /** RFC 3339. */
  readonly at: string;
  readonly kind: string;
  readonly actor: string;
  readonly behalf?: string;
  /** What was changed, as far as it is no secret and nobody's name. */
  readonly details: unknown;
  /** Reference of the evidence leaf, and what opens its commitment. */
  readonly leaf: string;
  readonly opening: LeafReference['opening'];
}

export interface RegisterPage {
  readonly items: readonly RegisterLine[];
  /** Names of those who acted, by key, as far as the asker may know them. */
  readonly names: Readonly<Record<string, string>>;
}

/** What was done to the entries of this room's registers, newest first, at most a thousand acts. Who may ask is decided before. */
export interface RegisterHistory {
  ofOffice(by: Asker, key: string): Promise<RegisterPage>;
  ofOrganisation(by: Asker, key: string): Promise<RegisterPage>;
  ofAccount(by: Asker, id: string): Promise<RegisterPage>;
}

const LINES: Statement = {
  name: 'access-register-history',
  text: `select leaf, at, opening from access_history where subject = any ($1) and opening is not null
         order by at desc, leaf desc limit 1000`,
};

export function openRegisterHistory({ database }: Pick<DirectoryOptions, 'database'>): RegisterHistory {
  const lines = async (by: Asker, ...subjects: readonly string[]): Promise<RegisterPage> => {
    const rows = await database.read<{ leaf: string; at: Date; opening: RegisterLine['opening'] }>(
      SYSTEM,
      LINES,
      [subjects],
    );
    const items = rows.map(({ leaf, at, opening }) => {
      const { behalf, ...details } = opening.act.details ?? {};
      return {
        at: at.toISOString(),
        kind: opening.act.kind,
        actor: opening.act.actor,
        ...(typeof behalf === 'string' ? { behalf } : {}),
        details,
        leaf,
        opening,
      };
    });
    const actors = items.flatMap(({ actor, behalf }) => [actor, behalf]);
    return { items, names: await namesOf(database, by, actors) };
  };
  return {
    ofOffice: (by, key) => lines(by, `office/${key}`),
    ofOrganisation: (by, key) => lines(by, `organisation/${key}`, `authority/${key}`),
    ofAccount: (by, id) => lines(by, actorOf(id)),
  };
}
