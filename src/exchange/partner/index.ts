export { CHECKS, type Check, type CheckWay } from './checks.ts';
export {
  openPartner,
  USUAL_FORMS,
  type ClientParts,
  type Draft,
  type Fetched,
  type Listing,
  type PartnerClient,
  type Sent,
} from './client.ts';
export { PARTNER_CODES, PartnerError, type PartnerCode } from './error.ts';
export { DRAFT_NUMBER, KIT_FILES, KitFacts, readKit, type Kit } from './kit.ts';
export { ownSystem } from './own-system.ts';
export { reportPage } from './page.ts';
export { programSystem, QUESTIONS } from './program.ts';
export {
  hasPassed,
  openReport,
  REPORT_DIALECT,
  signReport,
  SignedReportSchema,
  type CheckResult,
  type OpenedReport,
  type Report,
  type SignedReport,
} from './report.ts';
export { runChecks } from './running.ts';
export type { Judgement, PartnerSystem, Signing } from './system.ts';
export { partnerWords } from './words.ts';
