import { expect, test } from 'vitest';
import { readTable } from '../data-entry/table-reader.ts';
import { loadAllMethods } from '../methods.ts';
import type { Scene } from './scene.ts';
import { scenesToSvg } from './svg.ts';

/** The pictures of every method's worked example, in both languages. */
async function examples(): Promise<{ id: string; language: 'zh' | 'en'; scenes: readonly Scene[] }[]> {
  const all: { id: string; language: 'zh' | 'en'; scenes: readonly Scene[] }[] = [];
  for (const method of await loadAllMethods()) {
    const { csv, assignment, options } = method.example;
    const outcome = method.run({
      ...(csv === undefined ? {} : { table: readTable(csv).table }),
      ...(assignment ? { assignment } : {}),
      options,
    });
    if (!outcome.ok || !method.scenes) continue;
    for (const language of ['zh', 'en'] as const)
      all.push({ id: method.id, language, scenes: method.scenes(outcome.result.values, language) });
  }
  return all;
}

/** Axes that count: their words in English. */
const counting = new Set(['order', 'Point', 'Subgroup', 'Sample', 'lot', 'count', 'Count', 'values in each group']);
const ratings = new Set(['occurrence O', 'severity S']);

function ticksUnder(svg: string): string[] {
  return [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map((found) => found[1] ?? '');
}

test('an axis that counts has no tick between two of what it counts', async () => {
  const wrong: string[] = [];
  let counted = 0;
  for (const { id, language, scenes } of await examples())
    for (const scene of scenes) {
      const axes = [scene.x, scene.y].filter((axis) => counting.has(axis.title.en) || ratings.has(axis.title.en));
      if (axes.length === 0 || language === 'zh') continue;
      for (const axis of axes) {
        counted++;
        const fromOne = axis.domain?.[0] === 0.5;
        if (!axis.whole && !fromOne) wrong.push(`${id}: ${axis.title.en}`);
      }
    }
  expect([...new Set(wrong)]).toEqual([]);
  expect(counted).toBeGreaterThan(30);
});

test('a picture speaks one language: what is not the user’s own', async () => {
  const mixed: string[] = [];
  for (const { id, language, scenes } of await examples()) {
    if (scenes.length === 0) continue;
    // A Chinese word and its English one side by side, as a reader of either would not write it.
    for (const words of ticksUnder(scenesToSvg(scenes, { language })))
      if (/[一-鿿] [a-z-]{3,}$/.test(words)) mixed.push(`${id} (${language}): ${words}`);
  }
  // The bones of the example are words of its own data.
  expect(mixed.filter((one) => !one.startsWith('cause-effect'))).toEqual([]);
});
