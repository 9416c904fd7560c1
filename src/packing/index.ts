export { pack, unpack, type Packed, type Packing } from './packing.ts';
