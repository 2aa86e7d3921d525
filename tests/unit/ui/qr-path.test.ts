import { describe, expect, it } from 'vitest';
import decodeQR from 'qr/decode.js';

import { awsIssuer, otpauthUri } from '../../../src/core/totp/otpauth-uri.ts';
import { drawQr, mostBytes, pathOf, quietZone, type QrDrawing } from '../../../src/ui/parts/qr-path.ts';

/** The modules that a path paints, read from the path alone. */
function modulesOf({ size, path }: QrDrawing): boolean[][] {
  const modules = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  const run = /M(\d+) (\d+)h(\d+)v1h-(\d+)z/y;
  for (let at = 0; at < path.length; at = run.lastIndex) {
    run.lastIndex = at;
    const [, x, y, width, back] = run.exec(path) ?? [];
    if (back === undefined || back !== width) throw new Error(`not a run: ${path.slice(at, at + 20)}`);
    for (let step = 0; step < Number(width); step++) {
      const row = modules[Number(y)];
      const column = Number(x) + step;
      if (row?.[column] !== false) throw new Error(`outside, or painted twice: ${column} ${y}`);
      row[column] = true;
    }
  }
  return modules;
}

/** As a screen would show it: black on white, some pixels a module. */
function bitmapOf(modules: readonly (readonly boolean[])[], scale = 4) {
  const side = modules.length * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (modules[Math.floor(y / scale)]?.[Math.floor(x / scale)] !== true) continue;
      data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return { width: side, height: side, data };
}

function draw(text: string): QrDrawing {
  const drawing = drawQr(text);
  if (drawing === undefined) throw new Error('expected a drawing');
  return drawing;
}

// A scanner has a frame of a film for its tries; on a loaded machine that is too little.
const read = (modules: readonly (readonly boolean[])[]) => decodeQR(bitmapOf(modules), { timeLimit: 10_000 });

const seed = new Uint8Array(40).map((_, index) => index * 37);
const uriOf = (accountName: string) => otpauthUri({ seed, accountName, issuer: awsIssuer });
const usual = uriOf('alice@123456789012');

describe('drawQr', () => {
  it.each([
    ['the usual URI', usual],
    ['a short text', 'a'],
    ['digits only', '0123456789'],
    ['a name that is not of ASCII, percent-encoded', uriOf('Ünïcødé 日本😀@konto')],
    ['the longest names that AWS allows', uriOf(`${'é'.repeat(128)}@${'a'.repeat(63)}`)],
    ['text that is not of ASCII', 'Zürich 日本 😀'],
    ['the longest text', 'x'.repeat(mostBytes)],
  ])('is read back: %s', (_, text) => {
    expect(read(modulesOf(draw(text)))).toBe(text);
  });

  it('says when a text is too long, counted in bytes', () => {
    expect(drawQr('x'.repeat(mostBytes + 1))).toBeUndefined();
    expect(drawQr('é'.repeat(Math.ceil(mostBytes / 2)))).toBeUndefined();
  });

  it('has a quiet zone of four modules on every side, and the finder patterns within it', () => {
    const modules = modulesOf(draw(usual));
    const size = modules.length;
    expect((size - 2 * 4 - 17) % 4).toBe(0); // a version of the standard: 17 + 4 × version modules
    const edge = (index: number) => index < 4 || index >= size - 4;
    modules.forEach((row, y) =>
      row.forEach((dark, x) => {
        if (edge(x) || edge(y)) expect(dark).toBe(false);
      }),
    );
    for (const [top, left] of [
      [4, 4],
      [4, size - 11],
      [size - 11, 4],
    ] as const) {
      const finder = modules.slice(top, top + 7).map((row) => row.slice(left, left + 7));
      expect(finder.map((row) => row.map((dark) => (dark ? '#' : '.')).join(''))).toEqual([
        '#######',
        '#.....#',
        '#.###.#',
        '#.###.#',
        '#.###.#',
        '#.....#',
        '#######',
      ]);
    }
    expect(quietZone).toBe(4);
  });

  it('says in its format information that 15 % can be restored', () => {
    // ISO/IEC 18004 §7.9: the first two of fifteen bits, masked with 101010000010010; 00 is level M.
    const row = modulesOf(draw(usual))[quietZone + 8] ?? [];
    const bits = [row[quietZone], row[quietZone + 1]].map((dark) => (dark === true ? 1 : 0));
    expect([(bits[0] ?? 0) ^ 1, bits[1]]).toEqual([0, 0]);
  });

  it('is read with a thumb print on it', () => {
    const modules = modulesOf(draw(usual));
    const middle = Math.floor(modules.length / 2);
    let changed = 0;
    for (let y = middle; y < middle + 5; y++) {
      for (let x = middle; x < middle + 5; x++) {
        if (modules[y]?.[x] !== true) changed++;
        const row = modules[y];
        if (row !== undefined) row[x] = true;
      }
    }
    expect(changed).toBeGreaterThan(5);
    expect(read(modules)).toBe(usual);
  });
});

describe('pathOf', () => {
  it('paints runs, not modules', () => {
    expect(
      pathOf([
        [true, true, false, true],
        [false, false, false, false],
        [false, true, true, true],
      ]),
    ).toBe('M0 0h2v1h-2zM3 0h1v1h-1zM1 2h3v1h-3z');
    expect(pathOf([])).toBe('');
  });
});
