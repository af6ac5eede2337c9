import { type Layout, type Link, layoutSteps, type Placed } from './drawing/layout.ts';
import { breakLines, escapeXml } from './drawing/lettering.ts';
import type { Scheme, StepSpec } from './scheme.ts';

type Language = 'zh' | 'en';

const laneWidth = 196;
const boxWidth = 156;
const rowGap = 34;
const headHeight = 78;
const margin = 16;
const lineHeight = 17;

const colours = {
  ink: '#1f2a37',
  line: '#64748b',
  return: '#b45309',
  lane: '#f8fafc',
  laneEdge: '#e2e8f0',
  box: '#ffffff',
  skip: '#94a3b8',
  grant: '#0f766e',
  refuse: '#b91c1c',
};

/**
 * Draws one flow of a scheme (or its round, under the name `round`) as SVG: a lane for each role, steps from top to bottom,
 * returns as dashed arrows, endings in words. Nothing is drawn for a flow that the scheme does not have.
 */
export function drawFlow(scheme: Scheme, flow: string, language: Language): string | undefined {
  const steps = flow === 'round' ? scheme.round?.steps : scheme.flows.find((f) => f.id === flow)?.steps;
  if (steps === undefined) return undefined;
  const text = (key: string) => (Object.hasOwn(scheme.texts, key) ? (scheme.texts[key]?.[language] ?? key) : key);
  const drawing = placeBoxes(layoutSteps(steps), text, language);
  const title = `${text('title')}${language === 'zh' ? '：' : ': '}${flow === 'round' ? { zh: '批次', en: 'round' }[language] : text(`flow.${flow}`)}`;
  return svgOf(drawing, title, text);
}

type TextOf = (key: string) => string;

interface Box {
  readonly placed: Placed;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly lines: readonly {
    readonly text: string;
    readonly style: 'title' | 'note' | 'grant' | 'refuse' | 'return';
  }[];
}

interface Drawing {
  readonly layout: Layout;
  readonly boxes: ReadonlyMap<string, Box>;
  readonly width: number;
  readonly height: number;
}

function placeBoxes(layout: Layout, text: TextOf, language: Language): Drawing {
  const contents = new Map(layout.placed.map(({ step }) => [step.id, contentOf(step, text, language)]));
  const heights = Array.from({ length: layout.rows }, (_, row) =>
    Math.max(0, ...layout.placed.filter((p) => p.row === row).map((p) => heightOf(contents.get(p.step.id) ?? []))),
  );
  const tops: number[] = [];
  let y = headHeight + rowGap;
  for (const height of heights) {
    tops.push(y);
    y += height + rowGap;
  }
  const boxes = new Map(
    layout.placed.map((placed): [string, Box] => {
      const lines = contents.get(placed.step.id) ?? [];
      return [
        placed.step.id,
        {
          placed,
          lines,
          x: margin + placed.lane * laneWidth + (laneWidth - boxWidth) / 2,
          y: tops[placed.row] ?? 0,
          height: heightOf(lines),
        },
      ];
    }),
  );
  return { layout, boxes, width: margin * 2 + layout.lanes.length * laneWidth, height: y + margin };
}

const heightOf = (lines: Box['lines']) => 16 + lines.length * lineHeight;

/** What stands in a box: the step's name, its clock, what it names or repeats for, and how it may end. */
function contentOf(step: StepSpec, text: TextOf, language: Language): Box['lines'] {
  const zh = language === 'zh';
  const note = (line: string): Box['lines'][number][] =>
    breakLines(line, boxWidth / 11 - 1, 2).map((part) => ({ text: part, style: 'note' }));
  const units = {
    days: zh ? '日' : 'days',
    'working-days': zh ? '个工作日' : 'working days',
    months: zh ? '个月' : 'months',
    years: zh ? '年' : 'years',
  };
  const names = step.names.map((role) => text(`role.${role}`)).join(zh ? '、' : ', ');
  return [
    ...breakLines(text(`step.${step.id}`), boxWidth / 13 - 1, 3).map((part) => ({
      text: part,
      style: 'title' as const,
    })),
    ...(step.onlyIf === undefined ? [] : note(zh ? '视条件' : 'if it applies')),
    ...(step.each === undefined
      ? []
      : note('role' in step.each.over ? (zh ? '每人一份' : 'by each person') : zh ? '逐项办理' : 'for each line')),
    ...(names === '' ? [] : note(`${zh ? '指派：' : 'names '}${names}`)),
    ...(step.clock === undefined ? [] : note(`◷ ${step.clock.period.length} ${units[step.clock.period.unit]}`)),
    ...(step.findings === undefined ? [] : note(zh ? '不符合与整改' : 'findings loop')),
    ...step.outcomes.flatMap((outcome): Box['lines'][number][] => {
      const name = text(`outcome.${step.id}.${outcome.id}`);
      if (outcome.goes === 'return')
        return breakLines(`↩ ${name}`, boxWidth / 11 - 1, 2).map((part) => ({ text: part, style: 'return' }));
      if (outcome.goes !== 'end') return [];
      const good = outcome.ending === 'granted';
      return breakLines(`${good ? '●' : '○'} ${name}`, boxWidth / 11 - 1, 2).map((part) => ({
        text: part,
        style: good ? 'grant' : 'refuse',
      }));
    }),
  ];
}

function svgOf(drawing: Drawing, title: string, text: TextOf): string {
  const { width, height, layout } = drawing;
  const lanes = layout.lanes.map((role, index) => laneSvg(text(`role.${role}`), index, height)).join('');
  const links = layout.links.map((link, index) => linkSvg(drawing, link, index, text)).join('');
  const boxes = [...drawing.boxes.values()].map(boxSvg).join('');
  const marker = (id: string, colour: string) =>
    `<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8Z" fill="${colour}"/></marker>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="'Noto Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"><title>${escapeXml(title)}</title><defs>${marker('on', colours.line)}${marker('back', colours.return)}</defs><rect width="${width}" height="${height}" fill="#fff"/><text x="${margin}" y="24" font-size="16" font-weight="600" fill="${colours.ink}">${escapeXml(title)}</text>${lanes}${links}${boxes}</svg>\n`;
}

function laneSvg(name: string, index: number, height: number): string {
  const x = margin + index * laneWidth;
  const lines = breakLines(name, laneWidth / 13 - 2, 2);
  const words = lines
    .map(
      (line, i) =>
        `<text x="${x + laneWidth / 2}" y="${lines.length === 1 ? 62 : 54 + i * 16}" font-size="13" font-weight="600" text-anchor="middle" fill="${colours.ink}">${escapeXml(line)}</text>`,
    )
    .join('');
  return `<rect x="${x + 3}" y="38" width="${laneWidth - 6}" height="${height - 38 - margin / 2}" rx="6" fill="${colours.lane}" stroke="${colours.laneEdge}"/>${words}<path d="M${x + 3} ${headHeight}h${laneWidth - 6}" stroke="${colours.laneEdge}"/>`;
}

function boxSvg(box: Box): string {
  const { step } = box.placed;
  const dashed = step.onlyIf === undefined ? '' : ' stroke-dasharray="5 3"';
  const inks = {
    title: colours.ink,
    note: colours.line,
    grant: colours.grant,
    refuse: colours.refuse,
    return: colours.return,
  };
  const lines = box.lines
    .map(
      ({ text, style }, index) =>
        `<text x="${box.x + boxWidth / 2}" y="${box.y + 20 + index * lineHeight}" font-size="${style === 'title' ? 13 : 11}" font-weight="${style === 'title' ? 600 : 400}" text-anchor="middle" fill="${inks[style]}">${escapeXml(text)}</text>`,
    )
    .join('');
  return `<rect x="${box.x}" y="${box.y}" width="${boxWidth}" height="${box.height}" rx="7" fill="${colours.box}" stroke="${step.onlyIf === undefined ? colours.ink : colours.skip}"${dashed}/>${lines}`;
}

function linkSvg(drawing: Drawing, link: Link, index: number, text: TextOf): string {
  const from = drawing.boxes.get(link.from);
  const to = drawing.boxes.get(link.to);
  if (from === undefined || to === undefined) return '';
  const label =
    link.kind === 'goes-on' && link.outcomes.length > 0
      ? link.outcomes.map((outcome) => text(`outcome.${link.from}.${outcome}`)).join('/')
      : '';
  return link.kind === 'returns' ? returnSvg(from, to, index) : forwardSvg(from, to, index, label);
}

/** Straight down to the next row of the same lane; else by the gutter beside the lane, so that no line runs through a box. */
function forwardSvg(from: Box, to: Box, index: number, label: string): string {
  const shift = ((index % 5) - 2) * 4;
  const [x1, y1] = [from.x + boxWidth / 2, from.y + from.height];
  const [x2, y2] = [to.x + boxWidth / 2, to.y];
  const near = to.placed.row === from.placed.row + 1;
  const turn = y2 - rowGap / 2 + shift;
  const gutter = margin + (from.placed.lane + (x2 >= x1 ? 1 : 0)) * laneWidth + shift;
  const rowEnd = y1 + 6;
  const path =
    x1 === x2 && near
      ? `M${x1} ${y1}V${y2 - 1}`
      : near
        ? `M${x1} ${y1}V${turn}H${x2 + shift}V${y2 - 1}`
        : `M${x1 + shift} ${y1}V${rowEnd}H${gutter}V${turn}H${x2 + shift}V${y2 - 1}`;
  const words =
    label === ''
      ? ''
      : `<text x="${x2 + shift + 4}" y="${turn + 12}" font-size="10" fill="${colours.line}">${escapeXml(breakLines(label, 12, 1)[0] ?? '')}</text>`;
  return `<path d="${path}" fill="none" stroke="${colours.line}" marker-end="url(#on)"/>${words}`;
}

/** Back up beside the lanes, dashed. */
function returnSvg(from: Box, to: Box, index: number): string {
  const shift = 4 + (index % 4) * 4;
  const leftwards = to.x < from.x;
  const start = leftwards || to.x === from.x ? from.x : from.x + boxWidth;
  const gutter = leftwards || to.x === from.x ? start - shift - 4 : start + shift + 4;
  const y1 = from.y + from.height / 2;
  const y2 = to.y + to.height / 2 + shift / 2;
  const end = to.x === from.x ? to.x : leftwards ? to.x + boxWidth : to.x;
  return `<path d="M${start} ${y1}H${gutter}V${y2}H${end + (end > gutter ? -1 : 1)}" fill="none" stroke="${colours.return}" stroke-dasharray="4 3" marker-end="url(#back)"/>`;
}
