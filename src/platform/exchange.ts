import path from 'node:path';
import type { Clock, RandomBytes } from '../base/index.ts';
import { generateKeyPair, readSigningKey } from '../crypto/index.ts';
import type { Database } from '../database/index.ts';
import { restChannel } from '../exchange/channels/rest/index.ts';
import { tracesAddressFaults } from '../exchange/channels/traces/index.ts';
import { databaseCursors, wsdlChannel } from '../exchange/channels/wsdl/index.ts';
import {
  addressParameter,
  callDirectly,
  openExchange,
  Partners,
  type AddressParameter,
  type Caller,
  type Channel,
  type ChannelName,
  type Exchange,
  type Handler,
  type OutgoingCall,
} from '../exchange/index.ts';
import type { ParameterTables } from '../ledger/parameters/index.ts';
import type { WebServices } from '../http/index.ts';
import { openTranslator, type Poster, type Translator } from '../systems/ecert/exchanging/index.ts';
import type { TrustSource } from '../systems/ecert/index.ts';
import { hubHouse, identifiedCaller } from './hub-road.ts';
import { keptSecret } from './key-files.ts';
import { SealKeys } from './seal-keys.ts';
import { partnerPasswordKey, soapRoad, soapServices } from './soap-service.ts';
import { programWords } from './words.ts';

/** What the switch centre is put together of, before the systems that use it are there. */
export interface ExchangeParts {
  /** The roads of this installation. Filled before work begins. */
  readonly channels: Map<ChannelName, Channel>;
  /** Who reads what comes. Filled before work begins. */
  readonly handlers: Handler[];
  readonly address: AddressParameter;
  /** How calls to partners leave the house; a gateway takes the place of the network. */
  readonly out: { call: Caller };
  /** Services that partners call, for the server to mount. */
  readonly webServices: { mounted: WebServices };
}

export function exchangeParts(): ExchangeParts {
  const channels = new Map<ChannelName, Channel>();
  return {
    channels,
    handlers: [],
    address: addressParameter(() => channels),
    out: { call: callDirectly },
    webServices: { mounted: {} },
  };
}

/** The switch centre, and what systems say and hear by it. */
interface ExchangeWays {
  readonly exchange: Exchange;
  /** Says certificates in partners' dialects. */
  readonly poster: Poster;
  /** Reads them. */
  readonly translate: Translator['incoming'];
  readonly refreshKeys: () => Promise<void>;
}

/** Opens the switch centre of a house; its keys lie in the key folder below `exchange`, named as seal keys are. */
export async function openHouseExchange(
  parts: ExchangeParts,
  house: {
    readonly database: Database;
    readonly clock: Clock;
    readonly random: RandomBytes;
    readonly jitter: () => number;
    readonly parameters: ParameterTables;
    readonly keyFolder: string;
    readonly trust: Pick<TrustSource, 'anchors'>;
    readonly onCommitted: () => void;
  },
  onFault: (error: unknown) => void,
): Promise<ExchangeWays> {
  const keys = await SealKeys.open(path.join(house.keyFolder, 'exchange'));
  const partners = new Partners({ parameters: house.parameters, address: parts.address, clock: house.clock });
  const keyOf = (authority: string) => keys.current().get(authority);
  const webhooks = await keptSecret(
    house.keyFolder,
    'webhook.key.pem',
    () => generateKeyPair('ed25519').privateKey,
  );
  const rest = restChannel({
    ...house,
    call: (call) => parts.out.call(call),
    keyOf,
    authorityFor: (partner) => partners.of(partner)[0]?.authority,
    webhookKey: readSigningKey(webhooks),
  });
  parts.channels.set(rest.name, rest);
  const soap = {
    ...house,
    onFault,
    partners,
    keyOf,
    call: (call: OutgoingCall) => parts.out.call(call),
    identified: identifiedCaller(house.keyFolder, parts.out),
    passwordKey: await partnerPasswordKey(house.keyFolder, house.random),
    words: programWords,
  };
  const soapChannel = soapRoad(soap);
  parts.channels.set(soapChannel.name, soapChannel);
  const wsdl = wsdlChannel({
    ...soap,
    passwords: { key: soap.passwordKey },
    cursors: databaseCursors(house.database),
  });
  parts.channels.set(wsdl.name, wsdl);
  const hub = hubHouse(soap);
  parts.channels.set(hub.channel.name, hub.channel);
  parts.channels.set('traces', { name: 'traces', faultsOf: tracesAddressFaults });
  const exchange = openExchange({
    ...house,
    partners,
    channels: parts.channels,
    handlers: parts.handlers,
    keyOf,
  });
  parts.webServices.mounted = { ...soapServices(soap, exchange), hub: hub.service(exchange.reception) };
  const translator = openTranslator(house);
  return {
    exchange,
    poster: { ...exchange, translate: translator.outgoing },
    translate: translator.incoming,
    refreshKeys: async () => {
      await keys.refresh();
    },
  };
}
