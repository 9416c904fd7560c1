import type { Fault, Finding } from '../../../base/index.ts';
import type { LedgerCaller } from '../../../ledger/index.ts';
import type { AuthorityDirectory, AuthorityProfile } from '../authority.ts';
import { attribute } from '../authority.ts';
import type { Examination, Statement } from '../examination.ts';
import { stateOfStatus } from '../status-codes.ts';
import type { CertificateState } from '../states.ts';

const DOCUMENT = '/SPSCertificate/SPSExchangedDocument';
const ISSUER = `${DOCUMENT}/IssuerSPSParty`;
const DAY = 86_400_000;
const LONGEST_NUMBER = 200;
const COUNTRY = /^[A-Z]{2}$/;

/** A document that may enter the ledger, and as what. */
export interface Admissible {
  readonly authority: AuthorityProfile;
  readonly office?: string;
  readonly number: string;
  readonly state: CertificateState;
}

export interface CheckContext {
  readonly directory: AuthorityDirectory;
  readonly caller: LedgerCaller;
  readonly now: Date;
  /** Milliseconds by which an issuer's clock may be ahead. */
  readonly tolerance: number;
}

/** Everything that keeps a document out of the ledger, all of it at once; or as what it may enter. */
export function check(
  examination: Examination,
  context: CheckContext,
): { readonly admissible: Admissible } | { readonly faults: readonly Fault[] } {
  const { statement, seal } = examination;
  if (statement === undefined) return { faults: examination.faults };
  const faults = new Faults([...examination.faults, ...examination.findings.filter(isGrave).map(faultOf)]);
  const state = checkStatement(statement, context, faults);
  const attribution = attribute(context.directory, statement, seal, ownAuthority(context.caller));
  if (!COUNTRY.test(statement.body.exportCountry ?? '')) {
    faults.add('country-missing', '/SPSCertificate/SPSConsignment/ExportSPSCountry');
  } else if (!attribution.found) {
    faults.add(attribution.code, ISSUER, attribution.values);
  }
  if (!attribution.found) return { faults: faults.all };
  const { authority } = attribution;
  checkAuthority(authority, examination, { caller: context.caller, state }, faults);
  if (faults.all.length > 0 || state === undefined) return { faults: faults.all };
  const office = officeOf(context.caller, authority, attribution.office);
  const number = statement.number ?? '';
  return { admissible: { authority, number, state, ...(office === undefined ? {} : { office }) } };
}

/** Faults by their place: the reader's finding there says more than ours. */
class Faults {
  readonly all: Fault[];

  constructor(found: readonly Fault[]) {
    this.all = [...found];
  }

  add(code: string, path: string, values: Fault['values'] = {}): void {
    if (!this.all.some((known) => known.path === path)) this.all.push({ code, path, values });
  }
}

/** Number, status and date of issue; gives the state that the document announces. */
function checkStatement(
  statement: Statement,
  { now, tolerance }: CheckContext,
  faults: Faults,
): CertificateState | undefined {
  const number = statement.number ?? '';
  const status = statement.statusCode ?? '';
  const state = stateOfStatus(status);
  const { issued } = statement.body;
  if (number === '') faults.add('number-missing', `${DOCUMENT}/ID`);
  if (number.length > LONGEST_NUMBER)
    faults.add('number-too-long', `${DOCUMENT}/ID`, { most: LONGEST_NUMBER });
  if (status === '') faults.add('status-missing', `${DOCUMENT}/StatusCode`);
  else if (state === undefined) faults.add('status-unsupported', `${DOCUMENT}/StatusCode`, { status });
  if (!statement.dated && state !== 'draft') faults.add('issue-date-missing', `${DOCUMENT}/IssueDateTime`);
  if (Date.parse(issued) > now.getTime() + tolerance) {
    faults.add('issue-date-future', `${DOCUMENT}/IssueDateTime`, { issued });
  }
  return state;
}

function checkAuthority(
  authority: AuthorityProfile,
  { statement, seal }: Examination,
  { caller, state }: { readonly caller: LedgerCaller; readonly state: CertificateState | undefined },
  faults: Faults,
): void {
  if (authority.sealRequired === true && seal.indication !== 'TOTAL-PASSED' && state !== 'draft') {
    faults.add('seal-required', '', { authority: authority.key, indication: seal.indication });
  }
  if (!mayLodge(caller, authority, statement?.body.importCountry, state)) {
    faults.add('authority-not-yours', ISSUER, { authority: authority.key });
  }
}

/** The first moment at which a certificate of this authority is no longer valid; undefined for one without a limit. */
export function expiryOf(authority: AuthorityProfile, issued: string): string | undefined {
  if (authority.validityDays === undefined) return undefined;
  return new Date(Date.parse(issued) + authority.validityDays * DAY).toISOString();
}

/** SEVERE findings, and amounts whose unit nobody knows: a certificate with either cannot be compared with anything. */
function isGrave({ level, code }: Finding): boolean {
  return level === 'SEVERE' || code === 'unknown-unit';
}

function faultOf({ code, path, values }: Finding): Fault {
  return { code, path, values };
}

function ownAuthority({ scope }: LedgerCaller): string | undefined {
  return scope.kind === 'authority' ? scope.authority : undefined;
}

/** An authority lodges its own; the importing country lodges what it was handed, but no drafts; the platform lodges all. */
function mayLodge(
  caller: LedgerCaller,
  authority: AuthorityProfile,
  importing: string | undefined,
  state: CertificateState | undefined,
): boolean {
  const { scope } = caller;
  if (scope.kind === 'public' || !caller.may('certificate.lodge')) return false;
  if (scope.kind === 'system') return true;
  if (scope.country === authority.country && scope.authority === authority.key) return true;
  return scope.office === undefined && state !== 'draft' && scope.country === importing;
}

/** A caller bound to an office lodges for that office, or for the one below it that the document names. */
function officeOf(
  { scope }: LedgerCaller,
  authority: AuthorityProfile,
  stated: string | undefined,
): string | undefined {
  if (scope.kind !== 'authority' || scope.authority !== authority.key || scope.office === undefined)
    return stated;
  return stated !== undefined && scope.below?.includes(stated) === true ? stated : scope.office;
}
