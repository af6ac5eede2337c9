import { existsSync, writeFileSync } from 'node:fs';
import { isRecord } from '#certification/case/field-value.ts';
import { readTree } from '#certification/scheme/tree.ts';
import { nextAct } from '#certification/scheme/walk/own-accord.ts';
import { isDone, playWalk, type Written } from '#certification/scheme/walk/walk.ts';
import { writeWalk } from '#certification/scheme/walk/write.ts';
import { storedValue } from '#certification/scheme/worked-case/tree-parts.ts';
import { addDays, isValidDay, toDay } from '#certification/time/day.ts';
import { askAct } from './ask-act.ts';
import { showOutcome, showStanding } from './show.ts';
import { changeWalk, choicesNow, InputEnded, inLanguage, type Sitting, schemeText } from './sitting.ts';

interface Order {
  readonly names: readonly string[];
  readonly usage: string;
  readonly zh: string;
  readonly en: string;
  /** False ends the sitting. */
  readonly run: (sitting: Sitting, rest: string) => Promise<boolean> | boolean;
}

/** What can be said in a sitting beside the number of a choice. */
const orders: readonly Order[] = [
  { names: ['look', '看'], usage: 'look', zh: '现在的情形', en: 'where the walk stands', run: (s) => look(s) },
  {
    names: ['by', '以'],
    usage: 'by PERSON',
    zh: '以此人身份（不写：谁可以谁办）',
    en: 'ask and act as this person (alone: whoever may)',
    run: setBy,
  },
  { names: ['days', '天'], usage: 'days N', zh: '时间前进 N 天', en: 'let N days pass', run: passDays },
  {
    names: ['day', '日'],
    usage: 'day YYYY-MM-DD',
    zh: '时间到这一天',
    en: 'let time pass up to this day',
    run: (s, rest) => goTo(s, rest),
  },
  {
    names: ['auto', '自动'],
    usage: 'auto [all]',
    zh: '按通常的路走一步，或走到底',
    en: 'do the next act of the ordinary run, or all of them',
    run: goOn,
  },
  { names: ['back', '撤'], usage: 'back', zh: '撤回上一步', en: 'take the last act back', run: goBack },
  { names: ['again', '重做'], usage: 'again', zh: '重做撤回的一步', en: 'do again what was taken back', run: goAgain },
  {
    names: ['keep', '留'],
    usage: 'keep',
    zh: '把刚才被拒绝的一步记入示例',
    en: 'keep the act that was just refused in the worked case',
    run: keepRefused,
  },
  { names: ['people', '人'], usage: 'people', zh: '有哪些人', en: 'who there is', run: showPeople },
  {
    names: ['person', '加人'],
    usage: 'person NAME PARTY ROLE,…',
    zh: '增加或改变一个人',
    en: 'add or change a person',
    run: setPerson,
  },
  { names: ['history', '经过'], usage: 'history', zh: '走过的各步', en: 'the acts so far', run: showHistory },
  {
    names: ['save', '存'],
    usage: 'save FILE',
    zh: '写成示例案件',
    en: 'write the walk as a worked case',
    run: (s, rest) => save(s, rest),
  },
  { names: ['help', '帮助', '?'], usage: 'help', zh: '这一页', en: 'this page', run: showHelp },
  { names: ['quit', 'q', '退出'], usage: 'quit', zh: '结束', en: 'end', run: () => false },
];

export function showHelp(sitting: Sitting): true {
  sitting.say(inLanguage(sitting, '输入编号办理该项；或：', 'Type the number of what to do; or:'));
  for (const order of orders)
    sitting.say(
      `  ${order.usage.padEnd(26)}${inLanguage(sitting, order.zh, order.en)}${sitting.language === 'zh' ? `（${order.names[1]}）` : ''}`,
    );
  sitting.say(
    `  ${'{ do: STEP, by: … }'.padEnd(26)}${inLanguage(sitting, '示例案件写法的一步', 'an act as a worked case writes it')}`,
  );
  return true;
}

/** Obeys one line; false ends the sitting. */
export async function obey(sitting: Sitting, line: string): Promise<boolean> {
  const [word = '', ...more] = line.trim().split(/\s+/);
  if (word === '') return true;
  if (line.trim().startsWith('{')) return actWritten(sitting, line);
  const choices = choicesNow(sitting);
  const choice = /^\d+$/.test(word) ? choices[Number(word) - 1] : choices.find((c) => c.on === word && c.kind === 'do');
  if (choice !== undefined) {
    act(sitting, await askAct(sitting, choice));
    return true;
  }
  const order = orders.find((o) => o.names.includes(word.toLowerCase()));
  if (order !== undefined) return order.run(sitting, more.join(' '));
  sitting.misunderstood++;
  sitting.say(
    inLanguage(
      sitting,
      `应为 1 至 ${choices.length} 的编号、步骤名或命令；实为 \`${line.trim()}\`。输入 help 看全部命令。`,
      `Expected a number from 1 to ${choices.length}, a step or a command; found \`${line.trim()}\`. Type \`help\` for all of them.`,
    ),
  );
  return true;
}

/** Does an act; one that is refused is said and left out again. */
export function act(sitting: Sitting, written: Written): void {
  const before = sitting.walk;
  const walked = playWalk(sitting.scheme, { ...before, acts: [...before.acts, written] }, sitting.outside);
  const standing = walked.standings.at(-1);
  if (!standing) return;
  showOutcome(sitting, standing);
  if (isDone(standing)) {
    changeWalk(sitting, { ...before, acts: [...before.acts, written] });
    sitting.takenBack.length = 0;
    sitting.refused = null;
  } else sitting.refused = standing.wrong === null ? written : null;
  showStanding(sitting);
}

function actWritten(sitting: Sitting, line: string): true {
  const { tree, diagnostics } = readTree({ name: 'line', text: line });
  const value = tree === undefined ? null : storedValue(tree);
  if (isRecord(value)) act(sitting, value);
  else {
    sitting.misunderstood++;
    const why = diagnostics[0]?.params['why'];
    sitting.say(
      inLanguage(
        sitting,
        `应为示例案件写法的一步；实为 \`${line}\`。`,
        `Expected an act as a worked case writes it; found \`${line}\`.`,
      ) + (typeof why === 'object' ? ` ${why[sitting.language]}` : ''),
    );
  }
  return true;
}

function look(sitting: Sitting): true {
  showStanding(sitting);
  return true;
}

function setBy(sitting: Sitting, rest: string): true {
  const known = [...sitting.walked.run.world.given.people.keys(), 'public'];
  if (rest !== '' && !known.includes(rest)) return notUnderstood(sitting, known.join(', '), rest);
  sitting.by = rest;
  return look(sitting);
}

function notUnderstood(sitting: Sitting, expected: string, found: string): true {
  sitting.misunderstood++;
  sitting.say(
    inLanguage(sitting, `应为 ${expected}；实为 \`${found}\`。`, `Expected ${expected}; found \`${found}\`.`),
  );
  return true;
}

function passDays(sitting: Sitting, rest: string): true {
  const days = Number(rest);
  if (!Number.isInteger(days) || days < 1 || days > 40_000)
    return notUnderstood(sitting, inLanguage(sitting, '1 至 40000 的天数', 'a number of days from 1 to 40000'), rest);
  return goTo(sitting, addDays(toDay(sitting.walked.run.world.day), days));
}

function goTo(sitting: Sitting, day: string): true {
  const { today } = { today: sitting.walked.run.world.day };
  if (!isValidDay(day) || day < today)
    return notUnderstood(sitting, inLanguage(sitting, `不早于 ${today} 的日期`, `a day not before ${today}`), day);
  act(sitting, { day });
  return true;
}

function goOn(sitting: Sitting, rest: string): true {
  // A run that goes round in a circle stops somewhere.
  for (let left = rest === '' ? 1 : 60; left > 0; left--) {
    const next = nextAct(sitting.walked.run);
    if (next === null) {
      sitting.say(inLanguage(sitting, '没有可自动办理的事项。', 'Nothing is left that could be done by itself.'));
      return true;
    }
    const count = sitting.walk.acts.length;
    sitting.say(inLanguage(sitting, `自动：${describe(sitting, next)}`, `By itself: ${describe(sitting, next)}`));
    act(sitting, next);
    if (sitting.walk.acts.length === count || [...sitting.walked.standings].at(-1)?.ended !== null) return true;
  }
  return true;
}

function describe(sitting: Sitting, written: Written): string {
  const { do: step, open, by, outcome } = written;
  const what =
    typeof step === 'string' ? schemeText(sitting, `step.${step}`) : schemeText(sitting, `flow.${String(open)}`);
  return `${what}${typeof outcome === 'string' && typeof step === 'string' ? ` → ${schemeText(sitting, `outcome.${step}.${outcome}`)}` : ''} (${String(by ?? '')})`;
}

function goBack(sitting: Sitting): true {
  const last = sitting.walk.acts.at(-1);
  if (last === undefined) {
    sitting.say(inLanguage(sitting, '已在起点。', 'This is the beginning.'));
    return true;
  }
  sitting.takenBack.push(last);
  changeWalk(sitting, { ...sitting.walk, acts: sitting.walk.acts.slice(0, -1) });
  return look(sitting);
}

function goAgain(sitting: Sitting): true {
  const next = sitting.takenBack.pop();
  if (next === undefined) sitting.say(inLanguage(sitting, '没有撤回过的步骤。', 'Nothing was taken back.'));
  else {
    changeWalk(sitting, { ...sitting.walk, acts: [...sitting.walk.acts, next] });
    showStanding(sitting);
  }
  return true;
}

function keepRefused(sitting: Sitting): true {
  if (sitting.refused === null) {
    sitting.say(inLanguage(sitting, '刚才没有被拒绝的步骤。', 'Nothing was refused just now.'));
    return true;
  }
  changeWalk(sitting, { ...sitting.walk, acts: [...sitting.walk.acts, sitting.refused] });
  sitting.refused = null;
  sitting.say(inLanguage(sitting, '✓ 已记入。', '✓ Kept.'));
  return true;
}

function showPeople(sitting: Sitting): true {
  for (const [id, person] of sitting.walked.run.world.given.people)
    sitting.say(
      `  ${id} · ${person.of} · ${person.roles.map((role) => schemeText(sitting, `role.${role}`)).join(', ')}`,
    );
  return true;
}

function setPerson(sitting: Sitting, rest: string): true {
  const [name = '', of = '', roles = ''] = rest.split(/\s+/);
  const list = roles.split(/[,，、]/).filter((role) => role !== '');
  const known = sitting.scheme.roles.map((role) => role.id);
  const unknown = list.find((role) => !known.includes(role));
  if (name === '' || of === '' || list.length === 0 || unknown !== undefined)
    return notUnderstood(sitting, `person NAME PARTY ${known.join(',')}`, rest);
  const { given } = sitting.walk;
  const map = (key: string) => (isRecord(given[key]) ? given[key] : {});
  changeWalk(sitting, {
    ...sitting.walk,
    given: {
      ...given,
      parties: { ...map('parties'), [of]: map('parties')[of] ?? {} },
      people: { ...map('people'), [name]: { of, roles: list } },
    },
  });
  return look(sitting);
}

function showHistory(sitting: Sitting): true {
  sitting.walk.acts.forEach((written, i) => void sitting.say(`  ${i + 1}  ${JSON.stringify(written)}`));
  return true;
}

export function save(sitting: Sitting, file: string, as: Partial<Parameters<typeof writeWalk>[3]> = {}): true {
  if (file === '' || existsSync(file))
    return notUnderstood(sitting, inLanguage(sitting, '一个尚不存在的文件', 'a file that does not exist yet'), file);
  if (sitting.walk.acts.length === 0) {
    sitting.say(inLanguage(sitting, '还没有走任何一步，没有写文件。', 'Nothing was walked yet; no file was written.'));
    return true;
  }
  const title = sitting.scheme.texts['title'];
  const name = as.name ?? { zh: `试走：${title?.zh ?? ''}`, en: `A walk: ${title?.en ?? ''}` };
  writeFileSync(file, writeWalk(sitting.scheme, sitting.walk, sitting.outside, { ...as, name }));
  sitting.say(inLanguage(sitting, `已写 ${file}。`, `Wrote ${file}.`));
  return true;
}

/** The sitting, line by line, until it ends. An input that ends in the middle of a question ends it too. */
export async function sit(sitting: Sitting): Promise<void> {
  showStanding(sitting);
  for (;;) {
    const line = await sitting.asker.ask('> ');
    if (line === null) return;
    try {
      if (!(await obey(sitting, line))) return;
    } catch (error) {
      if (!(error instanceof InputEnded)) throw error;
      sitting.misunderstood++;
      sitting.say(inLanguage(sitting, '\n输入在问题中途结束。', '\nThe input ended in the middle of a question.'));
      return;
    }
  }
}
