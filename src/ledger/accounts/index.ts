export {
  consumeQuantities,
  holdQuantities,
  openBook,
  releaseQuantities,
  reverseQuantities,
  setBookState,
  type NewBook,
} from './accounts.ts';
export { availableOf, MOVEMENTS, plainDecimal, type Movement } from './balance.ts';
export {
  HOLD_AFTER_REFUSAL,
  HOLD_REFUSALS,
  type Allocation,
  type Book,
  type ConsumeResult,
  type ConvertQuantity,
  type HoldFailure,
  type HoldRefusal,
  type HoldResult,
  type Line,
  type ReleaseResult,
  type ReverseResult,
  type Share,
} from './book.ts';
export { readBook, type BookName } from './lib/storage.ts';
