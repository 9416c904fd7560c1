import { Buffer } from 'node:buffer';
import { decodeQR } from 'qr/decode.js';

/** What the QR symbol on the picture of a paper says, read off its drawing as a camera would. */
export function symbolTextOf(picture: string): string {
  const data = /href="data:image\/svg\+xml;base64,([^"]+)"/.exec(picture)?.[1] ?? '';
  const svg = Buffer.from(data, 'base64').toString('utf8');
  const side = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  const scale = 4;
  const width = side * scale;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, column, row, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1/g)) {
    for (let y = Number(row) * scale; y < (Number(row) + 1) * scale; y += 1) {
      const start = (y * width + Number(column) * scale) * 4;
      for (let at = start; at < start + Number(length) * scale * 4; at += 4) pixels.fill(0, at, at + 3);
    }
  }
  return decodeQR({ width, height: width, data: pixels });
}
