import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import house from '../../package.json' with { type: 'json' };
import { toolboxOffline } from './toolbox/offline/toolbox-plugin.ts';

const src = resolve(import.meta.dirname, '..');

// A build is for people, whoever starts it: the test runner's own NODE_ENV would build another React, slower and larger.
if (process.argv.includes('build')) process.env['NODE_ENV'] = 'production';

/** The browser's part: the desk and the toolbox, each a page of its own, served below the paths of their names. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/app/',
  plugins: [react(), toolboxOffline(house.version)],
  resolve: {
    alias: [
      { find: /^#proof\//, replacement: `${src}/proof/` },
      { find: /^#certification\//, replacement: `${src}/certification/` },
      { find: /^#toolbox\//, replacement: `${src}/toolbox/` },
    ],
  },
  build: {
    outDir: resolve(src, '..', 'dist', 'app'),
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1500,
    rollupOptions: {
      input: { desk: resolve(import.meta.dirname, 'desk.html'), toolbox: resolve(import.meta.dirname, 'toolbox.html') },
    },
  },
  server: { proxy: { '/api': 'http://localhost:8080' } },
});
