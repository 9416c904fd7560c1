export { addressFaults as hubAddressFaults } from './address.ts';
export { hubChannel } from './channel.ts';
export { HUB_CODES, HubError, type HubCode } from './error.ts';
export type { HubChannelOptions, OwnHub } from './leg.ts';
export { databaseSentDeliveries, type SentDeliveries } from './sent.ts';
export { Members, type HubRoads } from './server/members.ts';
export { databaseQueues, type HubQueues } from './server/queues.ts';
export { HubService, type HubServiceOptions } from './server/service.ts';
export { hubWords } from './words.ts';
