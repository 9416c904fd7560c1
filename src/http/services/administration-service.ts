import { keysShown, type TrustRegister } from '../../access/index.ts';
import { isUuid, type Clock } from '../../base/index.ts';
import type { SealKey } from '../../crypto/index.ts';
import type { Database } from '../../database/index.ts';
import type { Evidence } from '../../evidence/index.ts';
import type { ParameterTables } from '../../ledger/parameters/index.ts';
import type { Forgeries } from '../../systems/ecert/forgeries/index.ts';
import { figuresServiceOf } from './figures-service.ts';
import { statusOf } from './status-service.ts';
import { announcementsFor, markAnnouncement } from '../../systems/ecert/announcements/index.ts';
import type { AdministrationService } from './administration.ts';
import type { Caller } from './access.ts';

/** What the service is made of. */
export interface AdministrationParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly parameters: ParameterTables;
  readonly forgeries: Forgeries;
  readonly trust: Pick<TrustRegister, 'anchors' | 'authorities'>;
  readonly evidence: Pick<Evidence, 'latestCheckpoint' | 'origin'>;
  /** Names of the witnesses that the log's policy asks. */
  readonly witnesses: readonly string[];
  /** Seal keys installed here, by authority or office. */
  readonly seals: () => ReadonlyMap<string, Pick<SealKey, 'certificate'>>;
}

/** The administration of a house as the API serves it. */
export function administrationServiceOf(parts: AdministrationParts): AdministrationService {
  const { database, clock, parameters, trust } = parts;
  const keys = () => keysShown({ anchors: trust.anchors(), seals: parts.seals() }, clock());
  return {
    parameters,
    announcements: {
      of: (caller) => announcementsFor({ parameters, database }, caller, accountOf(caller)),
      async mark(caller, announcement) {
        const account = accountOf(caller);
        if (account !== undefined) await markAnnouncement(database, account, announcement, clock());
      },
    },
    forgeries: parts.forgeries,
    keys,
    figures: figuresServiceOf(parts),
    status: (caller) => statusOf({ ...parts, keys }, caller),
  };
}

/** The account behind a caller; undefined for people who are not signed in. */
function accountOf({ actor }: Pick<Caller, 'actor'>): string | undefined {
  const id = actor.startsWith('account/') ? actor.slice('account/'.length) : '';
  return isUuid(id) ? id : undefined;
}
