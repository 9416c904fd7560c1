export { openAccess, type Access, type NewAccount } from './access.ts';
export { chargeGuess, type Guess } from './attempts.ts';
export { AUTHORITIES } from './authorities.ts';
export { isProved, OPERATOR, type Caller, type CallerSession, type Self } from './caller.ts';
export {
  addAnchor,
  AUTHORITY_FIELDS,
  authorityProfiles,
  endAnchor,
  keepAuthority,
  keepOffice,
  loadAuthorities,
  revokeSerials,
  type AuthorityField,
  type DirectoryOptions,
} from './directory.ts';
export { ACCESS_CODES, AccessError, type AccessCode } from './error.ts';
export {
  isRole,
  may,
  PERMISSIONS,
  permissionsOf,
  ROLE_PERMISSIONS,
  ROLES,
  type Permission,
  type Role,
  type Subject,
} from './permissions.ts';
export { keepSigners, signersOfAuthority, type SealSigner } from './seal-signers.ts';
export { TrustRegister } from './trust-register.ts';
export { accessWords } from './words.ts';
export { KEY_STATES, KEY_WARNING_DAYS, keysShown, type KeyShown, type KeyState } from './key-register.ts';
export { trustParameters } from './trust-parameters.ts';
export { FACTORS, type Factor } from './signing-in/factors.ts';
export type { BoundCertificate } from './signing-in/client-certificates.ts';
export type { Granted } from './signing-in/grants.ts';
export type { MachineKey } from './signing-in/machine-keys.ts';
export type { Whereabouts } from './signing-in/means.ts';
export type { OwnFactors } from './signing-in/own-account.ts';
export type { OwnPasskey, RelyingParty } from './signing-in/passkeys.ts';
export type { OwnSession } from './signing-in/own-sessions.ts';
export type { OpenedSession } from './signing-in/sessions.ts';
export {
  openSigningIn,
  type PasskeyAnswer,
  type Proof,
  type SigningIn,
  type SigningInOptions,
} from './signing-in/signing-in.ts';
export { openAuditLog, type AuditLog, type AuditLogOptions, type Observed } from './audit/audit-log.ts';
export { AUDIT_KINDS, auditLeaf, soughtDigest, type AuditEntry, type AuditKind } from './audit/entry.ts';
export { auditReading, type AuditProof, type AuditReading, type AuditSearch } from './audit/reading.ts';
export { documentKind, MAXIMUM_DOCUMENT_BYTES } from './joining/document-kind.ts';
export { Application, JOINING_KINDS, joiningLifecycle, joiningRecord } from './joining/joining-record.ts';
export {
  openJoining,
  type FollowedJoining,
  type GivenDocument,
  type Joining,
  type JoiningEntry,
  type JoiningInvitation,
} from './joining/joining.ts';
export { PORTION_LIMIT, type Part } from './lib/paging.ts';
export { openRegisterHistory, type RegisterHistory, type RegisterLine } from './lib/register-history.ts';
export type { Assignment } from './organisations/assignments.ts';
export { openCapacities, type Capacities, type Capacity } from './organisations/capacities.ts';
export { openInvitations, type Invitations } from './organisations/invitations.ts';
export {
  OFFICE_KINDS,
  openOffices,
  type NewOffice,
  type OfficeEntry,
  type OfficeKind,
  type Offices,
} from './organisations/offices.ts';
export {
  openOrganisations,
  ORGANISATION_KINDS,
  type Organisation,
  type OrganisationKind,
  type Organisations,
} from './organisations/organisations.ts';
export { openPeople, type People, type PersonDetails } from './organisations/people.ts';
export type { Person } from './organisations/person.ts';
export {
  brokenSeparation,
  INCOMPATIBLE_ROLES,
  incompatiblePair,
  peopleOf,
  separated,
  SEPARATIONS,
  type Demand,
  type Doer,
  type EarlierAct,
  type Separation,
} from './organisations/separations.ts';
