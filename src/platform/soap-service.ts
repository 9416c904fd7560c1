import { toBase64, utf8, type Catalogue, type Clock, type RandomBytes } from '../base/index.ts';
import { deriveKey, type SealingKey } from '../crypto/index.ts';
import type { Database } from '../database/index.ts';
import type { Caller, Channel, Exchange, Partners } from '../exchange/index.ts';
import {
  databaseProofs,
  soapChannel,
  SoapEndpoint,
  SoapPartners,
  type Standings,
} from '../exchange/channels/soap/index.ts';
import { ledgerQuantities, TracesPartners, TracesService } from '../exchange/channels/traces/index.ts';
import type { WebServices } from '../http/index.ts';
import { keptSecret } from './key-files.ts';
import { systemCaller } from '../ledger/index.ts';
import { certificateSource } from '../systems/ecert/facts/index.ts';
import {
  certificatesByNumber,
  getDocument,
  type CertificateEntry,
  type TrustSource,
} from '../systems/ecert/index.ts';
import { openCertificateAccount } from '../verification/cases/index.ts';

export interface SoapParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly partners: Partners;
  /** The exchange key of an authority of ours. */
  readonly keyOf: (authority: string) => SealingKey | undefined;
  /** 32 bytes, under which partners' passwords are kept. */
  readonly passwordKey: Uint8Array;
  readonly call: Caller;
  /** The same with the client certificate of this house. */
  readonly identified: Caller;
  readonly trust: Pick<TrustSource, 'anchors'>;
  readonly words: Catalogue;
  readonly onFault: (error: unknown) => void;
}

/** The key under which partners' passwords are kept; made once, in a file of the key folder. */
export async function partnerPasswordKey(keyFolder: string, random: RandomBytes): Promise<Uint8Array> {
  const secret = await keptSecret(keyFolder, 'partner-passwords.key', () => toBase64(random(32)));
  return deriveKey(utf8(secret.trim()), 'partner-passwords');
}

/** The road of web services to partners, for the exchange's channels. */
export function soapRoad(parts: Omit<SoapParts, 'database' | 'words' | 'onFault' | 'trust'>): Channel {
  const { clock, random, call, identified, passwordKey } = parts;
  return soapChannel({
    clock,
    random,
    call,
    identified,
    passwords: { key: passwordKey },
    keyFor: keyFor(parts),
  });
}

/** The web services of an exchange, for the server to mount. */
export function soapServices(parts: SoapParts, exchange: Pick<Exchange, 'box' | 'reception'>): WebServices {
  const { database, clock, random, partners, passwordKey, words, onFault, trust } = parts;
  const documents = certificateSource({ database, anchors: () => trust.anchors() });
  // Whether a certificate concerns the partner is decided in its own scope, before anything is counted.
  const callerOf = (partner: string) => systemCaller(`partner/${partner}`);
  const shared = {
    clock,
    words,
    proofs: databaseProofs(database),
    passwords: { key: passwordKey },
    report: onFault,
  };
  return {
    exchange: new SoapEndpoint({
      ...shared,
      box: exchange.box,
      reception: exchange.reception,
      partners: new SoapPartners(partners),
      standings: ledgerStandings(database),
      keyFor: keyFor(parts),
    }),
    customs: new TracesService({
      ...shared,
      random,
      partners: new TracesPartners(partners),
      zone: 0,
      certificates: { find: (partner, number) => certificateFor(database, partner, number) },
      accounts: ledgerQuantities({
        database,
        clock,
        random,
        async bookOf(partner, number) {
          const entry = (await certificatesByNumber(database, scopeOf(partner), number))[0];
          if (entry === undefined) return undefined;
          const by = { caller: callerOf(partner), now: clock(), random };
          return database.transaction({ kind: 'system' }, (transaction) =>
            openCertificateAccount(
              transaction,
              documents,
              { keeper: partner.slice(0, 2), document: entry },
              by,
            ),
          );
        },
        callerOf,
      }),
    }),
  };
}

/** The key of ours with whom a partner has its agreement. */
function keyFor({
  partners,
  keyOf,
}: Pick<SoapParts, 'partners' | 'keyOf'>): (partner: string) => SealingKey | undefined {
  return (partner) => {
    const authority = partners.of(partner)[0]?.authority;
    return authority === undefined ? undefined : keyOf(authority);
  };
}

/** What a partner sees of the ledger: what its authority does. */
function scopeOf(partner: string) {
  return { kind: 'authority', country: partner.slice(0, 2), authority: partner } as const;
}

/** How certificates stand in the ledger, each partner seeing what its authority sees. */
function ledgerStandings(database: Database): Standings {
  return {
    async standingOf(partner, { country, authority, number }) {
      const found = await certificatesByNumber(database, scopeOf(partner), number, country);
      const entry = found.find((one) => one.authority === authority);
      if (entry === undefined || entry.state === 'draft') return undefined;
      return { standing: entry.state, since: entry.updated };
    },
  };
}

async function certificateFor(
  database: Database,
  partner: string,
  number: string,
): Promise<Uint8Array | undefined> {
  const scope = scopeOf(partner);
  const [entry]: readonly CertificateEntry[] = await certificatesByNumber(database, scope, number);
  return entry === undefined ? undefined : (await getDocument(database, scope, entry.id))?.bytes;
}
