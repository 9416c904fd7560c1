export { propertyOf, type ComplexType, type Field, type SimpleType, type Types } from './language.ts';
export {
  ALL_TYPES,
  ELEMENTS,
  isOperationName,
  NAMESPACE,
  OPERATION_NAMES,
  OPERATIONS,
  type OperationName,
  type RequestOf,
  type ResponseOf,
  type Value,
} from './operations.ts';
export { serviceSchema, SERVICE_SCHEMA } from './schema.ts';
export { serviceDescription } from './description.ts';
