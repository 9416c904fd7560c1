// The reader of pictures: a script of its own beside the page's, since most readers never need it.
import { decodeQR } from 'qr/decode.js';
import type { PhotographReader } from './photograph.ts';

const read: PhotographReader = (picture) => {
  try {
    return decodeQR(picture);
  } catch {
    // The library throws where it finds no symbol.
    return undefined;
  }
};

Reflect.set(globalThis, 'counterfoilReadQr', read);
