/**
 * Keeps what the compiler can't see of the house's directions: which room may import which room and which npm package,
 * that the pure rooms read neither clock nor chance, and that no circle of imports exists inside a room.
 * Prints every breach as `file:line: what was found, what was expected`; exits 1 if there is one.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

interface Room {
  readonly rooms: readonly string[];
  /** npm packages and `node:` modules that the room may import; `'*'` for any. */
  readonly packages: readonly string[] | '*';
  readonly pure: boolean;
}

const rooms: Record<string, Room> = {
  toolbox: { rooms: [], packages: [], pure: true },
  proof: { rooms: [], packages: ['canonicalize'], pure: true },
  certification: { rooms: ['proof', 'toolbox'], packages: ['temporal-polyfill', 'yaml', 'opencc-js'], pure: true },
  operation: { rooms: ['proof', 'certification', 'toolbox'], packages: '*', pure: false },
  storage: { rooms: ['proof', 'certification', 'operation'], packages: '*', pure: false },
  server: { rooms: ['proof', 'certification', 'operation', 'storage', 'toolbox'], packages: '*', pure: false },
  web: { rooms: ['proof', 'certification', 'toolbox'], packages: '*', pure: false },
  cli: { rooms: ['proof', 'certification', 'operation', 'storage', 'server', 'toolbox'], packages: '*', pure: false },
};

const impure =
  /\bDate\.now\s*\(|\bnew Date\(\s*\)|\bMath\.random\s*\(|\bTemporal\.Now\b|\bcrypto\.randomUUID\b|\bperformance\.now\b/;
const breaches: string[] = [];
const imports = new Map<string, string[]>();

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.d\.ts$/.test(name))
    .map((name) => join(folder, name));
}

/** The module that a line imports: `import … from`, `export … from`, the last line of a broken one, or `import()`. */
function importedBy(line: string): string | undefined {
  const statement =
    /^\s*(?:import\b|export\b|\})[^'"`]*\bfrom\s+['"]([^'"]+)['"];?\s*$/.exec(line) ??
    /^\s*import\s+['"]([^'"]+)['"];?\s*$/.exec(line);
  return (statement ?? /\bimport\(\s*['"]([^'"]+)['"]\s*\)/.exec(line))?.[1];
}

const isTest = (file: string) => /\.(test|contract)\.tsx?$/.test(file);

for (const [name, room] of Object.entries(rooms)) {
  const folder = join(root, 'src', name);
  for (const file of sourceFiles(folder)) {
    const where = relative(root, file);
    const lines = readFileSync(file, 'utf8').split('\n');
    const local: string[] = [];
    lines.forEach((line, index) => {
      const at = `${where}:${index + 1}`;
      const specifier = importedBy(line);
      if (specifier !== undefined) {
        if (specifier.startsWith('.')) {
          const target = resolve(dirname(file), specifier);
          // A test may use the tools of the whole-system tests.
          if (isTest(file) && !relative(join(root, 'test'), target).startsWith('..')) return;
          if (relative(folder, target).startsWith('..'))
            breaches.push(
              `${at}: imports \`${specifier}\` by a path out of its room; expected an import by the room's name (\`#room/…\`)`,
            );
          else if (!/^\s*(import|export) type\b/.test(line)) local.push(target);
        } else if (specifier.startsWith('#')) {
          const target = specifier.slice(1).split('/')[0] ?? '';
          if (!isTest(file) && target !== name && !room.rooms.includes(target))
            breaches.push(
              `${at}: the room \`${name}\` imports \`${specifier}\`; it may import only ${room.rooms.join(', ') || 'no other room'}`,
            );
          if (target === name) breaches.push(`${at}: imports its own room by name; expected a relative path`);
        } else if (room.packages !== '*' && !isTest(file)) {
          const pack = specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : specifier.split('/')[0];
          if (!room.packages.includes(pack ?? ''))
            breaches.push(
              `${at}: the room \`${name}\` imports the package \`${specifier}\`; it may import only ${room.packages.join(', ') || 'none'}`,
            );
        }
      }
      if (room.pure && !isTest(file) && impure.test(line) && !/^\s*(\/\/|\*)/.test(line))
        breaches.push(`${at}: a pure room reads clock or chance; expected it to come in as an argument`);
    });
    if (!isTest(file)) imports.set(file, local);
    if (/\/(utils?|helpers?|common|shared|misc|lib)(\/|\.tsx?$)/.test(where))
      breaches.push(`${where}: a room or file without a subject; expected a name by subject`);
  }
}

/** Depth-first search for a circle of value imports; reports each circle once, by its first file in the walk. */
function findCircles(): void {
  const state = new Map<string, 'open' | 'done'>();
  const walk = (file: string, path: readonly string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      const circle = [...path.slice(path.indexOf(file)), file].map((f) => relative(root, f));
      breaches.push(`${circle[0]}: a circle of imports: ${circle.join(' → ')}`);
      return;
    }
    state.set(file, 'open');
    for (const next of imports.get(file) ?? []) walk(next, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of imports.keys()) walk(file, []);
}

findCircles();
for (const breach of breaches) console.error(breach);
console.log(
  breaches.length === 0 ? `Rooms: ${imports.size} files keep their directions.` : `Rooms: ${breaches.length} breaches.`,
);
process.exit(breaches.length === 0 ? 0 : 1);
