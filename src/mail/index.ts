export { addressIn, isMailAddress } from './address.ts';
export { lineFault, readEntity, type Entity, type EntityBounds, type EntityReading } from './entity.ts';
export { MAIL_FAULTS, type MailFault } from './fault.ts';
export { readFields, type Header } from './header.ts';
export {
  openMailTransport,
  type DomainKey,
  type MailAnswer,
  type MailServerSettings,
  type MailTransport,
  type OutgoingMail,
} from './transport.ts';
export { writeEntity, writeMessage, writeMultipart, type Field } from './writing.ts';
