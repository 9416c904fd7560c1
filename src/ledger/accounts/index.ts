export {
  consumeQuantities,
  holdQuantities,
  openBook,
  releaseQuantities,
  reverseQuantities,
  setBookState,
} from './accounts.ts';
export { openBalances, type Balances, type BalancesOptions, type CorrectionReading } from './balances.ts';
export { LockedBooks, type NewBook } from './books.ts';
export { availableOf, MOVEMENTS, plainDecimal, type Movement } from './balance.ts';
export {
  HOLD_REFUSALS,
  type Allocation,
  type Book,
  type ConsumeResult,
  type ConvertQuantity,
  type Correction,
  type CorrectResult,
  type HoldFailure,
  type HoldPractice,
  type HoldRefusal,
  type HoldResult,
  type Line,
  type ReleaseResult,
  type ReverseResult,
  type Share,
} from './book.ts';
export { claimedBooks, readBook, readMovements, type BookMovement, type BookName } from './lib/storage.ts';
export {
  correctionLifecycle,
  correctionRecord,
  type CorrectionEntry,
  type CorrectionState,
} from './correction-record.ts';
export type { ProposedCorrection } from './corrections.ts';
