export { callDirectly, type CallAnswer, type Caller, type OutgoingCall } from '../calling.ts';
export { EnvelopeSchema, readEnvelope, sealEnvelope, sealHolds } from '../envelope.ts';
export { MESSAGE_TYPES, type Envelope, type MessageType, type ReceiptLevel } from '../message.ts';
export {
  openReceipt,
  RECEIPT_OUTCOMES,
  ReceiptSchema,
  sealReceipt,
  type Receipt,
  type ReceiptOutcome,
} from '../receipt.ts';
