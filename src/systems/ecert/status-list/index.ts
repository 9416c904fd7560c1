export { LIST_ENTRIES, placeOf, type Place } from './places.ts';
export {
  createStatusLists,
  FRESH_SECONDS,
  TTL_SECONDS,
  type StatusLists,
  type StatusListsOptions,
} from './status-lists.ts';
export { statusListToken, type EndedEntry, type StatusListContent } from './token.ts';
