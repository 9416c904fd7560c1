export type { Field, Structure, Types } from './language.ts';
export { hubDescription, soapAction } from './description.ts';
export {
  isOperationName,
  OPERATIONS,
  type OperationName,
  type RequestOf,
  type ResponseOf,
  type Value,
} from './operations.ts';
export { NAMESPACES, TRACKING_STATES, TYPES } from './types.ts';
