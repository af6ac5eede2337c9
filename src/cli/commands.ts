import type { Command, Text } from './command.ts';

interface Named {
  readonly name: string;
  readonly summary: Text;
  readonly load: () => Promise<Command>;
}

const text = (zh: string, en: string): Text => ({ zh, en });

/** Every command, in the order of the overview. Each is loaded when it is called: `--help` needs no database driver. */
export const commandNames: readonly Named[] = [
  {
    name: 'start',
    summary: text('启动（数据库、服务器与后台任务）', 'start database, server and worker'),
    load: async () => (await import('./commands/start.ts')).startCommand,
  },
  {
    name: 'scheme new',
    summary: text('从样板开始一项制度', 'start a scheme from a pattern'),
    load: async () => (await import('./commands/scheme-new.ts')).schemeNew,
  },
  {
    name: 'scheme check',
    summary: text('检查制度声明', 'check declared schemes'),
    load: async () => (await import('./commands/scheme.ts')).schemeCheck,
  },
  {
    name: 'scheme test',
    summary: text('运行制度的示例案件', 'run the worked cases of schemes'),
    load: async () => (await import('./commands/scheme.ts')).schemeTest,
  },
  {
    name: 'scheme try',
    summary: text('在终端里试走一项制度', 'walk a scheme in the terminal'),
    load: async () => (await import('./commands/scheme-try.ts')).schemeTry,
  },
  {
    name: 'scheme diff',
    summary: text('比较制度的两个版本', 'compare two editions of a scheme'),
    load: async () => (await import('./commands/scheme-diff.ts')).schemeDiff,
  },
  {
    name: 'scheme overlaps',
    summary: text('找出重复的评价与收费', 'find evaluations and fees that overlap'),
    load: async () => (await import('./commands/scheme-overlaps.ts')).schemeOverlaps,
  },
  {
    name: 'scheme draw',
    summary: text('把流程画成 SVG', 'draw a flow as SVG'),
    load: async () => (await import('./commands/scheme-draw.ts')).schemeDraw,
  },
  {
    name: 'calc',
    summary: text('按规则计算并逐行说明', 'compute by the rules, explained line by line'),
    load: async () => (await import('./commands/calc.ts')).calcCommand,
  },
  {
    name: 'case list',
    summary: text('列出案件', 'list cases'),
    load: async () => (await import('./commands/case.ts')).caseList,
  },
  {
    name: 'case show',
    summary: text('显示一个案件', 'show a case'),
    load: async () => (await import('./commands/case.ts')).caseShow,
  },
  {
    name: 'case apply',
    summary: text('提出申请', 'open a case'),
    load: async () => (await import('./commands/case.ts')).caseApply,
  },
  {
    name: 'case act',
    summary: text('在案件中办理一步', 'do one step of a case'),
    load: async () => (await import('./commands/case.ts')).caseAct,
  },
  {
    name: 'case move',
    summary: text('把在办案件转入新版本', 'move a case to another edition'),
    load: async () => (await import('./commands/case-move.ts')).caseMove,
  },
  {
    name: 'case attach',
    summary: text('把计算结果附到案件', 'attach an answer to a case'),
    load: async () => (await import('./commands/case.ts')).caseAttach,
  },
  {
    name: 'round form',
    summary: text('下载汇总表空表', 'fetch the empty list of a round'),
    load: async () => (await import('./commands/round-list.ts')).roundForm,
  },
  {
    name: 'round forward',
    summary: text('报送汇总表', 'forward a list of submissions'),
    load: async () => (await import('./commands/round-list.ts')).roundForward,
  },
  {
    name: 'round list',
    summary: text('下载名单与结果', 'fetch the list of a round with its results'),
    load: async () => (await import('./commands/round-list.ts')).roundList,
  },
  {
    name: 'import',
    summary: text('读入外部名录', 'take in a foreign register'),
    load: async () => (await import('./commands/import.ts')).importCommand,
  },
  {
    name: 'status',
    summary: text('查询编号在某日的状态', 'status of a number on a day'),
    load: async () => (await import('./commands/status.ts')).statusCommand,
  },
  {
    name: 'verify',
    summary: text('验证凭证文件（可离线）', 'verify a credential file (offline where it can be)'),
    load: async () => (await import('./commands/verify.ts')).verifyCommand,
  },
  {
    name: 'toolbox',
    summary: text('质量工具箱', 'the toolbox of quality methods'),
    load: async () => (await import('./commands/toolbox.ts')).toolboxCommand,
  },
  {
    name: 'audit',
    summary: text('核对名录、事件、公开事实与文件', 'prove that register, events, outbox and files agree'),
    load: async () => (await import('./commands/audit.ts')).auditCommand,
  },
  {
    name: 'backup',
    summary: text('备份', 'back up'),
    load: async () => (await import('./commands/backup.ts')).backupCommand,
  },
  {
    name: 'restore',
    summary: text('恢复到空库', 'restore into an empty database'),
    load: async () => (await import('./commands/backup.ts')).restoreCommand,
  },
  {
    name: 'bench',
    summary: text('测速（同一次运行内的比值）', 'measure (ratios in one run)'),
    load: async () => (await import('./commands/bench.ts')).benchCommand,
  },
  {
    name: 'admin',
    summary: text('管理单位、账号与制度登记', 'parties, accounts, registered schemes'),
    load: async () => (await import('./commands/admin.ts')).adminCommand,
  },
];

export async function loadCommand(name: string): Promise<Command> {
  const found = commandNames.find((c) => c.name === name);
  if (!found) throw new Error(`no command ${name}`);
  return found.load();
}
