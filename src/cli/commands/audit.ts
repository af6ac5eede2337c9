import { importedProjectionsOf } from '#operation/import/project-imported.ts';
import { projectionsOf } from '#operation/replay/rebuild.ts';
import type { OpenedWorld } from '#server/start/open-world.ts';
import { type AuditOptions, audit } from '#storage/audit/audit.ts';
import type { AuditFinding } from '#storage/audit/finding.ts';
import type { Command } from '../command.ts';
import { withWorld } from '../with-world.ts';

export const auditCommand: Command = {
  name: 'audit',
  summary: {
    zh: '逐一核对：事件链、名录、公开事实、导入、文件是否一致；指出每一处不符',
    en: 'walk everything: event chains, register, public facts, imports and files agree, or each thing that does not is named',
  },
  usage: '',
  options: [
    {
      name: 'sample',
      kind: 'text',
      value: 'N',
      text: { zh: '只抽 N 条事件流（默认全部）', en: 'only N streams, drawn at random (default: all)' },
    },
    {
      name: 'seed',
      kind: 'text',
      value: 'N',
      text: { zh: '抽样种子（默认 1）', en: 'seed of the sample (default 1)' },
    },
  ],
  exits: [0, 1, 6],
  examples: ['touchstone audit', 'touchstone audit --sample 10000 --seed 7'],
  run: (args, terminal) =>
    withWorld(terminal, async (opened) => {
      const findings: AuditFinding[] = [];
      const sample = args.text('sample');
      const counts = await audit({
        ...auditOptions(opened),
        ...(sample === undefined ? {} : { sample: { streams: Number(sample), seed: Number(args.text('seed') ?? 1) } }),
        onFinding: (finding) => {
          findings.push(finding);
          if (!terminal.json) terminal.err(describe(finding));
        },
        onProgress: ({ streams, events }) => {
          if (process.stderr.isTTY) process.stderr.write(`\r${streams} · ${events} …`);
        },
      });
      if (terminal.json) terminal.out(JSON.stringify({ counts, findings }, null, 2));
      else {
        if (process.stderr.isTTY) process.stderr.write('\r');
        const { streams, events, facts, editions, importedRows: rows, files } = counts;
        terminal.out(
          terminal.language === 'zh'
            ? `已核对 ${streams} 条流、${events} 个事件、${facts} 条公开事实、${editions} 个版本、${rows} 行导入、${files} 个文件：${findings.length === 0 ? '全部一致。' : `${findings.length} 处不符。`}`
            : `${streams} streams, ${events} events, ${facts} public facts, ${editions} editions, ${rows} imported rows, ${files} files: ${findings.length === 0 ? 'all agree.' : `${findings.length} things do not agree.`}`,
        );
      }
      return findings.length === 0 ? 0 : 1;
    }),
};

/** What the audit holds the stored rows against: a replay of the events, and the story told by the imported snapshots. */
export function auditOptions({
  world,
  storage,
}: OpenedWorld): Pick<AuditOptions, 'storage' | 'project' | 'projectImported'> {
  return {
    storage,
    project: projectionsOf(world),
    projectImported: importedProjectionsOf(world),
  };
}

function describe(finding: AuditFinding): string {
  return Object.entries(finding)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('  ');
}
