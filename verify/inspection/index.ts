export { inspect, type Inspection, type InspectionHost, type InspectionTrust } from './inspection.ts';
export { LAMP_NAMES, type Fact, type Lamp, type LampLight, type LampName, type LampRemark } from './lamp.ts';
export {
  anchorsOf,
  readTrustPack,
  TRUST_PACK_FAULTS,
  writeTrustPack,
  type TrustedAuthority,
  type TrustPack,
  type TrustPackFault,
  type TrustPackReading,
} from './trust-pack.ts';
export { inspectionWords } from './words.ts';
