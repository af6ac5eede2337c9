import type { Kind, Param, Place, Section, Word } from './vocabulary/word.ts';
import { documentSections, words } from './words.ts';

const places: readonly { readonly place: Place; readonly zh: string; readonly en: string }[] = [
  { place: 'document', zh: '顶层', en: 'At the top' },
  { place: 'mandate', zh: '依据', en: 'In `mandate.basis`' },
  { place: 'value', zh: '期限', en: 'Periods' },
  { place: 'role', zh: '角色', en: 'In `roles`' },
  { place: 'reasons', zh: '原因代码表', en: 'In `reasons`' },
  { place: 'field', zh: '字段', en: 'In `forms`' },
  { place: 'field kind', zh: '取值类型', en: 'Kinds of value' },
  { place: 'flow', zh: '流程', en: 'In `flows`' },
  { place: 'step', zh: '步骤', en: 'In `steps`' },
  { place: 'inside step', zh: '步骤之内', en: 'Inside a step' },
  { place: 'outcome', zh: '结论', en: 'In `outcomes`' },
  { place: 'exit', zh: '出口', en: 'In `exits`' },
  { place: 'condition', zh: '条件', en: 'Conditions' },
  { place: 'guard', zh: '守卫', en: 'In `guards`' },
  { place: 'result', zh: '结果', en: 'In `results`' },
  { place: 'inside result', zh: '结果之内', en: 'Inside a result' },
  { place: 'act', zh: '发出后的处理', en: 'In `acts`' },
  { place: 'duty', zh: '义务', en: 'In `duties`' },
  { place: 'stage', zh: '批次阶段', en: 'In `round.stages`' },
  { place: 'inside round', zh: '批次之内', en: 'Inside a round' },
];

function kindInWords(kind: Kind): string {
  switch (kind.is) {
    case 'one-of':
      return `one of ${kind.values.map((v) => `\`${v}\``).join(' ')}`;
    case 'some-of':
      return kind.values.length > 20
        ? `some of \`${kind.values[0]}\` … \`${kind.values.at(-1)}\``
        : `some of ${kind.values.map((v) => `\`${v}\``).join(' ')}`;
    case 'states':
      return `some of ${kind.values.map((v) => `\`${v}\``).join(' ')}, each alone or as \`state: list.code\``;
    case 'name':
      return `a ${kind.of}`;
    case 'names':
      return `${kind.of}, one or a list`;
    case 'who':
      return `${kind.words.map((w) => `\`${w}\``).join(' ')}, or roles`;
    case 'whole':
      return 'whole number';
    case 'flag':
      return '`true` or `false`';
    case 'days':
      return 'a day, or `{from, to}`';
    case 'share':
      return 'a share, `2/3`';
    case 'operand':
    case 'operands':
      return kind.is === 'operand'
        ? 'a constant, or `{field: name}`'
        : 'a constant, a list of them, or `{field: name}`';
    case 'new-names':
      return 'list of codes';
    case 'ids':
      return 'one name or a list';
    case 'id':
      return 'a name';
    case 'limit':
      return '`today`, or a date field';
    case 'period':
      return 'a period';
    case 'periods':
      return 'grade → period';
    case 'length':
      return '`{years: 3}`, `{months: 6}`, `{days: 90}` or `{field: name}`';
    case 'basis':
      return 'a basis and its article, `rule 5.1`';
    case 'condition':
      return 'a condition';
    case 'after':
      return 'a step, a list of steps, or a condition';
    case 'columns':
      return 'columns, written as fields';
    case 'quotas':
      return 'grade → whole number';
    case 'inputs':
      return 'input → constant or `{field: name}`';
    case 'figures':
      return 'field → figure';
    default:
      return 'text';
  }
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function paramRow(param: Param, word: Word): string {
  const byDefault = param.required
    ? '**required**'
    : param.default === undefined
      ? ''
      : param.default.zh === param.default.en
        ? `\`${param.default.en}\``
        : `${param.default.zh} · ${param.default.en}`;
  const short = word.short === param.name ? ' ◂' : '';
  return `| \`${param.name}\`${short} | ${cell(kindInWords(param.kind))} | ${cell(byDefault)} | ${cell(`${param.text.zh} · ${param.text.en}`)} |`;
}

const sectionRow = (section: Section) =>
  `| \`${section.name}:\` | ${section.form === 'list' ? 'list' : 'names'} → ${section.holds} | ${section.required ? '**required**' : ''} | ${section.text.zh} · ${section.text.en} |`;

function wordText(word: Word): string {
  const rows = [...word.params.map((param) => paramRow(param, word)), ...(word.sections ?? []).map(sectionRow)];
  const table = rows.length === 0 ? '' : `\n| | 取值 value | 缺省 default | |\n|---|---|---|---|\n${rows.join('\n')}\n`;
  const inner =
    (word.inner ?? []).length === 0
      ? ''
      : `\n可含 may hold: ${(word.inner ?? []).map((place) => places.find((p) => p.place === place)?.en ?? place).join(', ')}.\n`;
  return `### ${word.keyed ? `\`${word.name}\`` : word.name}\n\n${word.text.zh}\n${word.text.en}\n${table}${inner}\n\`\`\`yaml\n${word.example}\n\`\`\`\n`;
}

/** The reference page of the language, made from the table of words, so that no word is without its page. */
export function schemeLanguageText(): string {
  const parts = places.map(({ place, zh, en }) => {
    const here = words.filter((word) => word.place === place);
    return `## ${zh} · ${en}\n\n${here.map(wordText).join('\n')}`;
  });
  const shelves = documentSections.map((section) => `\`${section.name}:\` (${section.text.zh})`).join(', ');
  return `<!-- Made by tools/document-scheme-language.ts from src/certification/scheme/words.ts. Do not edit. -->
# The scheme language, word by word 制度语言词表

${words.length} words, at most six parameters each. What is not here is refused. ◂ marks the parameter that a bare value stands for: \`auditor: body\` is \`auditor: { of: body }\`. The shelves at the top: ${shelves}. How to write a scheme: [writing-a-scheme.md](writing-a-scheme.md).

${parts.join('\n')}`;
}
