// The shapes of the simulated services, without the catalogue's worker: the first request needs them, and nothing
// else of the catalogue, whose worker would be fetched for seven kilobytes.

import type { ShapesFile } from '../core/shapes/shapes-file.ts';
import address from '../generated/shapes.json?url';
import { EngineLost } from './engine-lost.ts';

/** Rejects with `EngineLost` where the file cannot be had. */
export async function loadShapes(): Promise<ShapesFile> {
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    // A body that is cut short, or a network's own page in its place, is no JSON.
    return (await response.json()) as ShapesFile;
  } catch (error) {
    throw new EngineLost('the reference', 'no-data', error instanceof Error ? error.message : String(error));
  }
}
