export { ledgerQuantities, type LedgerQuantityOptions } from './ledger-accounts.ts';
export { tracesAddressFaults, TracesPartners, type TracesRoads } from './partners.ts';
export type { QuantityAccounts } from './quantities.ts';
export { TracesService, type TracesCertificates, type TracesOptions } from './service.ts';
export { tracesWords } from './words.ts';
