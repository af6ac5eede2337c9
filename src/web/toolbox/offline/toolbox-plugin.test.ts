import type { Rollup } from 'vite';
import { expect, test } from 'vitest';
import { offlineFiles } from './toolbox-plugin.ts';

function bundleOf(files: Readonly<Record<string, string>>): Rollup.OutputBundle {
  return Object.fromEntries(
    Object.entries(files).map(([fileName, source]) => [fileName, { type: 'asset', fileName, source }]),
  ) as unknown as Rollup.OutputBundle;
}

const files = {
  'toolbox.html': '<script src="/app/assets/toolbox-1.js"></script><link href="/app/assets/toolbox-2.css">',
  'assets/toolbox-1.js': 'new Worker("./worker-3.js"); import("./home-4.js")',
  'assets/toolbox-2.css': '',
  'assets/worker-3.js': 'import("./xlsx-5.js")',
  'assets/home-4.js': '',
  'assets/xlsx-5.js': 'x'.repeat(500_000),
  'assets/desk-6.js': 'import("./home-4.js")',
  'toolbox-worker.js': 'toolbox.html',
};

test('the store holds what the page reaches, through workers and parts loaded when used, and nothing of the desk', () => {
  const found = offlineFiles(bundleOf(files), '/app/');
  expect(found.first).toEqual([
    '/app/assets/home-4.js',
    '/app/assets/toolbox-1.js',
    '/app/assets/toolbox-2.css',
    '/app/assets/worker-3.js',
    '/app/toolbox.html',
  ]);
  expect(found.later).toEqual(['/app/assets/xlsx-5.js']);
});

test('another text of the page is another build', () => {
  const build = (html: string) => offlineFiles(bundleOf({ ...files, 'toolbox.html': html }), '/app/').build;
  expect(build(files['toolbox.html'])).not.toBe(build(`${files['toolbox.html']} `));
  expect(build(files['toolbox.html'])).toBe(build(files['toolbox.html']));
});
