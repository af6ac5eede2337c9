import { gunzipSync } from 'node:zlib';
import type { Gunzip } from '#proof/status-list.ts';

/** Stops at the bound: of a bomb no more is unpacked than a list may have. */
export const gunzip: Gunzip = (bytes, mostBytes) => {
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes });
  } catch (error) {
    return error instanceof RangeError ? 'too-large' : 'broken';
  }
};
