import type { Scheme } from '#certification/scheme/scheme.ts';
import { overlapReport } from '#operation/schemes/programmes.ts';
import { readSchemeFolder } from '#operation/schemes/scheme-folder.ts';
import type { Command } from '../command.ts';
import { schemesIn } from './scheme.ts';

export const schemeOverlaps: Command = {
  name: 'scheme overlaps',
  summary: {
    zh: '找出制度、审批与行业评比之间的重复：同一对象、同一要求、两个所有者、两处收费；并提示收费依据与到期日',
    en: 'find overlaps between schemes, approvals and industry evaluations: one object, one requirement, two owners, two fees; and remark on fees and ends',
  },
  usage: '[FOLDER …]',
  options: [],
  exits: [0, 1],
  examples: ['touchstone scheme overlaps', 'touchstone scheme overlaps --json'],
  run: async (args, terminal) => {
    const schemes: Scheme[] = [];
    for (const { folder, name, edition } of await schemesIn(args.positionals, terminal)) {
      if (edition !== undefined) continue;
      const read = await readSchemeFolder(folder, name);
      if (read.ok) schemes.push(read.parsed.scheme);
      else terminal.err(`${name}: ${terminal.language === 'zh' ? '不能读取，跳过' : 'cannot be read; passed over'}`);
    }
    const report = overlapReport(schemes, new Date().toISOString().slice(0, 10));
    const { language } = terminal;
    if (terminal.json) terminal.out(JSON.stringify(report, null, 2));
    else {
      const title = (id: string) => report.programmes.find((p) => p.id === id)?.title[language] ?? id;
      for (const overlap of report.overlaps) {
        terminal.out(`${title(overlap.a)} ↔ ${title(overlap.b)} (${overlap.sharePercent} %)`);
        for (const reason of overlap.reasons) terminal.out(`  ${reason[language]}`);
      }
      if (report.overlaps.length === 0) terminal.out(language === 'zh' ? '没有发现重复。' : 'No overlap was found.');
      for (const { title: name, remarks } of report.programmes)
        for (const remark of remarks) terminal.out(`! ${name[language]}: ${remark.says[language]}`);
    }
    return report.overlaps.length === 0 ? 0 : 1;
  },
};
