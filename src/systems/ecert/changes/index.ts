export {
  CHANGE_KINDS,
  changeSize,
  readChanges,
  seesChange,
  type ChangeKind,
  type ChangePortion,
  type LedgerChange,
} from './changes.ts';
export { readStirrings, STIRRING_KINDS, type Stirring } from './stirrings.ts';
