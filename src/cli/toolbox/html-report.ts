import type { DataNote } from '#toolbox/data-entry/data-notes.ts';
import type { Method, MethodResult, OptionSpec } from '#toolbox/method/method.ts';
import type { Scene } from '#toolbox/scene/scene.ts';
import { scenesToSvg } from '#toolbox/scene/svg.ts';
import type { Language } from '../command.ts';
import { pathName, type ResultPart, resultParts, scalarText } from './result-text.ts';

export interface ReportInput {
  readonly method: Method;
  readonly result: MethodResult<unknown>;
  readonly options: Readonly<Record<string, unknown>>;
  readonly language: Language;
  readonly data?: {
    readonly file: string;
    readonly sha256: string;
    readonly rows: number;
    readonly columns: readonly string[];
    readonly notes: readonly DataNote[];
  };
}

const words = {
  zh: {
    data: '数据',
    rows: '行',
    columns: '列',
    options: '选项',
    warnings: '须先看',
    notes: '读入数据时',
    result: '结果',
    conventions: '采用的约定',
    why: '为什么是这个数',
    conditions: '适用条件',
    otherwise: '不成立时',
    sources: '依据',
    more: (n: number) => `另有 ${n} 行，见 JSON`,
    open: '（',
    close: '）',
  },
  en: {
    data: 'Data',
    rows: 'rows',
    columns: 'columns',
    options: 'Options',
    warnings: 'Read this first',
    notes: 'On reading the data',
    result: 'Result',
    conventions: 'Conventions',
    why: 'Why this figure',
    conditions: 'Conditions',
    otherwise: 'Otherwise',
    sources: 'Sources',
    more: (n: number) => `${n} more rows are in the JSON`,
    open: ' (',
    close: ')',
  },
} as const;

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const style = `body{font:15px/1.6 system-ui,"Noto Sans SC","Microsoft YaHei",sans-serif;color:#1c2430;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;border-bottom:1px solid #c8d0da;margin:1.6rem 0 .5rem;padding-bottom:.2rem}
.soft{color:#55606e}.mark{border-left:4px solid #b45309;padding:.2rem .8rem;margin:.5rem 0;background:#fdf6ec}
table{border-collapse:collapse;margin:.5rem 0;font-variant-numeric:tabular-nums}td,th{border:1px solid #d8dee6;padding:.15rem .6rem;text-align:left;vertical-align:top}
th{background:#f2f5f8;font-weight:600}.wide{overflow-x:auto}svg{max-width:100%;height:auto}code{font-size:.92em}
@media print{body{margin:0;max-width:none;font-size:10.5pt}h2{break-after:avoid}table,svg,.mark{break-inside:avoid}@page{size:A4;margin:16mm}}`;

const rowsPrinted = 200;

/** A report that stands alone: no script, no font, no address; the same input gives the same bytes, so it carries no date. */
export function htmlReport({ method, result, options, language, data }: ReportInput): string {
  const w = words[language];
  const { values, conventions, warnings, explanations } = result;
  const scenes = method.scenes?.(values, language) ?? [];
  const optionRows = method.options.flatMap((spec): [string, string][] => {
    const chosen = options[spec.name] ?? ('default' in spec ? spec.default : undefined);
    if (chosen === undefined) return [];
    return [[spec.text[language], choiceWords(spec, chosen, language)]];
  });
  const parts = [
    `<h1>${escaped(method.title[language])}</h1>`,
    `<p class="soft">${escaped(method.purpose[language])}<br>${escaped(method.id)} v${method.version}</p>`,
    ...(warnings.length > 0
      ? [
          heading(w.warnings),
          ...warnings.map(
            (one) =>
              `<p class="mark">${escaped(one.text[language])}<br><span class="soft">${escaped(one.help[language])}</span></p>`,
          ),
        ]
      : []),
    ...(scenes.length > 0 ? [scenesToSvg(scenes, { language })] : []),
    heading(w.result),
    resultHtml(withoutSeries(values), method, language),
    ...scenes.flatMap((scene) => sceneTable(scene, language)),
    ...(data
      ? [
          heading(w.data),
          `<p>${escaped(data.file)} · ${data.rows} ${w.rows} · ${w.columns}: ${data.columns.map(escaped).join(', ')}<br><span class="soft">SHA-256 <code>${data.sha256}</code></span></p>`,
          ...(data.notes.length > 0
            ? [
                `<p class="soft">${w.notes}</p>`,
                list(
                  data.notes.map((note) => `${note.cell === undefined ? '' : `${note.cell}: `}${note.text[language]}`),
                ),
              ]
            : []),
        ]
      : []),
    ...(optionRows.length > 0 ? [heading(w.options), table([], optionRows)] : []),
    heading(w.conventions),
    table(
      [],
      conventions.map((one) => [one.text[language], `${one.name} = ${one.value}`]),
    ),
    heading(w.why),
    table(
      [],
      explanations.map((one) => [
        pathName(one.field, { method: method.id, language }),
        one.formula,
        one.text[language],
        one.source,
      ]),
    ),
    heading(w.conditions),
    list(
      method.conditions.map(
        (one) => `${one.condition[language]}${w.open}${w.otherwise}: ${one.otherwise[language]}${w.close}`,
      ),
    ),
    heading(w.sources),
    list(method.sources),
  ];
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(method.title[language])}</title><style>${style}</style></head>
<body>
${parts.join('\n')}
</body></html>
`;
}

const heading = (text: string): string => `<h2>${escaped(text)}</h2>`;
const list = (items: readonly string[]): string =>
  `<ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const top = head.length === 0 ? '' : `<tr>${head.map((cell) => `<th>${escaped(cell)}</th>`).join('')}</tr>`;
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`).join('');
  return `<div class="wide"><table>${top}${body}</table></div>`;
}

/** What is drawn point by point stands in the tables behind the pictures. */
function withoutSeries(values: unknown): unknown {
  if (typeof values !== 'object' || values === null || !('panels' in values)) return values;
  const { panels: _, ...rest } = values;
  return rest;
}

/** The table behind a picture, for those who cannot see it. */
function sceneTable({ title, table: behind }: Scene, language: Language): string[] {
  if (behind.rows.length === 0) return [];
  const rows = behind.rows.slice(0, rowsPrinted).map((row) => row.map(scalarText));
  const rest = behind.rows.length - rows.length;
  return [
    heading(title[language]),
    table(
      behind.head.map((one) => one[language]),
      rows,
    ),
    ...(rest > 0 ? [`<p class="soft">${words[language].more(rest)}</p>`] : []),
  ];
}

/** What was chosen, in the words of the choice. */
function choiceWords(spec: OptionSpec, chosen: unknown, language: Language): string {
  const wordOf = (value: unknown): string => {
    const choice = 'choices' in spec ? spec.choices.find((one) => one.value === value) : undefined;
    return choice?.text[language] ?? scalarText(value);
  };
  if (spec.kind === 'choices' && Array.isArray(chosen)) return chosen.map(wordOf).join(language === 'zh' ? '；' : '; ');
  return typeof chosen === 'object' ? JSON.stringify(chosen) : wordOf(chosen);
}

/** Scalars that follow one another share a table. */
function resultHtml(values: unknown, method: Method, language: Language): string {
  const { more } = words[language];
  const pieces: string[] = [];
  let scalars: string[][] = [];
  const flush = (): void => {
    if (scalars.length > 0) pieces.push(table([], scalars));
    scalars = [];
  };
  for (const part of resultParts(values, method, { language, mostRows: rowsPrinted }) satisfies readonly ResultPart[]) {
    if (part.kind === 'scalar') {
      scalars.push([part.name, part.text]);
      continue;
    }
    flush();
    const rest = part.of - part.rows.length;
    pieces.push(`<p><b>${escaped(part.name)}</b></p>${table(part.head, part.rows)}`);
    if (rest > 0) pieces.push(`<p class="soft">${more(rest)}</p>`);
  }
  flush();
  return pieces.join('\n');
}
