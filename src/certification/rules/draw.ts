import { type Refusal, refusal } from '../codes/refusal.ts';
import { type Answer, AnswerBuilder, limitRefusal, refused } from './answer.ts';
import { askingOf, type Calculator, dayField, dayOfInput, type RuleContext, scopeFields } from './context.ts';
import { type Fraction, fraction, readFraction, showPercent, times } from './fraction.ts';
import { groupIn, type Input, rowsIn, textIn, textsIn, wholeIn } from './input.ts';
import { askJoined } from './rulebook.ts';

export interface DrawObject {
  readonly id: string;
  /** Risk class, A to D or any other word that has a share. */
  readonly class: string;
}

export interface DrawInspector {
  readonly id: string;
  /** Ids of objects in which the inspector has an interest; the object never comes to her. */
  readonly conflicts: readonly string[];
}

export interface DrawOrder {
  readonly seed: string;
  readonly objects: readonly DrawObject[];
  /** Share by class. */
  readonly shares: Readonly<Record<string, Fraction>>;
  readonly inspectors: readonly DrawInspector[];
  readonly inspectorsEach: number;
  readonly hash: (text: string) => string;
}

export interface DrawResult {
  /** Hash of the frozen list of objects: one line `id<TAB>class` each, sorted by code units, ended by a line feed. */
  readonly listHash: string;
  readonly inspectorsHash: string;
  readonly perClass: Readonly<Record<string, { readonly listed: number; readonly drawn: number }>>;
  readonly drawn: readonly {
    readonly id: string;
    readonly class: string;
    readonly ticket: string;
    readonly inspectors: readonly string[];
  }[];
  /** Drawn objects for which too few inspectors are free of conflict. */
  readonly short: readonly string[];
}

/**
 * A draw that anybody can replay with a hash program: the ticket of an object is SHA-256 of `seed<LF>list hash<LF>class<LF>id`
 * and in each class the lowest tickets are drawn, as many as the share asks for, rounded up. The list's hash stands in
 * every ticket, so that a list changed after the seed was known gives another draw. Inspectors: for each object, in the order of
 * tickets, those without interest and with the fewest objects so far, ties by SHA-256 of `seed<LF>list hash<LF>object<LF>inspector`.
 */
export function draw(order: DrawOrder): DrawResult {
  const { seed, hash } = order;
  const listHash = hash(frozenList(order.objects.map((object) => `${object.id}\t${object.class}`)));
  const inspectorsHash = hash(
    frozenList(
      order.inspectors.map((inspector) => [inspector.id, ...[...inspector.conflicts].sort(byCode)].join('\t')),
    ),
  );
  const perClass: Record<string, { listed: number; drawn: number }> = {};
  const chosen: { id: string; class: string; ticket: string }[] = [];
  for (const name of [...new Set(order.objects.map((object) => object.class))].sort(byCode)) {
    const tickets = order.objects
      .filter((object) => object.class === name)
      .map((object) => ({ ...object, ticket: hash(`${seed}\n${listHash}\n${name}\n${object.id}`) }));
    tickets.sort((a, b) => byCode(a.ticket, b.ticket));
    const share = Object.hasOwn(order.shares, name) ? order.shares[name] : undefined;
    const count = share ? Math.min(tickets.length, Math.ceil((tickets.length * share.num) / share.den)) : 0;
    perClass[name] = { listed: tickets.length, drawn: count };
    chosen.push(...tickets.slice(0, count));
  }
  const { assigned, short } = assign(order, listHash, chosen);
  return {
    listHash,
    inspectorsHash,
    perClass,
    drawn: chosen.map((object) => ({ ...object, inspectors: assigned.get(object.id) ?? [] })),
    short,
  };
}

function assign(
  order: DrawOrder,
  listHash: string,
  chosen: readonly { readonly id: string; readonly ticket: string }[],
): { readonly assigned: ReadonlyMap<string, readonly string[]>; readonly short: readonly string[] } {
  const load = new Map(order.inspectors.map((inspector) => [inspector.id, 0]));
  const conflicts = new Map(order.inspectors.map((inspector) => [inspector.id, new Set(inspector.conflicts)]));
  const assigned = new Map<string, readonly string[]>();
  const short: string[] = [];
  if (order.inspectors.length === 0) return { assigned, short };
  for (const object of [...chosen].sort((a, b) => byCode(a.ticket, b.ticket))) {
    const free = order.inspectors.filter((inspector) => !conflicts.get(inspector.id)?.has(object.id));
    const ranked = free
      .map((inspector) => ({
        id: inspector.id,
        load: load.get(inspector.id) ?? 0,
        ticket: order.hash(`${order.seed}\n${listHash}\n${object.id}\n${inspector.id}`),
      }))
      .sort((a, b) => a.load - b.load || byCode(a.ticket, b.ticket))
      .slice(0, order.inspectorsEach);
    if (ranked.length < order.inspectorsEach) short.push(object.id);
    for (const { id } of ranked) load.set(id, (load.get(id) ?? 0) + 1);
    assigned.set(
      object.id,
      ranked.map(({ id }) => id),
    );
  }
  return { assigned, short };
}

/** Order by UTF-16 code units: the same on every machine, unlike a locale's. */
function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function frozenList(lines: readonly string[]): string {
  return [...lines]
    .sort(byCode)
    .map((line) => `${line}\n`)
    .join('');
}

export const drawCalculator: Calculator = {
  name: 'draw',
  text: { zh: '双随机抽取', en: 'Random draw' },
  about: {
    zh: '按种子和名单摘要可由任何人重演的抽取',
    en: 'A draw that anybody can replay from its seed and the hash of its list',
  },
  input: [
    {
      name: 'seed',
      kind: 'text',
      text: { zh: '公布的随机种子', en: 'published seed' },
      help: {
        zh: '不填则只冻结名单：给出摘要和各类抽取数',
        en: 'Without it the list is only frozen: its hash and how many of each class',
      },
    },
    {
      name: 'objects',
      kind: 'rows',
      required: true,
      fields: [
        { name: 'id', kind: 'text', required: true, text: { zh: '检查对象', en: 'object' } },
        { name: 'class', kind: 'text', required: true, text: { zh: '风险类别', en: 'risk class' } },
      ],
      text: { zh: '检查对象名录', en: 'list of objects' },
    },
    {
      name: 'shares',
      kind: 'map',
      of: 'decimal',
      text: { zh: '各类抽取比例（%）', en: 'share by class, percent' },
    },
    {
      name: 'classShares',
      kind: 'rows',
      most: 100,
      fields: [
        { name: 'class', kind: 'text', required: true, text: { zh: '风险类别', en: 'risk class' } },
        { name: 'share', kind: 'decimal', required: true, text: { zh: '抽取比例（%）', en: 'share, percent' } },
      ],
      text: { zh: '各类抽取比例（逐行，代替上项）', en: 'share by class as rows (instead of the field above)' },
    },
    {
      name: 'inspectors',
      kind: 'rows',
      most: 10_000,
      fields: [
        { name: 'id', kind: 'text', required: true, text: { zh: '检查人员', en: 'inspector' } },
        { name: 'conflicts', kind: 'texts', text: { zh: '须回避的对象', en: 'objects in which she has an interest' } },
      ],
      text: { zh: '执法检查人员名录', en: 'list of inspectors' },
    },
    {
      name: 'inspectorsEach',
      kind: 'whole',
      least: 1,
      most: 20,
      text: { zh: '每个对象的检查人员数', en: 'inspectors for each object' },
    },
    {
      name: 'listHash',
      kind: 'text',
      text: { zh: '公布的名单摘要（用于重演核对）', en: 'published hash of the list, to replay against' },
    },
    dayField,
    ...scopeFields,
  ],
  example: {
    seed: '2026-11-25 上证指数收盘 3456.78',
    objects: [
      { id: 'CNCA-R-2003-001', class: 'A' },
      { id: 'CNCA-R-2003-002', class: 'B' },
      { id: 'CNCA-R-2003-003', class: 'D' },
    ],
    shares: { A: 10, B: 25, C: 50, D: 100 },
    inspectors: [{ id: '01' }, { id: '02' }, { id: '03' }],
    day: '2026-11-25',
  },
  compute: computeDraw,
};

function computeDraw(input: Input, context: RuleContext): Answer {
  const asking = askingOf(input, dayOfInput(input));
  const least = askJoined(context.book, 'random-check.inspectors-least', 'number', asking);
  const leastEach = least ? Math.ceil(least.binding.value.number.num / least.binding.value.number.den) : 2;
  const each = wholeIn(input, 'inspectorsEach') ?? leastEach;
  const objects = rowsIn(input, 'objects').map((row) => ({
    id: textIn(row, 'id') ?? '',
    class: textIn(row, 'class') ?? '',
  }));
  const inspectors = rowsIn(input, 'inspectors').map((row) => ({
    id: textIn(row, 'id') ?? '',
    conflicts: textsIn(row, 'conflicts'),
  }));
  const faults: Refusal[] = [];
  if (least && each < leastEach) {
    faults.push(
      limitRefusal(
        'too-few-inspectors',
        least.binding,
        String(leastEach),
        String(each),
        {
          zh: `每个对象至少 ${leastEach} 名检查人员，实为 \`${each}\``,
          en: `Expected at least ${leastEach} inspectors for each object, found \`${each}\``,
        },
        { zh: '增加检查人员', en: 'Assign more inspectors' },
      ),
    );
  }
  faults.push(...duplicates('objects', objects), ...duplicates('inspectors', inspectors));
  const shares = readShares(givenShares(input), objects, faults);
  if (faults.length > 0) return refused(...faults);
  const result = draw({
    seed: textIn(input, 'seed') ?? '',
    objects,
    shares,
    inspectors,
    inspectorsEach: each,
    hash: context.hash,
  });
  const published = textIn(input, 'listHash');
  if (published !== undefined && published !== result.listHash) {
    return refused(
      refusal(
        'other-list',
        { expected: published, found: result.listHash },
        {
          zh: `名单摘要为 \`${result.listHash}\`，与公布的 ${published} 不符`,
          en: `The list hashes to \`${result.listHash}\`, published was ${published}`,
        },
        {
          zh: '名单已变动，须用公布时的名单重演',
          en: 'The list has changed: replay with the list as it was published',
        },
      ),
    );
  }
  if (result.short.length > 0) {
    return refused(
      refusal(
        'no-inspector-left',
        { objects: result.short.join(' ') },
        {
          zh: `回避后检查人员不足：\`${result.short.join('、')}\``,
          en: `After recusals too few inspectors are left for \`${result.short.join(', ')}\``,
        },
        { zh: '补充检查人员名录', en: 'Add inspectors to the list' },
      ),
    );
  }
  const answer = new AnswerBuilder();
  answer.line({
    id: 'list',
    text: {
      zh: `名单 ${objects.length} 个对象，摘要 ${result.listHash}`,
      en: `List of ${objects.length} objects, hash ${result.listHash}`,
    },
    value: result.listHash,
    figure: ['listHash', 'sha-256'],
  });
  for (const [name, { listed, drawn }] of Object.entries(result.perClass)) {
    const share = shares[name];
    answer.line({
      id: `class-${name}`,
      text: {
        zh: `${name} 类：${listed} × ${share ? showPercent(share) : '0%'} = ${drawn} 个（进位）`,
        en: `Class ${name}: ${listed} × ${share ? showPercent(share) : '0%'} = ${drawn} (rounded up)`,
      },
      value: String(drawn),
      inputs: { listed },
      figure: [`drawn.${name}`, 'objects'],
    });
  }
  const seed = textIn(input, 'seed');
  if (seed === undefined) {
    answer.details({ listHash: result.listHash, inspectorsHash: result.inspectorsHash, perClass: result.perClass });
    return answer.done();
  }
  const drawnList = frozenList(result.drawn.map((object) => `${object.id}\t${object.class}`));
  answer.line({
    id: 'drawn-list',
    text: {
      zh: `抽中名单（同名单格式）的摘要 ${context.hash(drawnList)}`,
      en: `Hash of the drawn list, in the same form ${context.hash(drawnList)}`,
    },
    value: context.hash(drawnList),
    inputs: { seed },
    changes: { zh: '换一个种子，或名单有任何改动', en: 'another seed, or any change of the list' },
    figure: ['drawnListHash', 'sha-256'],
  });
  answer.line({
    id: 'drawn',
    text: {
      zh: `共抽取 ${result.drawn.length} 个对象；同一种子和名单得同一结果`,
      en: `${result.drawn.length} objects drawn; the same seed and list give the same`,
    },
    value: String(result.drawn.length),
    figure: ['drawn', 'objects'],
  });
  if (inspectors.length > 0)
    answer.line({
      id: 'inspectors',
      text: {
        zh: `每个对象 ${each} 名检查人员，已剔除回避`,
        en: `${each} inspectors for each object, conflicts removed`,
      },
      value: String(each),
      rule: least?.binding,
    });
  drawnLines(answer, result, inspectors.length > 0);
  answer.details({
    listHash: result.listHash,
    inspectorsHash: result.inspectorsHash,
    perClass: result.perClass,
    drawn: result.drawn,
  });
  return answer.done();
}

/** So many drawn objects stand as lines of the answer, which prints on one page; a longer list is read in the document. */
const mostDrawnLines = 12;

function drawnLines(answer: AnswerBuilder, result: DrawResult, assigned: boolean): void {
  for (const object of result.drawn.slice(0, mostDrawnLines)) {
    const who = assigned ? object.inspectors : [];
    answer.line({
      id: `drawn-object-${object.id}`,
      text: {
        zh: `${object.class} 类 ${object.id}${who.length > 0 ? `：${who.join('、')}` : ''}`,
        en: `Class ${object.class}, ${object.id}${who.length > 0 ? `: ${who.join(', ')}` : ''}`,
      },
      value: object.ticket.slice(0, 12),
      inputs: { ticket: object.ticket },
      changes: { zh: '换一个种子，或名单有任何改动', en: 'another seed, or any change of the list' },
    });
  }
  const rest = result.drawn.length - mostDrawnLines;
  if (rest > 0)
    answer.line({
      id: 'drawn-rest',
      text: {
        zh: `其余 ${rest} 个抽中对象及检查人员见结果文件`,
        en: `The other ${rest} drawn objects, with their inspectors, stand in the document of the answer`,
      },
      value: String(rest),
    });
}

/** The shares by class, from either field. */
function givenShares(input: Input): Input {
  const rows = rowsIn(input, 'classShares').map(
    (row) => [textIn(row, 'class') ?? '', textIn(row, 'share') ?? ''] as const,
  );
  return { ...groupIn(input, 'shares'), ...Object.fromEntries(rows) };
}

function readShares(given: Input, objects: readonly DrawObject[], faults: Refusal[]): Record<string, Fraction> {
  const shares: Record<string, Fraction> = Object.create(null) as Record<string, Fraction>;
  for (const [name, value] of Object.entries(given)) {
    const percent = readFraction(String(value));
    if (!percent || percent.num < 0 || percent.num > 100 * percent.den)
      faults.push(
        refusal(
          'wrong-share',
          { class: name, found: String(value) },
          {
            zh: `${name} 类的比例应为 0 至 100，实为 \`${value}\``,
            en: `Expected a share of class ${name} from 0 to 100, found \`${value}\``,
          },
          { zh: '请改正比例', en: 'Correct the share' },
        ),
      );
    else shares[name] = times(percent, fraction(1, 100));
  }
  for (const name of new Set(objects.map((object) => object.class))) {
    if (!Object.hasOwn(shares, name))
      faults.push(
        refusal(
          'no-share',
          { class: name },
          {
            zh: `名单中有 \`${name}\` 类，但没有给出比例`,
            en: `The list has the class \`${name}\`, for which no share is given`,
          },
          { zh: '比例由各地设定，请补充', en: 'Shares are set locally: add it' },
        ),
      );
  }
  return shares;
}

function duplicates(field: string, rows: readonly { readonly id: string }[]): Refusal[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { id } of rows) {
    if (seen.has(id)) twice.add(id);
    seen.add(id);
  }
  const shown = [...twice].slice(0, 5).join(', ');
  return twice.size === 0
    ? []
    : [
        refusal(
          'listed-twice',
          { field, found: shown },
          { zh: `${field} 中重复：\`${shown}\``, en: `Listed twice in ${field}: \`${shown}\`` },
          { zh: '合并重复后再冻结名单', en: 'Join the duplicates before the list is frozen' },
        ),
      ];
}
