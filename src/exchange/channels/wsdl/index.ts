export { wsdlChannel } from './channel.ts';
export { databaseCursors, type WsdlCursors } from './cursors.ts';
export { WSDL_CODES, WSDL_FAULTS } from './error.ts';
export { wsdlWords } from './words.ts';
