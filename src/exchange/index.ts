export {
  callDirectly,
  callIdentified,
  callUnidentified,
  type CallAnswer,
  type Caller,
  type ClientIdentity,
  type OutgoingCall,
} from './calling.ts';
export type {
  Arrival,
  Box,
  BoxEntry,
  Channel,
  Delivery,
  Dispatch,
  Kept,
  PartnerRoad,
  ReceiptStatement,
  Reception,
} from './channel.ts';
export { alarmsOf, sweepAlarms, type AlarmView } from './alarms/index.ts';
export { keepCrossing, type Crossing } from './crossings.ts';
export {
  EnvelopeSchema,
  envelopeDigest,
  readEnvelope,
  sealedBytes,
  sealEnvelope,
  sealHolds,
} from './envelope.ts';
export { EXCHANGE_CODES, EXCHANGE_NOTES, ExchangeError, type ExchangeCode } from './error.ts';
export { openExchange, type Exchange, type ExchangeOptions } from './exchange.ts';
export type { Effect, Handler, ReceivedMessage, Settled } from './handler.ts';
export {
  CHANNELS,
  DELIVERY_STATES,
  MESSAGE_TYPES,
  RECEIPT_LEVELS,
  type ChannelName,
  type DeliveryState,
  type Envelope,
  type MessageType,
  type ReceiptLevel,
} from './message.ts';
export type { DeliveryAct } from './outbox/acts.ts';
export { BOX_PAGE } from './outbox/box.ts';
export type { Posted, Posting, Rendering, Said, Unsaid } from './outbox/posting.ts';
export { keepTranslation, type Translated } from './outbox/translated.ts';
export * from './partners/index.ts';
export { isHindrance, isPassing } from './passing.ts';
export {
  LARGEST_RECEIPT,
  openReceipt,
  RECEIPT_DIALECT,
  RECEIPT_MEDIA_TYPE,
  RECEIPT_OUTCOMES,
  ReceiptSchema,
  sealReceipt,
  type Receipt,
  type ReceiptOutcome,
} from './receipt.ts';
export {
  TRAFFIC_PAGE,
  type ArrivalView,
  type DeliveryView,
  type EventView,
  type QueueView,
  type ReceiptView,
  type RefusalView,
  type Traffic,
  type TrafficFilter,
  type TrafficPage,
  type TranslationView,
} from './traffic/traffic.ts';
export { exchangeWords } from './words.ts';
export type { Working, WorkingOptions } from './working.ts';
