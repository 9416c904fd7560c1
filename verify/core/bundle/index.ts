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
export {
  BUNDLE_PATHS,
  formatAnchors,
  formatDigests,
  formatHistory,
  parseAnchors,
  parseDigests,
  parseHistory,
  proofPath,
} from './layout.ts';
export * from './report.ts';
export { formatStatus, historyDigest, readStatus, type StatusStatement } from './status.ts';
export { verifyBundle, type BundleOptions } from './verification.ts';
export { bundleWords } from './words.ts';
