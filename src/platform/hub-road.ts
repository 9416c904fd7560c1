import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Catalogue, Clock, RandomBytes } from '../base/index.ts';
import type { Database } from '../database/index.ts';
import {
  databaseQueues,
  databaseSentDeliveries,
  hubChannel,
  HubService,
  Members,
} from '../exchange/channels/hub/index.ts';
import {
  callDirectly,
  callIdentified,
  callUnidentified,
  type Caller,
  type Channel,
  type ClientIdentity,
  type Partners,
  type Reception,
} from '../exchange/index.ts';

interface HubParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly partners: Partners;
  readonly words: Catalogue;
  /** Calls with the client certificate of this house. */
  readonly identified: Caller;
  readonly onFault: (error: unknown) => void;
}

/** The road by Hubs, and the Hub of this house. */
export interface HubHouse {
  readonly channel: Channel;
  /** The Hub, once the exchange has its door. */
  service(reception: Reception): HubService;
}

/**
 * Calls with the client certificate of this house: `transport.crt.pem` with `transport.key.pem` in the key folder, read anew for each
 * call so that a renewed one counts at once. A key never crosses a gateway to another zone: what needs it is not called from there.
 */
export function identifiedCaller(keyFolder: string, out: { readonly call: Caller }): Caller {
  const identified = callIdentified(() => identityIn(keyFolder));
  return (call) => (out.call === callDirectly ? identified : callUnidentified)(call);
}

/** Puts the road by Hubs together with the Hub of this house: what goes to a member of ours takes no road at all. */
export function hubHouse(parts: HubParts): HubHouse {
  const { database, clock, random, partners, words, identified, onFault } = parts;
  let service: HubService | undefined;
  return {
    channel: hubChannel({
      clock,
      words,
      sent: databaseSentDeliveries(database),
      call: identified,
      own: {
        deposit: (...delivery) => opened(service).deposit(...delivery),
        track: (...delivery) => opened(service).track(...delivery),
      },
    }),
    service(reception) {
      service = new HubService({
        members: new Members(partners),
        queues: databaseQueues(database),
        reception,
        clock,
        random,
        words,
        report: onFault,
      });
      return service;
    },
  };
}

function opened(service: HubService | undefined): HubService {
  if (service === undefined) throw new TypeError('the exchange is not open yet');
  return service;
}

/** Undefined where this house has none: it is no member of a Hub. */
function identityIn(keyFolder: string): ClientIdentity | undefined {
  const read = (name: string): string | undefined => {
    try {
      return readFileSync(path.join(keyFolder, name), 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  };
  const [certificate, key] = [read('transport.crt.pem'), read('transport.key.pem')];
  return certificate === undefined || key === undefined ? undefined : { certificate, key };
}
