export { inspect, type Inspection, type InspectionHost, type InspectionTrust } from './inspection.ts';
export { LAMP_NAMES, type Fact, type Lamp, type LampLight, type LampName, type LampRemark } from './lamp.ts';
export {
  anchorsOf,
  authorityName,
  readTrustPack,
  TRUST_PACK_FAULTS,
  writeTrustPack,
  type TrustedAuthority,
  type TrustPack,
  type TrustPackFault,
  type TrustPackReading,
} from './trust-pack.ts';
export { tellCode, tellFact, tellReason, tellState } from './lamp-telling.ts';
export { tellValue, tellValues } from './face-telling.ts';
export { OFFERED, speechOf, type Speech } from './speech.ts';
export { inspectionWords } from './words.ts';
