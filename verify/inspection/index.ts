export { inspect, type Inspection, type InspectionTrust } from './inspection.ts';
export { inspectPaper, paperTrustOf, statusAddress, type ListAtHand, type PaperInspection } from './paper.ts';
export { LAMP_NAMES, type Fact, type Lamp, type LampLight } from './lamp.ts';
export {
  anchorsOf,
  authorityName,
  readTrustPack,
  signersOf,
  TRUST_PACK_FAULTS,
  writeTrustPack,
  type TrustPack,
  type TrustPackFault,
} from './trust-pack.ts';
export { tellCode, tellFact, tellReason, tellState } from './lamp-telling.ts';
export { tellValue, tellValues } from './face-telling.ts';
export { speechOf, type Speech } from './speech.ts';
export { tellAct, timelineOf } from './timeline.ts';
export { inspectionWords } from './words.ts';
