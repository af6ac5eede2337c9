/** Holds the documents to the code: generated ones are current, every path and script that they name exists, indexes are whole. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { documents, root } from './documents.ts';

const faults: string[] = [];

for (const document of documents) {
  const file = join(root, document.path);
  if (!existsSync(file) || readFileSync(file, 'utf8') !== (await document.make()))
    faults.push(`${document.path}: not current; run \`node tools/documents.ts\``);
}

const markdown = ['.', 'docs', 'decisions'].flatMap((folder) => {
  const at = join(root, folder);
  return existsSync(at)
    ? readdirSync(at)
        .filter((f) => f.endsWith('.md'))
        .map((f) => join(at, f))
    : [];
});
const scripts = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> })
  .scripts;

for (const file of markdown) {
  const text = readFileSync(file, 'utf8');
  const where = relative(root, file);
  for (const [, target = ''] of text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)) {
    if (!existsSync(join(dirname(file), target))) faults.push(`${where}: links to \`${target}\`, which does not exist`);
  }
  for (const [, path = ''] of text.matchAll(
    /`((?:src|tools|test|schemes|rules|mappings|decisions|docs)\/[\w./-]+)`/g,
  )) {
    // A part in capitals stands for a name that the reader chooses.
    if (!/\/[A-Z]+(\/|$)/.test(path) && !existsSync(join(root, path)))
      faults.push(`${where}: names \`${path}\`, which does not exist`);
  }
  for (const [, script = ''] of text.matchAll(/\bnpm run ([\w:-]+)/g))
    if (!Object.hasOwn(scripts, script))
      faults.push(`${where}: names \`npm run ${script}\`, which package.json has not`);
}

const index = readFileSync(join(root, 'decisions', 'README.md'), 'utf8');
for (const file of readdirSync(join(root, 'decisions')))
  if (/^\d{4}-/.test(file) && !index.includes(`(${file})`)) faults.push(`decisions/README.md: does not list ${file}`);

for (const name of [
  'README.md',
  'README.zh-CN.md',
  'ARCHITECTURE.md',
  'GLOSSARY.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'LICENSE',
  'NOTICE',
])
  if (!existsSync(join(root, name))) faults.push(`${name}: is missing`);
for (const name of ['README.md', 'README.zh-CN.md']) {
  const path = join(root, name);
  if (!existsSync(path)) continue;
  const head = readFileSync(path, 'utf8').slice(0, 2500);
  for (const command of ['npm start', 'npm test'])
    if (!head.includes(command)) faults.push(`${name}: does not give \`${command}\` near its top`);
}

for (const fault of faults) console.error(fault);
console.log(faults.length === 0 ? `Documents: ${markdown.length} hold.` : `Documents: ${faults.length} faults.`);
process.exit(faults.length === 0 ? 0 : 1);
