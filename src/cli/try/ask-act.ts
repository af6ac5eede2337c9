import { situationOf } from '#certification/case/decide.ts';
import type { StoredValue, StoredValues } from '#certification/case/events.ts';
import { checkForm } from '#certification/case/form.ts';
import { isForwarding } from '#certification/case/guards.ts';
import { type CaseState, emptyCase } from '#certification/case/state.ts';
import { casesIn } from '#certification/round/state.ts';
import { holds } from '#certification/scheme/evaluate.ts';
import type { Field } from '#certification/scheme/form.ts';
import type { FormSpec, OutcomeSpec, StepSpec } from '#certification/scheme/scheme.ts';
import { type Choice, reasonsOfChoice, stepOfChoice, writtenChoice } from '#certification/scheme/walk/choices.ts';
import { expectedOf, readField } from '#certification/scheme/walk/field-words.ts';
import { namesFor } from '#certification/scheme/walk/own-accord.ts';
import { refusalInWords } from '#certification/scheme/walk/refusal-words.ts';
import type { Written } from '#certification/scheme/walk/walk.ts';
import { caseState } from '#certification/scheme/worked-case/running.ts';
import { contextOf } from '#certification/scheme/worked-case/world.ts';
import { formOf } from './show.ts';
import { ask, askOneOf, inLanguage, type Sitting, schemeText } from './sitting.ts';

/** Asks for everything that an act needs, and gives it as a worked case would write it. */
export async function askAct(sitting: Sitting, choice: Choice): Promise<Written> {
  const by = await askActor(sitting, choice);
  const written = writtenChoice(sitting.walked.run, choice, by);
  switch (choice.kind) {
    case 'open':
      return { ...written, ...(await askOpening(sitting, choice)) };
    case 'round':
      return {
        ...written,
        round: (await ask(sitting, inLanguage(sitting, '批次名称', 'Title of the round'))) || '2026',
      };
    case 'find':
      return { ...written, ...(await askFinding(sitting, choice)) };
    case 'answer':
      return {
        ...written,
        ...(await askWords(sitting, 'cause', '原因', 'Cause')),
        ...(await askWords(sitting, 'correction', '整改措施', 'Correction')),
      };
    case 'settle':
      return { ...written, ...(await askSettling(sitting)) };
    case 'leave':
    case 'entry':
      return { ...written, ...(await askReason(sitting, reasonsOfChoice(sitting.walked.run, choice, undefined))) };
    default:
      return { ...written, ...(await askStep(sitting, choice, by)) };
  }
}

async function askActor(sitting: Sitting, choice: Choice): Promise<string> {
  if (sitting.by !== '') return sitting.by;
  const [only] = choice.may;
  if (only !== undefined && choice.may.length === 1) return only;
  const people = choice.may.length > 0 ? choice.may : [...sitting.walked.run.world.given.people.keys()];
  return askOneOf(
    sitting,
    inLanguage(sitting, '谁来办', 'Who does it'),
    people.map((id) => ({ id, text: id })),
  );
}

/** A second case of a flow needs a name of its own. */
async function askOpening(sitting: Sitting, choice: Choice): Promise<Written> {
  const { cases } = sitting.walked.run;
  if (!cases.has(choice.on)) return {};
  const free = `${choice.on}-${cases.size + 1}`;
  const typed = await ask(sitting, `${inLanguage(sitting, '案件的名称', 'Name of the case')} [${free}]`);
  return { as: typed || free };
}

async function askWords(sitting: Sitting, key: string, zh: string, en: string): Promise<Written> {
  const typed = await ask(sitting, inLanguage(sitting, `${zh}（可空）`, `${en} (may be empty)`));
  return typed === '' ? {} : { [key]: typed };
}

async function askFinding(sitting: Sitting, choice: Choice): Promise<Written> {
  const grades = choice.outcomes.map(({ id }) => ({ id, text: schemeText(sitting, `grade.${id}`) }));
  return {
    grade: await askOneOf(sitting, inLanguage(sitting, '等级', 'Grade'), grades),
    ...(await askWords(sitting, 'clause', '条款', 'Clause')),
    ...(await askWords(sitting, 'text', '事实', 'What was found')),
  };
}

async function askSettling(sitting: Sitting): Promise<Written> {
  const accepted = await askOneOf(sitting, inLanguage(sitting, '整改是否接受', 'Is it accepted'), [
    { id: 'yes', text: inLanguage(sitting, '是', 'yes') },
    { id: 'no', text: inLanguage(sitting, '否', 'no') },
  ]);
  return accepted === 'yes' ? {} : { accepted: false };
}

async function askReason(sitting: Sitting, list: string | undefined): Promise<Written> {
  if (list === undefined) return {};
  const codes = sitting.scheme.reasonLists.find((l) => l.id === list)?.codes ?? [];
  const code = await askOneOf(
    sitting,
    schemeText(sitting, `reason.${list}`),
    codes.map((id) => ({ id, text: schemeText(sitting, `reason.${list}.${id}`) })),
  );
  if (code !== 'other') return { reason: code };
  return { reason: { code, words: await ask(sitting, inLanguage(sitting, '说明', 'Say why')) } };
}

async function askStep(sitting: Sitting, choice: Choice, by: string): Promise<Written> {
  const step = stepOfChoice(sitting.walked.run, choice);
  if (step === undefined) return {};
  const outcome = await askOutcome(sitting, choice, step);
  const form = formOf(sitting, choice);
  const filled = form !== undefined && outcome && isForwarding(outcome) ? await askForm(sitting, choice, form, by) : {};
  return {
    ...(step.outcomes.length > 1 && outcome ? { outcome: outcome.id } : {}),
    ...filled,
    ...(outcome && isForwarding(outcome) && step.names.length > 0 ? { names: await askNames(sitting, step) } : {}),
    ...(await askReason(sitting, outcome?.reasons)),
    ...(choice.kind === 'stage' ? await askStage(sitting, step) : {}),
  };
}

async function askOutcome(sitting: Sitting, choice: Choice, step: StepSpec): Promise<OutcomeSpec | undefined> {
  if (step.outcomes.length < 2) return step.outcomes[0];
  const bars = new Map(choice.outcomes.map((o) => [o.id, o.bars] as const));
  for (const [id, barred] of bars)
    for (const bar of barred)
      sitting.say(
        `    ✗ ${schemeText(sitting, `outcome.${step.id}.${id}`)}: ${refusalInWords(sitting.scheme, bar, sitting.language)}`,
      );
  const free = step.outcomes.findIndex((o) => (bars.get(o.id) ?? []).length === 0);
  const id = await askOneOf(
    sitting,
    inLanguage(sitting, '结论', 'Outcome'),
    step.outcomes.map((o) => ({ id: o.id, text: schemeText(sitting, `outcome.${step.id}.${o.id}`) })),
    Math.max(0, free),
  );
  return step.outcomes.find((o) => o.id === id);
}

/** Field by field, each with what it expects; what the engine refuses is said at once and asked again. */
async function askForm(sitting: Sitting, choice: Choice, form: FormSpec, by: string): Promise<Written> {
  const { run } = sitting.walked;
  sitting.say(
    inLanguage(
      sitting,
      `  【${schemeText(sitting, `form.${form.id}`)}】回车：必填项取样例、选填项留空；“-”：有意留空；“s”：其余都取样例`,
      `  [${schemeText(sitting, `form.${form.id}`)}] Enter: a sample where required, else empty; “-”: empty on purpose; “s”: samples for the rest`,
    ),
  );
  const state =
    (choice.kind === 'stage' ? run.round?.state().run : caseState(run, choice.in ?? '')) ?? emptyCase('none');
  let values: StoredValues = {};
  for (const field of form.fields) {
    const situation = situationOf(state, values, [], contextOf(run.world, by, true));
    if (field.showIf !== undefined && !holds(field.showIf, situation)) continue;
    const answer = await askField(sitting, field, values, state, by);
    if (answer === 'rest') break;
    if (answer !== undefined) values = { ...values, [field.id]: answer.value };
  }
  return Object.keys(values).length === 0 ? {} : { values };
}

async function askField(
  sitting: Sitting,
  field: Field,
  values: StoredValues,
  state: CaseState,
  by: string,
): Promise<{ readonly value: StoredValue } | 'rest' | undefined> {
  const { scheme, language } = sitting;
  const { world } = sitting.walked.run;
  const star = field.required ? ' *' : '';
  const label = `${schemeText(sitting, `field.${field.id}`)}${star} (${expectedOf(field, scheme.texts, language)})`;
  for (;;) {
    const typed =
      field.kind === 'rows' || field.kind === 'sites' ? await askRows(sitting, label) : await ask(sitting, label);
    if (typed === '') return undefined;
    if (typed === 's') return 'rest';
    if (typed === '-') return { value: null };
    const value = readField(field, typed, scheme.texts, world.day);
    const own = { [field.id]: value };
    const situation = situationOf(state, { ...values, ...own }, [], contextOf(world, by, true));
    const refusals = checkForm(scheme, { id: 'one', fields: [field], balances: [] }, own, situation, 'partial');
    if (refusals.length === 0) return { value };
    for (const refusal of refusals) sitting.say(`    ✗ ${refusalInWords(scheme, refusal, language)}`);
  }
}

/** Rows one to a line, cells apart by semicolons, an empty line at the end. */
async function askRows(sitting: Sitting, label: string): Promise<string> {
  const first = await ask(
    sitting,
    inLanguage(
      sitting,
      `${label}，每行一条，以分号隔开，空行结束`,
      `${label}, one row a line, cells apart by semicolons, an empty line ends`,
    ),
  );
  if (first === '' || first === '-' || first === 's') return first;
  const lines = [first];
  for (;;) {
    const next = await ask(sitting, `${lines.length + 1}:`);
    if (next === '') return lines.join('\n');
    lines.push(next);
  }
}

async function askNames(sitting: Sitting, step: StepSpec): Promise<Written> {
  const proposed = namesFor(sitting.walked.run, step);
  const names: Record<string, StoredValue> = {};
  for (const id of step.names) {
    const first = proposed[id];
    const shown = Array.isArray(first) ? first.join(', ') : '';
    const role = sitting.scheme.roles.find((r) => r.id === id);
    const count = role === undefined ? '' : ` ${role.least}–${role.most}`;
    const typed = await ask(
      sitting,
      `${inLanguage(sitting, '指派', 'Name')} ${schemeText(sitting, `role.${id}`)}${count} [${shown}]`,
    );
    names[id] = typed === '' ? (first ?? []) : typed.split(/[,，、\s]+/).filter((name) => name !== '');
  }
  return names;
}

/** What the work of a stage needs beside its form: a seed to draw by, a decision for each case of the list. */
async function askStage(sitting: Sitting, step: StepSpec): Promise<Written> {
  if (step.work === 'assign' || step.work === 'draw') {
    const seed = await ask(sitting, inLanguage(sitting, '随机种子 [1]', 'Seed [1]'));
    return { seed: seed || '1' };
  }
  if (step.work !== 'decide-list') return {};
  const { run } = sitting.walked;
  const members = run.round === null ? [] : casesIn(run.round.state());
  const rows: Record<string, StoredValue> = {};
  for (const { name, id } of run.cases.values()) {
    if (!members.some((member) => member.case === id)) continue;
    const typed = await ask(
      sitting,
      inLanguage(
        sitting,
        `${name}：回车为通过，或等级名，或 refused 原因代码`,
        `${name}: Enter grants, or a grade, or: refused REASON`,
      ),
    );
    const reason = /^refused\s+(\S+)$/.exec(typed)?.[1];
    rows[name] = reason !== undefined ? { refused: reason } : typed === '' ? 'granted' : { grade: typed };
  }
  return { rows };
}
