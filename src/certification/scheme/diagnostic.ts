import type { Text } from './vocabulary/word.ts';

/** A place in a file that somebody wrote. Lines and columns count from 1. */
export interface At {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * What is wrong with a scheme's files: where, what was expected, what was found (the author's own words), what to do.
 * Diagnostics are values; all of them come at once, and none is ever thrown.
 */
export interface Diagnostic extends At {
  readonly code: DiagnosticCode;
  /** The author's own words, without backticks; empty where something is missing. */
  readonly found: string;
  readonly params: Readonly<Record<string, string | Text>>;
}

interface DiagnosticTexts {
  readonly expected: Text;
  readonly help: Text;
}

const d = (zh: string, en: string, helpZh: string, helpEn: string): DiagnosticTexts => ({
  expected: { zh, en },
  help: { zh: helpZh, en: helpEn },
});

/** Every code exists once; the texts in braces are filled from the diagnostic's parameters. */
const table = {
  'yaml-syntax': d('应为合法的 YAML', 'expected YAML', '{why}', '{why}'),
  'file-too-large': d(
    '文件应不超过 {most} 个字符',
    'expected a file of at most {most} characters',
    '请拆分或精简',
    'Split or shorten it',
  ),
  'too-deep': d('嵌套应不超过 {most} 层', 'expected at most {most} levels of nesting', '请展平', 'Flatten it'),
  'no-anchors': d(
    '制度文件不用锚点、别名和标签',
    'expected no anchors, aliases or tags',
    '请直接写出，重复的部分用 use',
    'Write it out; take what repeats in with `use`',
  ),
  'key-not-text': d('键应为文字', 'expected a word as key', '请写成“名称: 值”', 'Write `name: value`'),
  shape: d('{where}应为{wanted}', 'expected {wanted} at {where}', '参见示例：{example}', 'For example: {example}'),
  value: d('{param}应为{wanted}', 'expected {wanted} for {param}', '请改正', 'Correct it'),
  range: d('{param}应为 {least} 至 {most}', 'expected {param} from {least} to {most}', '请改正', 'Correct it'),
  'too-long': d(
    '{param}应不超过 {most} 个字符',
    'expected at most {most} characters for {param}',
    '请缩短',
    'Shorten it',
  ),
  'not-nfc': d(
    '文字应为 Unicode NFC 规范形式',
    'expected text in Unicode normalization form C',
    '请以 NFC 保存',
    'Save it in NFC',
  ),
  'word-unknown': d('{where}可用：{known}', 'expected one of {known} in {where}', '{nearest}', '{nearest}'),
  'param-missing': d(
    '{where}应写明 {param}（{meaning}）',
    'expected {param} in {where} ({meaning})',
    '示例：{example}',
    'For example: {example}',
  ),
  'kind-missing': d(
    '字段应有一种取值类型：{known}',
    'expected one kind of value for the field: {known}',
    '{nearest}',
    '{nearest}',
  ),
  'kind-twice': d(
    '字段只能有一种取值类型',
    'expected one kind of value for the field',
    '请只留一种',
    'Keep one of them',
  ),
  'id-form': d(
    '名称应为小写字母、数字和连字符，最多 60 个字符',
    'expected a name of small letters, digits and hyphens, at most 60 characters',
    '如 `site-visit`',
    'Such as `site-visit`',
  ),
  'code-form': d(
    '代码应为字母、数字、点、下划线和连字符，最多 60 个字符',
    'expected a code of letters, digits, dot, underscore and hyphen, at most 60 characters',
    '如 `L` 或 `0901`',
    'Such as `L` or `0901`',
  ),
  'code-twice': d('每个代码只列一次', 'expected each code once', '请删去重复', 'Remove the second one'),
  'nothing-said': d(
    '{where}应至少写一项：{known}',
    'expected at least one of {known} in {where}',
    '示例：{example}',
    'For example: {example}',
  ),
  'too-much-said': d(
    '{where}应只写其中一项：{known}',
    'expected only one of {known} in {where}',
    '请只留一项',
    'Keep one of them',
  ),
  'condition-deep': d(
    '条件嵌套应不超过三层',
    'expected a condition of at most three levels',
    '请改写，或拆成几个字段',
    'Rewrite it, or split it into fields',
  ),
  'not-here': d('{what}不能写在这里', 'expected no {what} here', '{why}', '{why}'),
  'part-unknown': d('应为已有的部件@版本', 'expected a known part@edition', '已有：{known}', 'Known: {known}'),
  'part-place': d('此部件应写在 {place} 处', 'expected this part at {place}', '请移到该处', 'Move it there'),
  'part-circle': d('部件不得引用部件', 'expected a part that uses no other part', '请展开', 'Write it out'),
  'text-missing': d(
    'texts.yaml 应有 {key}',
    'expected {key} in texts.yaml',
    '请补上中英文',
    'Add it in Chinese and English',
  ),
  'text-language': d(
    '{key} 应有中文（zh）和英文（en）',
    'expected {key} in Chinese (zh) and English (en)',
    '请补上 {language}',
    'Add {language}',
  ),
  'text-comma': d(
    '花括号里的文字若含逗号应加引号',
    'expected quotes around a text with a comma inside braces',
    '如 `en: "passed, or put right"`',
    'Such as `en: "passed, or put right"`',
  ),
  'text-unused': d('texts.yaml 只写用到的文字', 'expected only texts that the scheme uses', '{nearest}', '{nearest}'),
  'name-unknown': d('应为已声明的{space}', 'expected a declared {space}', '{nearest}', '{nearest}'),
  'name-unused': d('声明的{space}应被用到', 'expected the {space} to be used', '请使用或删除', 'Use it or remove it'),
  'name-twice': d(
    '{what}在别处已声明为另一种',
    'expected {what} to be the same as where it was declared before',
    '同名即同一个：请改名',
    'One name is one thing throughout a case; rename one',
  ),
  'field-kind': d(
    '此处应为{wanted}类型的字段',
    'expected a field of kind {wanted}',
    '`{name}` 是 {kind}',
    '`{name}` is a {kind}',
  ),
  'step-unreachable': d('步骤应能开启', 'expected a step that can be reached', '{why}', '{why}'),
  'return-forward': d(
    '只能退回到较早的步骤',
    'expected a return to an earlier step',
    '此前的步骤：{known}',
    'Earlier steps: {known}',
  ),
  'no-ending': d('流程应能结束', 'expected a flow that can end', '请在某个结论写 end', 'Write `end` in an outcome'),
  'result-needs-grant': d(
    '产生登记的结论应以 granted 结束或继续',
    'expected an outcome that opens entries to end in `granted` or go on',
    '请改 end 或去掉 results',
    'Change `end` or drop `results`',
  ),
  'act-needs-entry': d(
    '处理登记的流程应写明 on-entry',
    'expected a flow that does an act on an entry to say `on-entry`',
    '请写 on-entry',
    'Add `on-entry`',
  ),
  'act-needs-reasons': d(
    '结论 {outcome} 应给出原因代码表',
    'expected a list of reasons at the outcome {outcome}',
    '对登记的处理须有原因代码：写 reasons',
    'An act on an entry needs a coded reason: write `reasons`',
  ),
  'outcome-unknown': d(
    '步骤 {step} 的结论：{known}',
    'expected an outcome of the step {step}: {known}',
    '{nearest}',
    '{nearest}',
  ),
  'role-not-named': d(
    '被指派的角色在此流程中应先被指派',
    'expected the role to be named in this flow before it acts',
    '请在较早步骤的 names 写上',
    'Put it into `names` of an earlier step',
  ),
  'role-until': d(
    'blind-to 与 until 应同时写',
    'expected `blind-to` and `until` together',
    '请补上另一个',
    'Add the other',
  ),
  pattern: d('编号规则应只用 {known}', 'expected only {known} in a number pattern', '请改正', 'Correct it'),
  'pattern-not-unique': d(
    '编号应不会重复：须有流水号和年份',
    'expected a pattern whose numbers never repeat: a serial and a year',
    '流水号按年计数，请写 {year} 或 {yy} 和 {serial:N}',
    'The serial counts by year: write {year} or {yy}, and {serial:N}',
  ),
  'duty-unmet': d(
    '履行义务的流程应有结论 act: confirm 或续期',
    'expected the flow of a duty to have an outcome with `act: confirm` or `renew`',
    '请在流程 {flow} 写上',
    'Add one in the flow {flow}',
  ),
  'outcome-word': d(
    '{kind}的结果名称应为 {known}',
    'expected one of {known} as the outcome word of {kind}',
    '评选只产生成果、经验或命名；奖须有法律依据',
    'A selection yields results, experience or naming; an award needs a legal basis',
  ),
  'honour-basis': d(
    '“奖”“表彰”应有准许它的依据',
    'expected a basis that allows an award or commendation',
    '请在 basis 写 allows，或改用成果、经验、命名',
    'Say `allows` in a basis, or call it result, experience or naming',
  ),
  'honour-word': d(
    '评选的名称不用“奖”“表彰”',
    'expected no 奖 or 表彰 in the words of a selection',
    '改为成果、经验或命名，或给出准许的依据',
    'Call it result, experience or naming, or give the basis that allows it',
  ),
  'fee-basis': d(
    '收费应有依据',
    'expected a basis for the fee',
    '请写 fee-basis，或 fee: false',
    'Write `fee-basis`, or `fee: false`',
  ),
  'compulsory-basis': d(
    '强制的制度应有已核实的依据',
    'expected a verified basis for a compulsory scheme',
    '请核实依据',
    'Verify the basis',
  ),
  'days-disordered': d('终止日应晚于实施日', 'expected the last day after the first', '请核对', 'Check the days'),
  sum: d(
    '合计应为同一表单中的数字字段或“行.列”',
    'expected number fields of the same form, or `rows.column`',
    '请改正',
    'Correct it',
  ),
  'figure-unknown': d(
    '计算器 {calculator} 给出：{known}',
    'expected a figure of {calculator}: {known}',
    '{nearest}',
    '{nearest}',
  ),
  'input-unknown': d(
    '计算器 {calculator} 的输入：{known}',
    'expected an input of {calculator}: {known}',
    '{nearest}',
    '{nearest}',
  ),
  'round-work': d('{work} 阶段应写明 {param}', 'expected {param} with the work `{work}`', '请补上', 'Add it'),
  'round-missing': d(
    '只有带 round 的制度才能写 {what}',
    'expected {what} only in a scheme with a `round`',
    '请加 round，或删去',
    'Add a `round`, or remove it',
  ),
  'cases-missing': d(
    '应至少有三个示例：通常、拒绝、少见的结局',
    'expected at least three worked cases: ordinary, refusal, rare',
    '请在 cases/ 补上 {missing}',
    'Add {missing} to cases/',
  ),
  'case-wrong': d('{where}应为{wanted}', 'expected {wanted} at {where}', '{why}', '{why}'),
  'id-differs': d(
    '制度编号应与文件夹同名',
    'expected the id to be the name of its folder',
    '文件夹是 `{folder}`',
    'The folder is `{folder}`',
  ),
} as const satisfies Record<string, DiagnosticTexts>;

export type DiagnosticCode = keyof typeof table;
export const diagnosticTexts: Readonly<Record<DiagnosticCode, DiagnosticTexts>> = table;

export function diagnose(code: DiagnosticCode, at: At, found: string, params: Diagnostic['params'] = {}): Diagnostic {
  return { code, file: at.file, line: at.line, column: at.column, found, params };
}

/** What was expected, what was found, what to do: the three lines of a message, in one language. */
export function diagnosticText(
  diagnostic: Diagnostic,
  language: 'zh' | 'en',
): { readonly expected: string; readonly found: string; readonly help: string } {
  const fill = (template: string) =>
    template.replace(/\{(\w+)\}/g, (whole, name: string) => {
      if (!Object.hasOwn(diagnostic.params, name)) return whole;
      const value = diagnostic.params[name];
      return typeof value === 'string' ? value : (value?.[language] ?? '');
    });
  const { expected, help } = diagnosticTexts[diagnostic.code];
  const found = diagnostic.found === '' ? { zh: '没有', en: 'nothing' }[language] : `\`${diagnostic.found}\``;
  return { expected: fill(expected[language]), found, help: fill(help[language]) };
}

/** `scheme.yaml:12:5: expected …, found `…`. help.` */
export function formatDiagnostic(diagnostic: Diagnostic, language: 'zh' | 'en'): string {
  const { expected, found, help } = diagnosticText(diagnostic, language);
  const where = `${diagnostic.file}:${diagnostic.line}:${diagnostic.column}`;
  return language === 'zh'
    ? `${where}：${expected}；实为 ${found}。${help}。`
    : `${where}: ${expected}; found ${found}. ${help}.`;
}

/** By file, line and column; the same message at the same place only once. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return [...diagnostics]
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column))
    .filter((one) => {
      const key = `${one.file}:${one.line}:${one.column}:${one.code}:${one.found}:${String(one.params['key'] ?? '')}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}
