export { SECURITY_FAULTS, type Judged, type SecurityFaultCode } from './fault.ts';
export { readSecurity, type MessageTime, type SecurityHeader, type UserToken } from './header.ts';
export { DSIG, WSSE, WSU } from './names.ts';
export { BODY_ID, securityHeader, type HeaderOptions } from './signing.ts';
export { knowsPassword, passwordDigest, userToken } from './username-token.ts';
export { verifyMessage, type MessageSigner } from './verification.ts';
