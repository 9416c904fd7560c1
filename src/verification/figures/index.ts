export { contributionOf, shadowOf, type CountedCase, type ShadowHit } from './contribution.ts';
export { VerificationFigures, type FigureSources } from './following.ts';
export {
  VERIFICATION_DIMENSIONS,
  VERIFICATION_MEASURE_NAMES,
  VERIFICATION_MEASURES,
  type VerificationDimension,
  type VerificationMeasure,
} from './measures.ts';
export {
  shadowReport,
  verificationFigures,
  type FigureAnswer,
  type FigureQuestion,
  type KeyedDimension,
  type ShadowReport,
  type ShadowSample,
} from './question.ts';
