export {
  ASIC_E_TYPE,
  CONTAINER_REFUSALS,
  MAXIMUM_BUNDLE_BYTES,
  MAXIMUM_BUNDLE_FILES,
  MIMETYPE_PATH,
  readContainer,
  writeContainer,
  type ContainerFile,
  type ContainerReading,
  type ContainerRefusal,
} from './container.ts';
export { attachmentsIn, memberOf, saidIn } from './content.ts';
export {
  actPaths,
  attachmentPath,
  BUNDLE_PATHS,
  formatAnchors,
  formatContents,
  formatDigests,
  formatHistory,
  parseAnchors,
  parseDigests,
  parseHistory,
  proofPath,
  type ActPaths,
} from './layout.ts';
export { isRelated, relatedSubject, type RelatedTo } from './related.ts';
export * from './report.ts';
export { formatStatus, historyDigest, readStatus, type StatusStatement } from './status.ts';
export { verifyBundle, type BundleOptions } from './verification.ts';
export { bundleWords } from './words.ts';
