import { writeFileSync } from 'node:fs';
import { formatDiagnostic } from '#certification/scheme/diagnostic.ts';
import { drawFlow } from '#certification/scheme/draw.ts';
import { readSchemeFolder } from '#operation/schemes/scheme-folder.ts';
import { type Command, UsageError } from '../command.ts';
import { schemesIn } from './scheme.ts';

export const schemeDraw: Command = {
  name: 'scheme draw',
  summary: { zh: '把制度的流程画成 SVG（按角色分道）', en: 'draw a flow of a scheme as SVG, in lanes by role' },
  usage: 'FOLDER [FLOW|round]',
  options: [
    {
      name: 'out',
      kind: 'text',
      value: 'FILE',
      text: { zh: '写入文件（默认标准输出）', en: 'write to this file (default: standard output)' },
    },
  ],
  exits: [0, 1],
  examples: ['touchstone scheme draw schemes/my-scheme initial --out flow.svg'],
  run: async (args, terminal) => {
    const [path, asked] = args.positionals;
    if (path === undefined)
      throw new UsageError(
        { zh: '没有给出制度文件夹。', en: 'No folder of a scheme was given.' },
        { expected: 'schemes/NAME', found: '—', help: 'touchstone scheme draw --help' },
        terminal.language,
      );
    const [first] = await schemesIn([path], terminal);
    if (!first)
      throw new UsageError(
        { zh: `\`${path}\` 里没有制度。`, en: `\`${path}\` holds no scheme.` },
        { expected: 'schemes/NAME', found: path, help: 'touchstone scheme draw --help' },
        terminal.language,
      );
    const parsed = await readSchemeFolder(first.folder, first.name, first.edition);
    if (!parsed.ok) {
      for (const d of parsed.diagnostics) terminal.err(formatDiagnostic(d, terminal.language));
      return 1;
    }
    const { scheme } = parsed.parsed;
    const known = [...scheme.flows.map((f) => f.id), ...(scheme.round ? ['round'] : [])];
    const flow = asked ?? known[0] ?? '';
    if (!known.includes(flow))
      throw new UsageError(
        { zh: `没有流程 \`${flow}\`。`, en: `There is no flow \`${flow}\`.` },
        { expected: known.join(', '), found: flow, help: 'touchstone scheme draw --help' },
        terminal.language,
      );
    const svg = drawFlow(scheme, flow, terminal.language) ?? '';
    const out = args.text('out');
    if (out === undefined) terminal.out(svg);
    else writeFileSync(out, svg);
    return 0;
  },
};
