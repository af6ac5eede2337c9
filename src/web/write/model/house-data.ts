import { readRules } from '#certification/rules/load-rules.ts';
import type { Surroundings } from '#certification/scheme/check.ts';
import type { PartFiles } from '#certification/scheme/flatten.ts';
import { schemeSurroundings, workedOutside } from '#certification/scheme/outside.ts';
import type { WorkedOutside } from '#certification/scheme/worked-case/world.ts';
import { sha256 } from '../../toolbox/bench/sha256.ts';

/** Rule packs, code lists, holidays and shared parts as they lay in the house when the page was built; one file to fetch. */
const rules = import.meta.glob<string>('../../../../rules/**/*.{yaml,json}', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const parts = import.meta.glob<string>('../../../../schemes/_parts/*/*.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** What checking and walking a scheme need beside its own files. */
export interface HouseData {
  readonly around: Surroundings;
  readonly outside: WorkedOutside;
  readonly parts: ReadonlyMap<string, PartFiles>;
}

export function readHouseData(): HouseData {
  const files = Object.entries(rules).map(([path, text]) => ({ path: path.replace(/^.*\/rules\//, ''), text }));
  const bytes = new TextEncoder();
  const read = readRules(files, (content) => sha256(typeof content === 'string' ? bytes.encode(content) : content));
  if (!read.ok) throw new Error(read.refusals.map((r) => r.text.en).join('\n'));
  return { around: schemeSurroundings(read.parts), outside: workedOutside(read.parts, sha256), parts: readParts() };
}

function readParts(): ReadonlyMap<string, PartFiles> {
  const found = new Map<string, PartFiles>();
  for (const [path, text] of Object.entries(parts)) {
    const name = /_parts\/([^/]+)\/part\.yaml$/.exec(path)?.[1];
    if (name === undefined) continue;
    const texts = Object.entries(parts).find(([other]) => other.endsWith(`_parts/${name}/texts.yaml`))?.[1];
    const edition = /^edition:\s*["']?([^"'\s]+)/m.exec(text)?.[1] ?? '1';
    const part = { name: `_parts/${name}/part.yaml`, text };
    found.set(
      `${name}@${edition}`,
      texts === undefined ? { part } : { part, texts: { name: `_parts/${name}/texts.yaml`, text: texts } },
    );
  }
  return found;
}
