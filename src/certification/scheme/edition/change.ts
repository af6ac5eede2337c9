import type { Text } from '../vocabulary/word.ts';

/** What part of a scheme a change is in, in the order in which a report tells them. */
export const changeAreas = {
  scheme: { zh: '制度', en: 'Scheme' },
  role: { zh: '角色', en: 'Roles' },
  flow: { zh: '流程', en: 'Flows' },
  step: { zh: '步骤', en: 'Steps' },
  outcome: { zh: '结论', en: 'Outcomes' },
  guard: { zh: '守卫条件', en: 'Guards' },
  clock: { zh: '时限', en: 'Clocks' },
  exit: { zh: '退出', en: 'Exits' },
  form: { zh: '表单', en: 'Forms' },
  field: { zh: '字段', en: 'Fields' },
  reason: { zh: '原因代码', en: 'Reasons' },
  result: { zh: '登记结果', en: 'Results' },
  validity: { zh: '有效期', en: 'Validity' },
  surveillance: { zh: '监督义务', en: 'Surveillance' },
  'entry-act': { zh: '登记后的行为', en: 'Acts on entries' },
  round: { zh: '批次', en: 'Rounds' },
} as const satisfies Record<string, Text>;
export type ChangeArea = keyof typeof changeAreas;

export const changeKinds = {
  added: { zh: '新增', en: 'added' },
  removed: { zh: '取消', en: 'removed' },
  changed: { zh: '改变', en: 'changed' },
  narrowed: { zh: '收窄', en: 'narrowed' },
  widened: { zh: '放宽', en: 'widened' },
  required: { zh: '改为必填', en: 'made required' },
  optional: { zh: '改为选填', en: 'made optional' },
  'option-gone': { zh: '选项取消', en: 'choice gone' },
  'option-added': { zh: '选项新增', en: 'choice added' },
  longer: { zh: '延长', en: 'longer' },
  shorter: { zh: '缩短', en: 'shorter' },
} as const satisfies Record<string, Text>;
export type ChangeKind = keyof typeof changeKinds;

/** Whom a change presses: `stricter` asks more or allows less of those who apply or hold; `looser` the contrary. */
export type ChangeWeight = 'stricter' | 'looser' | 'neutral';

/** Where in the declaration: only the members that apply. */
export interface ChangePlace {
  readonly flow?: string;
  readonly step?: string;
  readonly form?: string;
  readonly field?: string;
  readonly result?: string;
  readonly name?: string;
}

/** One thing that is otherwise in the later edition. `from` and `to` are what stood and what stands, in words. */
export interface EditionChange {
  readonly area: ChangeArea;
  readonly kind: ChangeKind;
  readonly weight: ChangeWeight;
  readonly at: ChangePlace;
  /** The thing's own name, with where it stands: `Initial certification › Review`. */
  readonly subject: Text;
  /** Which property of it; left out when the thing itself came or went. */
  readonly what?: Text;
  readonly from?: Text;
  readonly to?: Text;
}

/** The change as one sentence. */
export function changeText(change: EditionChange, language: 'zh' | 'en'): string {
  const kind = changeKinds[change.kind][language];
  const what = change.what?.[language];
  const name = `${language === 'zh' ? `“${change.subject.zh}”` : `“${change.subject.en}”`}`;
  const head =
    language === 'zh'
      ? `${name}${what === undefined ? '' : `的${what}`}${kind}`
      : `${name}${what === undefined ? '' : `: ${what}`} ${kind}`;
  return `${head}${tail(change, language)}`;
}

function tail({ from, to }: EditionChange, language: 'zh' | 'en'): string {
  if (from !== undefined && to !== undefined)
    return language === 'zh' ? `：由 ${from.zh} 改为 ${to.zh}` : `: from ${from.en} to ${to.en}`;
  const one = to ?? from;
  return one === undefined ? '' : language === 'zh' ? `：${one.zh}` : `: ${one.en}`;
}
