export { keptSecret } from './key-files.ts';
export { sealFileName, type Keys } from './keys.ts';
export { openHouse, type House, type HouseOptions } from './house.ts';
export { startServing, type Serving } from './serving.ts';
export { trustPackOf } from './trust-service.ts';
export { bundleOf } from './bundle-service.ts';
export { PLATFORM_CODES, PlatformError, type PlatformCode } from './error.ts';
export { platformWords, programWords } from './words.ts';
