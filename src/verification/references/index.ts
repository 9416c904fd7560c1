export { linkOf, type FoundReading } from './link.ts';
export {
  compilePatterns,
  normalReference,
  readReference,
  type CompiledPatterns,
  type Reading,
  type ReferenceReading,
} from './read-reference.ts';
export { suggest, type NearDocument } from './suggest.ts';
