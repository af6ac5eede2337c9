import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const src = resolve(import.meta.dirname, '..');

/** The browser's part: the desk and the toolbox, each a page of its own, served below the paths of their names. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/app/',
  plugins: [react()],
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
    rollupOptions: { input: { desk: resolve(import.meta.dirname, 'desk.html') } },
  },
  server: { proxy: { '/api': 'http://localhost:8080' } },
});
