import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { families } from './method-families.ts';

/** The module that each family is loaded from, read off the registry's own text. */
const modules = [
  ...readFileSync(resolve(import.meta.dirname, 'method-families.ts'), 'utf8').matchAll(/import\('(\.\/[^']+)'\)/g),
].map(([, path]) => path ?? '');

test('what a browser fetches for a first method, with all that it leans on, is at most 60 KB gzip, whichever family it is of', async () => {
  expect(modules.length).toBe(Object.keys(families).length);
  const sizes: Record<string, number> = {};
  for (const family of modules) {
    const built = await build({
      configFile: false,
      logLevel: 'silent',
      build: {
        write: false,
        minify: true,
        lib: { entry: resolve(import.meta.dirname, family), formats: ['es'] },
        rollupOptions: { output: { codeSplitting: false } },
      },
    });
    const outputs = Array.isArray(built) ? built.flatMap((one) => one.output) : 'output' in built ? built.output : [];
    sizes[family] = outputs.reduce((sum, one) => sum + (one.type === 'chunk' ? gzipSync(one.code).length : 0), 0);
  }
  for (const [family, size] of Object.entries(sizes)) {
    expect(size, family).toBeGreaterThan(5_000);
    expect(size, family).toBeLessThan(60_000);
  }
}, 60_000);
