import { type Refusal, refusal, type Text } from '../codes/refusal.ts';
import { type Answer, AnswerBuilder, limitRefusal, noRule, refused, ruleName } from './answer.ts';
import { baseTime, complexityChoices, standardChoices } from './base-time.ts';
import {
  askingOf,
  type Calculator,
  dayField,
  dayOfInput,
  jurisdictionOf,
  type RuleContext,
  scopeFields,
} from './context.ts';
import {
  type Fraction,
  fraction,
  larger,
  minus,
  one,
  plus,
  showFraction,
  showPercent,
  times,
  upToHalf,
  zero,
} from './fraction.ts';
import { flagIn, type Input, type InputField, rowsIn, textIn, wholeIn } from './input.ts';
import { type Asking, askJoined, type RuleBook } from './rulebook.ts';

const groupFields: readonly InputField[] = [
  {
    name: 'count',
    kind: 'whole',
    least: 1,
    most: 100_000,
    required: true,
    text: { zh: '场所数', en: 'how many sites' },
  },
  {
    name: 'persons',
    kind: 'whole',
    least: 1,
    required: true,
    text: { zh: '每个场所的有效人数', en: 'effective persons at each' },
  },
  {
    name: 'mergedFrom',
    kind: 'whole',
    least: 1,
    text: { zh: '由几个场所合并而成', en: 'of how many sites each was merged' },
  },
];

/**
 * The sample of sites, IAF MD 1: x sites apart from the central function, ⌈factor × √x⌉ of them, the central function in
 * every audit; or all sites where sampling is not suitable. With persons given, the time by IAF MD 5 beside it.
 */
export const sampleCalculator: Calculator = {
  name: 'sample',
  text: { zh: '多场所抽样', en: 'Sample of sites' },
  about: {
    zh: '按 IAF MD 1 计算多场所组织的抽样数量和审核时间',
    en: 'How many sites to audit, and for how long, by IAF MD 1',
  },
  input: [
    {
      name: 'sites',
      kind: 'whole',
      least: 1,
      most: 100_000,
      text: { zh: '场所数（不含中心职能）', en: 'sites, apart from the central function' },
    },
    {
      name: 'groups',
      kind: 'rows',
      most: 1000,
      fields: groupFields,
      text: { zh: '按人数分组的场所（代替场所数）', en: 'sites by persons (instead of a count)' },
    },
    {
      name: 'centralPersons',
      kind: 'whole',
      least: 1,
      text: { zh: '中心职能的有效人数', en: 'effective persons of the central function' },
    },
    { name: 'allSites', kind: 'flag', text: { zh: '不适宜抽样', en: 'sampling is not suitable' } },
    { name: 'standard', kind: 'choice', choices: standardChoices, text: { zh: '管理体系', en: 'management system' } },
    { name: 'complexity', kind: 'choice', choices: complexityChoices, text: { zh: '复杂程度', en: 'complexity' } },
    dayField,
    ...scopeFields,
  ],
  example: { groups: [{ count: 26, persons: 5 }], centralPersons: 60, standard: 'qms', day: '2026-11-25' },
  compute: computeSample,
};

const audits = [
  { id: 'initial', zh: '初次审核', en: 'Initial audit' },
  { id: 'surveillance', zh: '监督审核', en: 'Surveillance' },
  { id: 'recertification', zh: '再认证审核', en: 'Recertification' },
] as const;

/** The smallest whole y with y ≥ factor × √x, found with whole numbers: y²·den² ≥ num²·x. */
export function sampleSize(x: number, factor: Fraction): number {
  let y = Math.max(0, Math.floor((factor.num * Math.sqrt(x)) / factor.den) - 1);
  while (y * y * factor.den * factor.den < factor.num * factor.num * x) y++;
  return y;
}

function computeSample(input: Input, context: RuleContext): Answer {
  const { book } = context;
  const day = dayOfInput(input);
  const asking = askingOf(input, day);
  const groups = rowsIn(input, 'groups').map((row) => ({
    count: wholeIn(row, 'count') ?? 0,
    persons: wholeIn(row, 'persons') ?? 0,
    mergedFrom: wholeIn(row, 'mergedFrom') ?? 1,
  }));
  const faults = mergingFaults(groups, book, asking);
  const grouped = groups.reduce((sum, group) => sum + group.count, 0);
  const sites = wholeIn(input, 'sites') ?? grouped;
  if (sites === 0)
    faults.push(
      fault('no-sites', {
        zh: '应给出场所数或分组',
        en: 'Expected a count of sites or groups of sites, found neither',
      }),
    );
  if (grouped > 0 && sites !== grouped)
    faults.push(
      fault('sites-differ', {
        zh: `场所数 ${sites} 与各组合计 ${grouped} 不符`,
        en: `The count of sites is \`${sites}\`, the groups add up to \`${grouped}\``,
      }),
    );
  if (faults.length > 0) return refused(...faults);

  const answer = new AnswerBuilder();
  answer.line({
    id: 'sites',
    text: { zh: `场所 ${sites} 个，另有中心职能`, en: `${sites} sites, and the central function apart` },
    value: String(sites),
    figure: ['sites', 'sites'],
  });
  const sizes =
    flagIn(input, 'allSites') || sites === 1
      ? allSites(answer, book, asking, sites)
      : sampled(answer, book, asking, sites);
  if (!sizes) return noRule({ zh: '抽样公式的系数', en: 'factor of the sample' }, day, jurisdictionOf(input));
  const central = askJoined(book, 'sample.central-every-audit', 'flag', asking);
  answer.line({
    id: 'central',
    text: { zh: '每次审核另加中心职能', en: 'Every audit takes in the central function as well' },
    value: '1',
    rule: central?.binding,
    figure: ['central', 'functions'],
  });
  const time = timeOfSites(answer, input, book, asking, groups, sizes.initial);
  return time ?? answer.done();
}

function mergingFaults(groups: readonly { readonly mergedFrom: number }[], book: RuleBook, asking: Asking): Refusal[] {
  const merged = groups.find((group) => group.mergedFrom > 1);
  const rule = askJoined(book, 'sample.merging-allowed', 'flag', asking);
  if (!merged || rule?.binding.value.flag !== false) return [];
  return [
    limitRefusal(
      'sites-merged',
      rule.binding,
      '1',
      String(merged.mergedFrom),
      {
        zh: `抽样前将 ${merged.mergedFrom} 个场所合并为一个以减少样本，不可接受（${ruleName(rule.binding)}）`,
        en: `Merging ${merged.mergedFrom} sites into one before sampling, which cuts the sample, is not acceptable (${ruleName(rule.binding)})`,
      },
      {
        zh: '按实际场所数计算样本，样本中每个场所按其人数计算时间',
        en: 'Count the sites as they are, and take the time of each sampled site from its own persons',
      },
    ),
  ];
}

interface Sizes {
  readonly initial: number;
  readonly surveillance: number;
  readonly recertification: number;
}

function sampled(answer: AnswerBuilder, book: RuleBook, asking: Asking, sites: number): Sizes | undefined {
  const random = askJoined(book, 'sample.random-share', 'share', asking);
  const sizes: Record<string, number> = {};
  for (const { id, zh, en } of audits) {
    const factor = askJoined(book, 'sample.factor', 'share', { ...asking, keys: { audit: id } });
    if (!factor) return undefined;
    const { share } = factor.binding.value;
    const size = Math.min(sites, sampleSize(sites, share));
    sizes[id] = size;
    const formula = share.num === share.den ? `⌈√${sites}⌉` : `⌈${showFraction(share)} × √${sites}⌉`;
    answer.line({
      id,
      text: { zh: `${zh}：${formula} = ${size} 个场所`, en: `${en}: ${formula} = ${size} sites` },
      value: String(size),
      rule: factor.binding,
      others: factor.others.map((other) => ({ answer: other, value: showFraction(other.value.share) })),
      inputs: { x: sites },
      changes: {
        zh: '风险较高应加大样本；一处发现不符合应查其他场所',
        en: 'a higher risk raises the sample; a finding at one site asks for a look at the others',
      },
      figure: [id, 'sites'],
    });
    if (random) {
      const least = Math.ceil((size * random.binding.value.share.num) / random.binding.value.share.den);
      const share25 = random.binding.value.text;
      answer.line({
        id: `${id}-random`,
        text: {
          zh: `其中至少 ${share25} 随机抽取：${least} 个，其余按差异选取`,
          en: `at least ${share25} of them at random: ${least}; the rest for variety`,
        },
        value: String(least),
        rule: random.binding,
        figure: [`${id}.random`, 'sites'],
      });
    }
  }
  return {
    initial: sizes['initial'] ?? 0,
    surveillance: sizes['surveillance'] ?? 0,
    recertification: sizes['recertification'] ?? 0,
  };
}

function allSites(answer: AnswerBuilder, book: RuleBook, asking: Asking, sites: number): Sizes | undefined {
  const yearly = askJoined(book, 'sample.all-sites-share', 'share', asking);
  if (!yearly) return undefined;
  const { share } = yearly.binding.value;
  const year = Math.ceil((sites * share.num) / share.den);
  const rule = yearly.binding;
  answer.line({
    id: 'initial',
    text: { zh: `不抽样：初次审核全部 ${sites} 个场所`, en: `No sampling: all ${sites} sites at the initial audit` },
    value: String(sites),
    rule,
    figure: ['initial', 'sites'],
  });
  answer.line({
    id: 'surveillance',
    text: {
      zh: `每个日历年 ${showPercent(share)}，进位为 ${year} 个场所；两次监督的场所不重复`,
      en: `${showPercent(share)} each calendar year, rounded up to ${year}; the two surveillances visit different sites`,
    },
    value: String(year),
    rule,
    figure: ['surveillance', 'sites'],
  });
  answer.line({
    id: 'recertification',
    text: { zh: `再认证全部 ${sites} 个场所`, en: `All ${sites} sites at recertification` },
    value: String(sites),
    rule,
    figure: ['recertification', 'sites'],
  });
  return { initial: sites, surveillance: year, recertification: sites };
}

/** The time of the initial audit: the central function and each sampled site by its own persons. Refusals, or undefined. */
function timeOfSites(
  answer: AnswerBuilder,
  input: Input,
  book: RuleBook,
  asking: Asking,
  groups: readonly { readonly count: number; readonly persons: number }[],
  sampleOfSites: number,
): Answer | undefined {
  const standard = textIn(input, 'standard');
  if (standard === undefined || groups.length === 0) return undefined;
  const complexity = textIn(input, 'complexity');
  const time = (persons: number) => baseTime(book, { ...asking, keys: { standard } }, standard, complexity, persons);
  const central = wholeIn(input, 'centralPersons');
  let centralDays = zero;
  if (central !== undefined) {
    const found = time(central);
    if (!found.ok)
      return found.refusal
        ? refused(found.refusal)
        : noRule({ zh: '基础审核时间', en: 'base audit time' }, asking.day, asking.jurisdiction);
    centralDays = found.base.days;
    answer.line({
      id: 'central-days',
      text: {
        zh: `中心职能 ${central} 人：${showFraction(centralDays)} 人日`,
        en: `Central function, ${central} persons: ${showFraction(centralDays)} days`,
      },
      value: showFraction(centralDays),
      rule: found.base.rule,
      near: found.base.near,
      figure: ['centralDays', 'days'],
    });
  }
  const each: { days: Fraction; count: number }[] = [];
  for (const group of [...groups].sort((a, b) => a.persons - b.persons)) {
    const found = time(group.persons);
    if (!found.ok)
      return found.refusal
        ? refused(found.refusal)
        : noRule({ zh: '基础审核时间', en: 'base audit time' }, asking.day, asking.jurisdiction);
    each.push({ days: found.base.days, count: group.count });
    answer.line({
      id: `site-${group.persons}`,
      text: {
        zh: `${group.persons} 人的场所：每个 ${showFraction(found.base.days)} 人日`,
        en: `Site of ${group.persons} persons: ${showFraction(found.base.days)} days each`,
      },
      value: showFraction(found.base.days),
      rule: found.base.rule,
      near: found.base.near,
    });
  }
  const least = sumOf(each, sampleOfSites);
  const most = sumOf([...each].reverse(), sampleOfSites);
  const range =
    showFraction(least) === showFraction(most) ? showFraction(least) : `${showFraction(least)}–${showFraction(most)}`;
  answer.line({
    id: 'sites-days',
    text: {
      zh: `样本 ${sampleOfSites} 个场所合计 ${range} 人日（视抽中的场所）`,
      en: `The ${sampleOfSites} sampled sites together: ${range} days (by the sites chosen)`,
    },
    value: range,
    figure: ['sitesDays', 'days'],
  });
  return floorOfTime(answer, book, asking, { central, groups, centralDays, least, most, time });
}

interface TimeParts {
  readonly central: number | undefined;
  readonly groups: readonly { readonly count: number; readonly persons: number }[];
  readonly centralDays: Fraction;
  readonly least: Fraction;
  readonly most: Fraction;
  readonly time: (persons: number) => ReturnType<typeof baseTime>;
}

function floorOfTime(answer: AnswerBuilder, book: RuleBook, asking: Asking, parts: TimeParts): undefined {
  const total = showRange(plus(parts.centralDays, parts.least), plus(parts.centralDays, parts.most));
  answer.line({
    id: 'total',
    text: {
      zh: `初次审核合计 ${total} 人日（各场所减少之前）`,
      en: `Initial audit in all: ${total} days (before reductions at the sites)`,
    },
    value: total,
    figure: ['totalDays', 'days'],
  });
  const limit = askJoined(book, 'sample.site-reduction-limit', 'share', asking);
  if (!limit) return undefined;
  const reduced = upToHalf(plus(parts.centralDays, times(parts.least, minus(one, limit.binding.value.share))));
  const most = limit.binding.value.text;
  answer.line({
    id: 'lowest-by-site',
    text: {
      zh: `每个抽样场所合计减少不超过 ${most}：不低于 ${showFraction(reduced)} 人日`,
      en: `Each sampled site reduced by ${most} in all at most: not under ${showFraction(reduced)} days`,
    },
    value: showFraction(reduced),
    rule: limit.binding,
    figure: ['lowestDays', 'days'],
  });
  const whole = (parts.central ?? 0) + parts.groups.reduce((sum, group) => sum + group.count * group.persons, 0);
  const single = askJoined(book, 'sample.single-site-floor', 'flag', asking);
  const one1 = parts.time(whole);
  if (!single?.binding.value.flag || !one1.ok) return undefined;
  const floor = larger(one1.base.days, reduced);
  answer.line({
    id: 'single-site-floor',
    text: {
      zh: `不少于 ${whole} 人的单一场所 ${showFraction(one1.base.days)} 人日，因此不低于 ${showFraction(floor)} 人日`,
      en: `Not less than one site of ${whole} persons, ${showFraction(one1.base.days)} days: so never under ${showFraction(floor)}`,
    },
    value: showFraction(one1.base.days),
    rule: single.binding,
    near: one1.base.near,
    figure: ['singleSiteDays', 'days'],
  });
  return undefined;
}

function sumOf(each: readonly { readonly days: Fraction; readonly count: number }[], n: number): Fraction {
  let left = n;
  let sum = zero;
  for (const group of each) {
    const taken = Math.min(left, group.count);
    sum = plus(sum, times(group.days, fraction(taken)));
    left -= taken;
  }
  return sum;
}

const showRange = (a: Fraction, b: Fraction) =>
  showFraction(a) === showFraction(b) ? showFraction(a) : `${showFraction(a)}–${showFraction(b)}`;

function fault(code: string, text: Text): Refusal {
  return refusal(code, {}, text, { zh: '场所数不含中心职能', en: 'Leave the central function out of the count' });
}
