import { readSettings, settingProblemText } from '#operation/settings.ts';
import { type RunningServer, startServer } from '#server/serve.ts';
import type { Command, Terminal } from '../command.ts';
import { buildDesk } from '../desk-build.ts';

export const startCommand: Command = {
  name: 'start',
  summary: {
    zh: '启动：数据库、演示数据（首次）、后台任务与网页；Ctrl-C 全部停止',
    en: 'start database, demonstration (the first time), worker and pages; Ctrl-C stops everything',
  },
  usage: '',
  options: [],
  exits: [0, 2, 6],
  examples: ['npm start', 'PORT=9090 DATA_FOLDER=/var/lib/touchstone npx touchstone start'],
  run: async (_args, terminal) => {
    const reading = readSettings(process.env);
    if (!reading.ok) {
      for (const problem of reading.problems) terminal.err(settingProblemText(problem));
      return 2;
    }
    const say = progressLine(terminal);
    let server: RunningServer;
    try {
      await buildDesk((text) => terminal.err(text)).catch((error: unknown) =>
        terminal.err(error instanceof Error ? error.message : String(error)),
      );
      server = await startServer(reading.settings, {
        progress: ({ done, total, what }) => say(`建立演示环境 Building the demonstration ${done}/${total}  ${what}`),
      });
    } catch (error) {
      say('');
      terminal.err(error instanceof Error ? error.message : String(error));
      return 6;
    }
    say('');
    announce(server, terminal);
    await stopped(server);
    return 0;
  },
};

/** One line that is written over itself on a terminal; elsewhere only now and then, so that a log stays short. */
function progressLine(terminal: Terminal): (text: string) => void {
  let last = 0;
  return (text) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`);
    else if (text !== '' && performance.now() - last > 2000) {
      last = performance.now();
      terminal.err(text);
    }
  };
}

function announce(server: RunningServer, terminal: Terminal): void {
  const { address, demonstration } = server;
  const zh = terminal.language === 'zh';
  terminal.out(`\n试金石 Touchstone  ${address}\n`);
  if (demonstration !== null) {
    terminal.out(
      zh
        ? `演示环境，全部虚构；演示时钟 ${demonstration.day}。账号：`
        : `A demonstration, all of it invented; its clock shows ${demonstration.day}. Accounts:`,
    );
    const longest = Math.max(...demonstration.accounts.map(({ login }) => login.length));
    for (const account of demonstration.accounts)
      terminal.out(
        `  ${account.login.padEnd(longest)}  ${account.password}  ${account.name[terminal.language]} · ${account.party[terminal.language]} · ${account.shows[terminal.language]}`,
      );
  }
  terminal.out(
    zh
      ? `\n可以先试三件事：\n  1. ${address}/tour  走一圈：打开一张证书，改一个字符看它被拒绝\n  2. ${address}/bulk  批量核验：粘贴一列编号，得到逐行结论与凭据\n  3. ${address}/desk  用上面的账号登录，办理待办\n\nCtrl-C 停止。\n`
      : `\nThree things to try:\n  1. ${address}/tour?lang=en  open a certificate, alter one character and see it refused\n  2. ${address}/bulk?lang=en  paste a column of numbers, get verdicts and a receipt\n  3. ${address}/desk?lang=en  sign in with an account above and do what waits\n\nCtrl-C stops.\n`,
  );
}

/** Until Ctrl-C, or SIGTERM of a supervisor. A second one waits with the first: an end by force would leave the database behind. */
function stopped(server: RunningServer): Promise<void> {
  return new Promise((done) => {
    const stop = () => void server.stop().then(done);
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}
