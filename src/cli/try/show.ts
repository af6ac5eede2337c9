import { stepOf } from '#certification/case/state.ts';
import { type Choice, stepOfChoice } from '#certification/scheme/walk/choices.ts';
import { refusalInWords } from '#certification/scheme/walk/refusal-words.ts';
import type { Standing, StandingEntry } from '#certification/scheme/walk/walk.ts';
import { caseState } from '#certification/scheme/worked-case/running.ts';
import { choicesNow, inLanguage, type Sitting, schemeText } from './sitting.ts';

/** Where the walk stands: the day, each case, what can be done now and by whom, what not and why, the register. */
export function showStanding(sitting: Sitting): void {
  const { run } = sitting.walked;
  const who = sitting.by === '' ? '' : inLanguage(sitting, `　以 ${sitting.by} 的身份`, `  as ${sitting.by}`);
  sitting.say(`\n── ${run.world.day}${who}`);
  for (const name of run.cases.keys()) showCase(sitting, name);
  const choices = choicesNow(sitting);
  if (choices.length > 0) sitting.say(inLanguage(sitting, '可办：', 'Can be done:'));
  choices.forEach((choice, index) => {
    sitting.say(`  ${String(index + 1).padStart(2)}  ${choiceLine(sitting, choice)}`);
    const barred = (sitting.by !== '' || choice.may.length === 0) && choice.bars.length > 0;
    if (barred)
      for (const bar of choice.bars) sitting.say(`        ✗ ${refusalInWords(run.scheme, bar, sitting.language)}`);
  });
  const entries = sitting.walked.standings.at(-1)?.entries ?? [];
  for (const entry of entries) sitting.say(entryLine(sitting, entry));
}

function showCase(sitting: Sitting, name: string): void {
  const state = caseState(sitting.walked.run, name);
  if (!state) return;
  const flow = sitting.scheme.flows.find((f) => f.id === state.opened?.flow);
  const later = (flow?.steps ?? [])
    .filter((step) => stepOf(state, step.id).status === 'waiting')
    .map((step) => schemeText(sitting, `step.${step.id}`));
  const title = `${inLanguage(sitting, '案件', 'Case')} ${name} (${schemeText(sitting, `flow.${flow?.id}`)})`;
  const standing = state.ended
    ? inLanguage(sitting, '已结束', 'ended')
    : inLanguage(sitting, `在办；其后 ${later.join('、') || '—'}`, `open; later ${later.join(', ') || '—'}`);
  const ending = state.ended ? ` · ${schemeText(sitting, `ending.${state.ended.ending}`)}` : '';
  sitting.say(`${title}: ${standing}${ending}`);
}

/** `受理 — 经办人员（planner-1） 限 2026-03-09`. */
export function choiceLine(sitting: Sitting, choice: Choice): string {
  const verbs = {
    open: ['提出：', 'open: '],
    do: ['', ''],
    find: ['开不符合：', 'raise a finding: '],
    answer: ['答复不符合：', 'answer finding: '],
    settle: ['验证整改：', 'settle finding: '],
    leave: ['出口：', 'leave: '],
    entry: ['登记事项：', 'entry: '],
    round: ['开启批次', 'open the round'],
    stage: ['批次：', 'round: '],
  } as const;
  const [zh, en] = verbs[choice.kind];
  const name = choice.text === '' ? '' : schemeText(sitting, choice.text);
  const on = choice.kind === 'entry' ? ` ${schemeText(sitting, `result.${choice.on}`)}` : '';
  const number = choice.kind === 'answer' || choice.kind === 'settle' ? ` #${choice.on}` : '';
  const line = choice.line === null ? '' : ` [${choice.line}]`;
  const many = sitting.walked.run.cases.size > 1 && choice.in !== null ? ` @${choice.in}` : '';
  const may = choice.may.length > 0 ? choice.may.join(', ') : inLanguage(sitting, '无人可办', 'nobody may');
  const roles = choice.roles.map((role) => schemeText(sitting, `role.${role}`)).join(inLanguage(sitting, '、', ', '));
  const due = choice.due === null ? '' : inLanguage(sitting, `　限 ${choice.due}`, `  due ${choice.due}`);
  return `${inLanguage(sitting, zh, en)}${name}${on}${number}${line}${many} — ${roles} (${may})${due}`;
}

export function entryLine(sitting: Sitting, entry: StandingEntry): string {
  const result = schemeText(sitting, `result.${entry.result}`);
  const to = entry.to ?? inLanguage(sitting, '无终止', 'without end');
  const due = Object.entries(entry.due).map(([duty, day]) => `${schemeText(sitting, `duty.${duty}`)} ${day}`);
  const must = entry.must.length > 0 ? `  ! ${entry.must.join(', ')}` : '';
  const owed = due.length > 0 ? inLanguage(sitting, `　应办：${due.join('、')}`, `  due: ${due.join(', ')}`) : '';
  return `${inLanguage(sitting, '名录', 'Register')}: ${result} ${entry.number} · ${entry.status} · ${entry.from} – ${to}${owed}${must}`;
}

/** What an act brought about: done, or each reason for which it was refused. */
export function showOutcome(sitting: Sitting, standing: Standing): void {
  if (standing.wrong) {
    sitting.misunderstood++;
    sitting.say(inLanguage(sitting, `不明白：${standing.wrong.zh}`, `Not understood: ${standing.wrong.en}`));
  } else if (standing.refusals.length === 0) sitting.say(inLanguage(sitting, '✓ 已办', '✓ done'));
  else {
    sitting.say(
      inLanguage(
        sitting,
        '✗ 被拒绝，未记入（要记入示例请输入 keep）：',
        '✗ Refused and not noted (type `keep` to have it in the worked case):',
      ),
    );
    for (const refusal of standing.refusals)
      sitting.say(`    · ${refusalInWords(sitting.scheme, refusal, sitting.language)}`);
  }
}

/** Whether a choice fills a form in. */
export const formOf = (sitting: Sitting, choice: Choice) => {
  const step = stepOfChoice(sitting.walked.run, choice);
  return sitting.scheme.forms.find((form) => form.id === step?.form);
};
