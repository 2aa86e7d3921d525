// A text as a QR code (ISO/IEC 18004), drawn as one path: no image, no markup from outside.

import encodeQR from 'qr';

export interface QrDrawing {
  /** Side of the square in modules, quiet zone included. */
  readonly size: number;
  /** The dark modules as a path of SVG, one unit a module. */
  readonly path: string;
}

/** Light modules around the code, without which scanners do not find it (the standard's quiet zone). */
export const quietZone = 4;

// A code on a screen is clean: 15 % is enough against glare, and keeps the modules large.
const errorCorrection = 'medium';

/** What the largest code holds at that error correction, in bytes (version 40-M). */
export const mostBytes = 2331;

/** The code of a text, its UTF-8 bytes; undefined when no QR code holds as much. */
export function drawQr(text: string): QrDrawing | undefined {
  if (new TextEncoder().encode(text).length > mostBytes) return undefined;
  const modules = encodeQR(text, 'raw', { ecc: errorCorrection, border: quietZone });
  return { size: modules.length, path: pathOf(modules) };
}

/** One rectangle for each run of dark modules in a row: fewer of them, and no seams within a row. */
export function pathOf(modules: readonly (readonly boolean[])[]): string {
  let path = '';
  modules.forEach((row, y) => {
    let start = 0;
    while (start < row.length) {
      let end = start;
      while (row[end] === true) end++;
      if (end > start) path += `M${start} ${y}h${end - start}v1h-${end - start}z`;
      start = end + 1;
    }
  });
  return path;
}
