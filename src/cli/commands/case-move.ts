import { randomUUID } from 'node:crypto';
import type { Command, Terminal } from '../command.ts';
import { remote, remoteOptions } from '../remote.ts';
import { attempt, type Json, keyOption, need, words } from './case.ts';

export const caseMove: Command = {
  name: 'case move',
  summary: {
    zh: '把在办案件转入新版本；不带 --words 只显示后果',
    en: 'move a case to another edition; without --words it only says what that would bring with it',
  },
  usage: 'CASE EDITION',
  options: [
    { name: 'words', kind: 'text', value: 'TEXT', text: { zh: '为什么转入', en: 'why it is moved' } },
    {
      name: 'field',
      kind: 'texts',
      value: 'OLD:NEW',
      text: { zh: '改名的字段', en: 'a field that goes on under another name' },
    },
    keyOption,
    ...remoteOptions,
  ],
  exits: [0, 1, 3, 4, 5, 6],
  examples: ['touchstone case move 0199… 2027', 'touchstone case move 0199… 2027 --words "…" --field contact:person'],
  run: (args, terminal) =>
    attempt(terminal, async () => {
      const id = need(args, 0, 'CASE', 'case move', terminal);
      const edition = need(args, 1, 'EDITION', 'case move', terminal);
      const fields = args.texts('field').map((pair) => {
        const [from = '', to = ''] = pair.split(':');
        return { from, to };
      });
      const server = remote(args, terminal);
      const said = args.text('words');
      if (said === undefined) {
        const plan = (await server.send('POST', `/cases/${id}/move-plan`, { edition, fields })) as Json;
        if (terminal.json) terminal.out(JSON.stringify(plan, null, 2));
        else showMovePlan(plan, terminal);
        return (plan['bars'] as readonly Json[]).length === 0 ? 0 : 1;
      }
      const act = { act: 'move', edition, fields, words: said };
      const answer = (await server.send('POST', `/cases/${id}/acts`, act, {
        'Idempotency-Key': args.text('key') ?? randomUUID(),
      })) as Json;
      terminal.out(terminal.json ? JSON.stringify(answer, null, 2) : String(answer['version']));
      return 0;
    }),
};

function showMovePlan(plan: Json, terminal: Terminal): void {
  const say = (zh: string, en: string) => (terminal.language === 'zh' ? zh : en);
  const named = (list: unknown) => (list as readonly Json[]).map((one) => words(one['text'], terminal));
  for (const bar of plan['bars'] as readonly Json[])
    terminal.out(`× ${words(bar['text'], terminal)} ${words(bar['help'], terminal)}`);
  for (const { step, refusals } of plan['lacking'] as readonly { step: Json; refusals: readonly Json[] }[]) {
    terminal.out(`${say('还缺', 'Lacking')}: ${words(step['text'], terminal)}`);
    for (const refusal of refusals) terminal.out(`    ${words(refusal['text'], terminal)}`);
  }
  if (plan['returnsTo'] !== null)
    terminal.out(`${say('退回', 'Goes back to')}: ${words((plan['returnsTo'] as Json)['text'], terminal)}`);
  for (const lost of plan['lost'] as readonly Json[]) {
    const into = (lost['mayGoTo'] as readonly Json[]).map((m) => `--field ${lost['field']}:${m['field']}`);
    const goes = lost['goesTo'] === null ? say('不再保留', 'let go') : `→ ${lost['goesTo']}`;
    terminal.out(
      `${say('新版本没有', 'Not in the edition')}: ${words(lost['label'], terminal)} (${lost['field']}) ${goes}  ${into.slice(0, 5).join('  ')}`,
    );
  }
  for (const [name, zh, en] of [
    ['opens', '将开始', 'Opens'],
    ['reopens', '须等待', 'Waits'],
    ['clocksDropped', '不再计时', 'Clock dropped'],
  ] as const) {
    const list = named(plan[name]);
    if (list.length > 0) terminal.out(`${say(zh, en)}: ${list.join(say('、', ', '))}`);
  }
}
