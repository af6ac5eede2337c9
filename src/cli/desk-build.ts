import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { houseFolder } from './house-files.ts';

/** What the browser's part is built from: its own room, the pure rooms, and the data that writing a scheme needs. */
const sources = [
  'src/web',
  'src/certification',
  'src/proof',
  'src/toolbox',
  'schemes',
  'rules',
  'docs/writing-a-scheme.md',
  'package-lock.json',
];

function sourceDigest(): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    const path = join(houseFolder, source);
    if (!existsSync(path)) continue;
    const files = /\.(json|md)$/.test(source)
      ? [path]
      : readdirSync(path, { recursive: true, encoding: 'utf8' })
          .filter((f) => /\.(tsx?|css|html|json|svg|yaml)$/.test(f) && !/\.(test|contract)\.ts$/.test(f))
          .sort()
          .map((f) => join(path, f));
    for (const file of files) hash.update(file.slice(houseFolder.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/**
 * Builds the browser's part when its sources have changed since the last build; says so, because it takes some seconds. It is
 * built beside the old one and takes its place when it is whole: whoever starts meanwhile finds either, never half of one.
 */
export async function buildDesk(say: (text: string) => void): Promise<void> {
  const folder = join(houseFolder, 'dist', 'app');
  const mark = join(folder, '.built-from');
  const digest = sourceDigest();
  if (existsSync(mark) && readFileSync(mark, 'utf8') === digest) return;
  say('构建办理界面（首次约半分钟）… Building the desk, about half a minute the first time …');
  const fresh = `${folder}.${process.pid}`;
  await build(fresh).finally(() => {
    if (!existsSync(join(fresh, 'desk.html'))) rmSync(fresh, { recursive: true, force: true });
  });
  writeFileSync(join(fresh, '.built-from'), digest);
  takePlace(fresh, folder);
}

function takePlace(fresh: string, folder: string): void {
  const old = `${fresh}.old`;
  if (existsSync(folder)) renameSync(folder, old);
  try {
    renameSync(fresh, folder);
  } catch (error) {
    // Another process was quicker by a moment; what it built is from the same sources.
    if (!existsSync(folder)) throw error;
    rmSync(fresh, { recursive: true, force: true });
  }
  rmSync(old, { recursive: true, force: true });
}

function build(folder: string): Promise<void> {
  return new Promise((done, fail) => {
    const vite = join(houseFolder, 'node_modules', 'vite', 'bin', 'vite.js');
    const child = spawn(
      process.execPath,
      [vite, 'build', '--config', 'src/web/vite.config.ts', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error'],
      { cwd: houseFolder, stdio: ['ignore', 'ignore', 'inherit'] },
    );
    child.on('error', fail);
    child.on('exit', (code) =>
      code === 0
        ? done()
        : fail(
            new Error(
              `The desk could not be built (vite ended with ${code}). The public pages and the API run without it; see the message above.`,
            ),
          ),
    );
  });
}
