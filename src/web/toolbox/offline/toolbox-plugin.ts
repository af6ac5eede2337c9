import type { Plugin, Rollup } from 'vite';

/** A file of this size or more is fetched into the offline store after the rest, for it is seldom used (spreadsheets). */
const largeFile = 400_000;

export interface OfflineFiles {
  /** Changes whenever a file of the toolbox does. */
  readonly build: string;
  /** Without these the page does not open; each a path such as `/app/assets/toolbox-1a2b.js`. */
  readonly first: readonly string[];
  readonly later: readonly string[];
}

/**
 * Builds the toolbox's service worker beside its page, with the list of all files that the page may ask for: found by
 * following each file's names through the others, so that workers, styles and parts loaded when used are among them.
 */
export function toolboxOffline(version: string): Plugin {
  let base = '/';
  let isBuild = false;
  return {
    name: 'touchstone-toolbox-offline',
    enforce: 'post',
    config: () => ({
      define: { __TOUCHSTONE_VERSION__: JSON.stringify(version) },
      // The bench loads families of methods when they are used, which only a module worker can.
      worker: { format: 'es' },
    }),
    configResolved(config) {
      base = config.base;
      isBuild = config.command === 'build';
    },
    buildStart() {
      // While developing nothing is stored: every change shall show.
      if (!isBuild) return;
      this.emitFile({
        type: 'chunk',
        id: `${import.meta.dirname}/service-worker.ts`,
        fileName: 'toolbox-worker.js',
      });
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const worker = bundle['toolbox-worker.js'];
        if (worker?.type !== 'chunk') return;
        const files = offlineFiles(bundle, base);
        worker.code = worker.code.replaceAll('__TOOLBOX_FILES__', JSON.stringify(files));
        // The same once more under a name without a scope of its own: it answers the bench, see `keep-offline.ts`.
        this.emitFile({ type: 'asset', fileName: 'bench-store.js', source: worker.code });
      },
    },
  };
}

function textOf(file: Rollup.OutputChunk | Rollup.OutputAsset): string {
  if (file.type === 'chunk') return file.code;
  return typeof file.source === 'string' ? file.source : '';
}

/** Files of the toolbox among all that were built. */
export function offlineFiles(bundle: Rollup.OutputBundle, base: string): OfflineFiles {
  const names = Object.keys(bundle).filter((name) => /\.(?:js|css|svg|woff2|wasm)$/.test(name));
  const found = new Set<string>(['toolbox.html']);
  for (const name of found) {
    const text = bundle[name] ? textOf(bundle[name]) : '';
    for (const other of names) if (!found.has(other) && text.includes(baseName(other))) found.add(other);
  }
  const size = (name: string): number => (bundle[name] ? textOf(bundle[name]).length : 0);
  const sorted = [...found].filter((name) => name !== 'toolbox-worker.js' && Object.hasOwn(bundle, name)).sort();
  const path = (name: string): string => `${base}${name}`;
  return {
    // Names hold the digests of their files, all but the page's own, whose text therefore counts too.
    build: digest([...sorted, bundle['toolbox.html'] ? textOf(bundle['toolbox.html']) : ''].join('\n')),
    first: sorted.filter((name) => size(name) < largeFile).map(path),
    later: sorted.filter((name) => size(name) >= largeFile).map(path),
  };
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** FNV-1a in two halves: tells builds apart, guards nothing. */
function digest(text: string): string {
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(i), 0x01000197);
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
