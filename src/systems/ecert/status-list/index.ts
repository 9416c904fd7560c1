export { givePlace } from './entries.ts';
export { LIST_ENTRIES, placeKeyOf, placeOf, type Place } from './places.ts';
export {
  createStatusLists,
  FRESH_SECONDS,
  TTL_SECONDS,
  type StatusLists,
  type StatusListsOptions,
} from './status-lists.ts';
export { statusListToken, type EndedEntry, type StatusListContent } from './token.ts';
