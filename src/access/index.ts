export { openAccess, type Access, type NewAccount } from './access.ts';
export { AUTHORITIES } from './authorities.ts';
export { OPERATOR, type Caller } from './caller.ts';
export {
  addAnchor,
  AUTHORITY_FIELDS,
  authorityProfiles,
  endAnchor,
  keepAuthority,
  keepOffice,
  loadAuthorities,
  revokeSerial,
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
export { TrustRegister } from './trust-register.ts';
export { accessWords } from './words.ts';
