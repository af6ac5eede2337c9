import { patternTitles } from '../generated/pattern-titles.ts';
import type { SchemeFolder } from './folder.ts';

const page = import.meta.glob<string>('../../../../docs/writing-a-scheme.md', { query: '?raw', import: 'default' });
const schemes = import.meta.glob<string>('../../../../schemes/*/{scheme,texts}.yaml', {
  query: '?raw',
  import: 'default',
});
const cases = import.meta.glob<string>('../../../../schemes/*/cases/*.yaml', { query: '?raw', import: 'default' });

/** The patterns of `scheme new`: the one that the page on writing a scheme builds, and every scheme of the house. */
export function patternNames(): readonly string[] {
  return Object.keys(schemes)
    .flatMap((path) => /schemes\/([^/]+)\/scheme\.yaml$/.exec(path)?.[1] ?? [])
    .sort();
}

/** The same as people call them, in the order of their language; a scheme without a title by its name. */
export function patternsIn(language: 'zh' | 'en'): readonly { readonly name: string; readonly title: string }[] {
  const order = new Intl.Collator(language === 'zh' ? 'zh-CN' : 'en');
  return patternNames()
    .map((name) => ({ name, title: patternTitles.get(name)?.[language] ?? name }))
    .sort((a, b) => order.compare(a.title, b.title));
}

/** Null: the pattern of the page. */
export async function loadPattern(name: string | null): Promise<SchemeFolder> {
  if (name === null) {
    const [load] = Object.values(page);
    return { files: snippetsOf(load === undefined ? '' : await load()) };
  }
  const files: Record<string, string> = {};
  for (const [path, load] of [...Object.entries(schemes), ...Object.entries(cases)]) {
    const [, of, file] = /schemes\/([^/]+)\/(.+)$/.exec(path) ?? [];
    if (of === name && file !== undefined) files[file] = await load();
  }
  return { files };
}

/** The files that the page on writing a scheme builds up, snippet by snippet. */
export function snippetsOf(text: string): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const [, name = '', snippet = ''] of text.matchAll(/```yaml (\S+\.yaml)\n([\s\S]*?)```/g))
    files[name] = (files[name] ?? '') + snippet;
  return files;
}
