import { flatten, type Shown } from '#toolbox/words/flatten.ts';
import { isText, type Scalar } from '#toolbox/words/value-shapes.ts';
import { prepare } from './evaluate.ts';
import type { Asks } from './protocol.ts';

/** The tables behind the pictures as CSV, whole, or the figures of a method without a picture; Excel and WPS know UTF-8 by its mark. */
export async function writeTable({ language, ...calculation }: Asks['writeTable']['ask']): Promise<string> {
  const { method, input } = await prepare(calculation);
  const outcome = method.run(input);
  if (!outcome.ok) return '';
  const { values } = outcome.result;
  const scenes = (method.scenes?.(values, language) ?? []).filter((scene) => scene.table.rows.length > 0);
  const lines = scenes.flatMap((scene, i) => [
    ...(scenes.length > 1 ? [...(i > 0 ? [[]] : []), [scene.title[language]]] : []),
    scene.table.head.map((head) => head[language]),
    ...scene.table.rows,
  ]);
  const rows = lines.length > 0 ? lines : flatten(values, method.resultSchema, method.id).flatMap(linesOf(language));
  return `\ufeff${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

type Line = readonly (string | number)[];

function linesOf(language: 'zh' | 'en') {
  const say = (value: Scalar | { readonly zh: string; readonly en: string }): string | number =>
    isText(value) ? value[language] : typeof value === 'boolean' ? String(value) : (value ?? '');
  const lines = (item: Shown): Line[] => {
    const name = item.name[language];
    switch (item.kind) {
      case 'figure':
        return [[item.path, name, say(item.value)]];
      case 'interval':
        return [[item.path, name, say(item.value), say(item.lower), say(item.upper)]];
      case 'list':
        return [[item.path, name, ...item.items.map(say)]];
      case 'table':
        return [
          [item.path, name],
          item.columns.map((column) => column.name[language]),
          ...item.rows.map((row) => row.map(say)),
        ];
      case 'group':
        return item.items.flatMap(lines);
    }
  };
  return lines;
}

/** RFC 4180; a text that a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvCell(value: string | number): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const safe = /^[=+@\t\r]|^-(?![\d.])/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
