import type { PartFiles } from './flatten.ts';
import type { SchemeFiles } from './parse.ts';

/** A whole scheme in which every place of the language occurs: the tests break it, extend it and put examples into it. */
export const sampleScheme = `scheme: { id: sample, edition: "2026", kind: selection, object: service, in-force: 2026-01-01 }
run-by: { owner: association, hosts: [association] }
mandate:
  voluntary: true
  outcome: result
  basis:
    rule: { title: Sample rule, article: "1", certainty: verified }
roles:
  applicant: applicant
  officer: body
  decider: { of: body, identity-again: true, blind-to: advice, until: decide }
  panel: { of: named-party, least: 2, most: 9 }
  laboratory: named-party
reasons:
  refusal: [not-good, other]
  status: { codes: [late, other], basis: rule 3 }
forms:
  application:
    size: { choice: [L, M, S] }
    persons: { number: { unit: person, least: 1 } }
    sectors: { code: { list: sector, many: true } }
    scope-text: { text: 200 }
    started-on: { date: { not-after: today } }
    ended-on: { date: { not-before: started-on } }
    note: { text: 100, show-if: { field: size, is: L }, required-if: { field: size, is: L } }
    units:
      rows:
        columns: { model: text, count: number }
        most: 9
    total: { number: { sum-of: units.count } }
    promise: flag
    old: { entry: { kind: honour, scheme: sample, valid: false }, required: false }
  scores:
    points: { number: { least: 0, most: 100 } }
    vote: { choice: [yes, no, abstain] }
  ranking:
    score: { number: { decimals: 2 } }
    rank: number
    grade: { choice: [first, second], required: false }
  advice:
    advice: text
  refusal-form:
    grade: { choice: [first, second], required: false }
flows:
  initial:
    opened-by: applicant
    steps:
      apply:
        by: applicant
        form: application
        during: collecting
        guards:
          - requires: { condition: { field: promise, is: true }, message: promise-first }
          - order: [started-on, ended-on]
          - present: [persons]
      check:
        by: officer
        outcomes:
          accepted: on
          correct: { return: apply }
          refused: { end: refused, reasons: refusal }
        clock: { period: { working-days: 5, first-day-counts: false } }
        guards:
          - not-banned: applicant
      assign: { by: officer, names: [panel, laboratory] }
      ballot:
        by: panel
        form: scores
        each: { role: panel }
        guards: [no-conflict, { not-banned: actor }]
      advice: { by: officer, form: advice, after: check, only-if: { step: check, is: accepted } }
      rank: { by: officer, form: ranking, after: [ballot, advice] }
      decide:
        by: decider
        form: refusal-form
        outcomes:
          granted: { end: granted, results: story }
          refused: { end: refused, reasons: refusal }
        guards:
          - not-same-as: panel
          - score: { step: ballot, field: points, least: 60 }
          - vote: { step: ballot, role: panel, quorum: 2/3, share: 1/2, of: present }
          - time: { from: apply, least: { days: 1, first-day-counts: false } }
          - rank-within-quota: first
          - no-open-finding
          - accumulated: { field: units, column: count, least: 1 }
          - competent: sectors
          - holds: { kind: qualification, who: laboratory }
          - no-history: { kind: honour, status: [withdrawn], within: { years: 1, first-day-counts: false } }
    exits:
      leave: { by: applicant, until: decide }
  review-again:
    opened-by: officer
    on-entry: story
    steps:
      look:
        by: officer
        findings: { grades: [major], answered-by: applicant, verified-by: officer }
        calculate: { calculator: sample-calculator, inputs: { persons: { field: persons } }, at-least: { persons: days } }
        sub-case: { scheme: other, flow: initial }
      keep: { by: decider, outcomes: { kept: { end: granted, act: confirm }, stopped: { end: closed, act: suspend, reasons: status } } }
results:
  story:
    kind: honour
    validity: { years: 3 }
    number: "S{year}{serial:4}"
    scope: { codes: [size], text: scope-text, standards: [S 1] }
    succeeds: old
    acts:
      suspend: { by: decider, reasons: status, most: { months: 6, first-day-counts: true }, afterwards: must-withdraw }
    duties:
      look: { flow: review-again, first: { months: 12, first-day-counts: false }, late: flag }
round:
  case-flow: initial
  quotas: { first: 1, second: 2 }
  recommenders: 5
  stages:
    call: { work: call, by: officer }
    collecting: { work: collect, by: officer }
    assigning: { work: assign, by: officer, names: panel, case-step: assign }
    ranking: { work: rank, by: officer, case-step: rank }
    display: { work: display, by: officer }
    deciding: { work: decide-list, by: decider, case-step: decide }
  assignment: { role: panel, step: ballot, per-case: 2 }
  scoring: { step: ballot, field: points, decimals: 2 }
  display: { period: { working-days: 5, first-day-counts: true } }
`;

const t = (zh: string, en: string) => `{ zh: ${zh}, en: ${en} }`;

export const sampleTexts = `title: ${t('示例', 'Sample')}
summary: ${t('示例制度', 'A sample scheme')}
party: { association: ${t('协会', 'Association')} }
role:
  applicant: ${t('申请方', 'Applicant')}
  officer: ${t('经办', 'Officer')}
  decider: ${t('决定人', 'Decider')}
  panel: ${t('专家', 'Panel')}
  laboratory: ${t('实验室', 'Laboratory')}
reason:
  refusal: { zh: 不予通过, en: Refusal, not-good: ${t('不够好', 'not good')} }
  status: { zh: 状态, en: Status, late: ${t('逾期', 'late')} }
form:
  application: ${t('申请', 'Application')}
  scores: ${t('评分', 'Scores')}
  ranking: ${t('排序', 'Ranking')}
  advice: ${t('建议', 'Advice')}
  refusal-form: ${t('决定', 'Decision')}
field:
  size: ${t('规模', 'Size')}
  persons: ${t('人数', 'Persons')}
  sectors: ${t('专业', 'Sectors')}
  scope-text: ${t('范围', 'Scope')}
  started-on: ${t('开始', 'Started')}
  ended-on: ${t('结束', 'Ended')}
  note: ${t('备注', 'Note')}
  units: ${t('单元', 'Units')}
  model: ${t('型号', 'Model')}
  count: ${t('数量', 'Count')}
  total: ${t('合计', 'Total')}
  promise: ${t('承诺', 'Promise')}
  old: ${t('原登记', 'Old entry')}
  points: ${t('得分', 'Points')}
  vote: ${t('表决', 'Vote')}
  score: ${t('平均', 'Mean')}
  rank: ${t('名次', 'Rank')}
  grade: ${t('等次', 'Grade')}
  advice: ${t('建议', 'Advice')}
option:
  L: ${t('大', 'large')}
  M: ${t('中', 'medium')}
  S: ${t('小', 'small')}
  yes: ${t('赞成', 'for')}
  no: ${t('反对', 'against')}
  abstain: ${t('弃权', 'abstain')}
  first: ${t('一等', 'first')}
  second: ${t('二等', 'second')}
grade:
  first: ${t('一等', 'first')}
  second: ${t('二等', 'second')}
  major: ${t('严重', 'major')}
flow:
  initial: ${t('申请', 'Application')}
  review-again: ${t('复审', 'Review again')}
step:
  apply: ${t('申请', 'Apply')}
  check: ${t('审查', 'Check')}
  assign: ${t('分派', 'Assign')}
  ballot: ${t('评分', 'Ballot')}
  advice: ${t('建议', 'Advice')}
  rank: ${t('排序', 'Rank')}
  decide: ${t('决定', 'Decide')}
  look: ${t('查看', 'Look')}
  keep: ${t('保持', 'Keep')}
  call: ${t('征集', 'Call')}
  collecting: ${t('收件', 'Collecting')}
  assigning: ${t('分派', 'Assigning')}
  ranking: ${t('排序', 'Ranking')}
  display: ${t('公示', 'Display')}
  deciding: ${t('决定', 'Deciding')}
outcome:
  kept: ${t('保持', 'kept')}
  stopped: ${t('停止', 'stopped')}
exit: { leave: ${t('撤回', 'Leave')} }
result: { story: ${t('成果', 'Story')} }
duty: { look: ${t('复审', 'Review again')} }
message: { promise-first: ${t('应先承诺', 'The promise comes first')} }
`;

export const sampleAround = {
  calculators: new Map([['sample-calculator', { inputs: ['persons'], figures: ['days'] }]]),
  codeLists: ['sector', 'region'],
  folder: 'sample',
};

export function sampleFiles(
  change: { readonly scheme?: string; readonly texts?: string; readonly parts?: ReadonlyMap<string, PartFiles> } = {},
): SchemeFiles {
  return {
    scheme: { name: 'scheme.yaml', text: change.scheme ?? sampleScheme },
    texts: { name: 'texts.yaml', text: change.texts ?? sampleTexts },
    part: (id) => change.parts?.get(id),
    knownParts: [...(change.parts?.keys() ?? [])],
  };
}
