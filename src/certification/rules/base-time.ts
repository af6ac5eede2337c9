import { type Refusal, refusal, type Text } from '../codes/refusal.ts';
import { type Fraction, readFraction } from './fraction.ts';
import type { Band } from './pack.ts';
import { type Asking, askFor, type Joined, joinAnswers, type RuleAnswer, type RuleBook } from './rulebook.ts';

export const standardChoices = [
  { value: 'qms', text: { zh: '质量管理体系（ISO 9001）', en: 'quality management (ISO 9001)' } },
  { value: 'ems', text: { zh: '环境管理体系（ISO 14001）', en: 'environmental management (ISO 14001)' } },
  { value: 'ohs', text: { zh: '职业健康安全管理体系（ISO 45001）', en: 'occupational health and safety (ISO 45001)' } },
] as const;

export const complexityChoices = [
  { value: 'high', text: { zh: '高', en: 'high' } },
  { value: 'medium', text: { zh: '中', en: 'medium' } },
  { value: 'low', text: { zh: '低', en: 'low' } },
  { value: 'limited', text: { zh: '有限（仅环境）', en: 'limited (environment only)' } },
] as const;

/** A band whose edge is within 5 %: MD 5 calls the numbers a continuum and prints steps; the planner should look twice. */
const edgeShare = 0.05;

export interface BaseTime {
  readonly persons: number;
  readonly days: Fraction;
  readonly band: Band;
  readonly rule: RuleAnswer;
  readonly others: Joined<RuleAnswer['value']>['others'];
  /** What the neighbouring bands would give. */
  readonly changes: Text;
  readonly near: Text | null;
}

/** Effective persons from the form: a part of a person counts as a whole one. */
export function effectivePersons(
  given: string,
): { readonly ok: true; readonly persons: number } | { readonly ok: false; readonly refusal: Refusal } {
  const value = readFraction(given);
  if (!value || value.num <= 0) {
    return {
      ok: false,
      refusal: refusal(
        'persons-not-positive',
        { found: given },
        { zh: `有效人数应大于 0，实为 \`${given}\``, en: `Expected effective persons above 0, found \`${given}\`` },
        {
          zh: '有效人数包括范围内所有人员，兼职按工时折算',
          en: 'Count all persons in scope, part-time ones by their hours',
        },
      ),
    };
  }
  return { ok: true, persons: Math.ceil(value.num / value.den) };
}

/** Base days of the table for so many whole persons, or why there is none. */
export function baseTime(
  book: RuleBook,
  asking: Asking,
  standard: string,
  complexity: string | undefined,
  persons: number,
): { readonly ok: true; readonly base: BaseTime } | { readonly ok: false; readonly refusal: Refusal | null } {
  if (standard !== 'qms' && complexity === undefined)
    return { ok: false, refusal: complexityFault('missing', standard) };
  if (standard === 'qms' && complexity !== undefined)
    return { ok: false, refusal: complexityFault(complexity, standard) };
  const keys = complexity === undefined ? { standard } : { standard, complexity };
  const answers = askFor(book, 'audit-time.base', 'bands', { ...asking, keys });
  if (answers.length === 0)
    return { ok: false, refusal: complexity === undefined ? null : complexityFault(complexity, standard) };
  const daysIn = (bands: readonly Band[]) => bandOf(bands, persons)?.value;
  const joined = joinAnswers(book, 'audit-time.base', answers, (a, b) => {
    const [x, y] = [daysIn(a.bands), daysIn(b.bands)];
    return (x ? x.num / x.den : 0) - (y ? y.num / y.den : 0);
  });
  if (!joined) return { ok: false, refusal: null };
  const { bands } = joined.binding.value;
  const index = bands.findIndex((band) => persons >= band.from && persons <= band.to);
  const band = bands[index];
  if (!band) return { ok: false, refusal: beyondTable(persons, bands.at(-1)?.to ?? 0, joined.binding) };
  return {
    ok: true,
    base: {
      persons,
      days: band.value,
      band,
      rule: joined.binding,
      others: joined.others,
      ...neighbours(bands, index, persons),
    },
  };
}

export function bandOf(bands: readonly Band[], persons: number): Band | undefined {
  return bands.find((band) => persons >= band.from && persons <= band.to);
}

const figure = (value: Fraction) => String(value.num / value.den);

const besideTexts = new WeakMap<Band, Text>();

/** What the bands beside one give, in words; made once for each band of a table. */
function besideBand(bands: readonly Band[], index: number): Text {
  const band = bands[index];
  const known = band && besideTexts.get(band);
  if (known) return known;
  const below = bands[index - 1];
  const above = bands[index + 1];
  const zh: string[] = [];
  const en: string[] = [];
  if (below) {
    zh.push(`${below.to} 人及以下为 ${figure(below.value)} 人日`);
    en.push(`up to ${below.to} persons: ${figure(below.value)} days`);
  }
  if (above) {
    zh.push(`${above.from} 人起为 ${figure(above.value)} 人日`);
    en.push(`from ${above.from} persons: ${figure(above.value)} days`);
  }
  const text = { zh: zh.join('；'), en: en.join('; ') };
  if (band) besideTexts.set(band, text);
  return text;
}

function neighbours(
  bands: readonly Band[],
  index: number,
  persons: number,
): { readonly changes: Text; readonly near: Text | null } {
  const below = bands[index - 1];
  const above = bands[index + 1];
  const changes = besideBand(bands, index);
  const close = (edge: number) => Math.abs(edge - persons) <= persons * edgeShare;
  if (above && close(above.from)) {
    const more = above.from - persons;
    return {
      changes,
      near: {
        zh: `接近档界：再增 ${more} 人即为 ${figure(above.value)} 人日`,
        en: `Near a band edge: ${more} more persons give ${figure(above.value)} days`,
      },
    };
  }
  if (below && close(below.to)) {
    const fewer = persons - below.to;
    return {
      changes,
      near: {
        zh: `接近档界：减少 ${fewer} 人即为 ${figure(below.value)} 人日`,
        en: `Near a band edge: ${fewer} fewer persons give ${figure(below.value)} days`,
      },
    };
  }
  return { changes, near: null };
}

function beyondTable(persons: number, last: number, rule: RuleAnswer): Refusal {
  return refusal(
    'beyond-table',
    { found: persons, limit: last, pack: rule.pack, edition: rule.edition, article: rule.row.article },
    {
      zh: `${persons} 人超出 ${rule.row.article} 的最后一档（${last} 人）`,
      en: `${persons} persons lie above the last band of ${rule.row.article} (${last})`,
    },
    { zh: '请按表中递增规律人工推算，并记录依据', en: 'Follow the progression by hand, and record how' },
  );
}

function complexityFault(found: string, standard: string): Refusal {
  const expected =
    standard === 'qms' ? 'none' : standard === 'ems' ? 'high, medium, low, limited' : 'high, medium, low';
  return refusal(
    'wrong-complexity',
    { found, standard, expected },
    {
      zh:
        standard === 'qms'
          ? `质量管理体系的审核时间不分复杂程度，实为 \`${found}\``
          : `复杂程度应为 ${expected} 之一，实为 \`${found}\``,
      en:
        standard === 'qms'
          ? `Audit time for quality management has no complexity class, found \`${found}\``
          : `Expected a complexity (${expected}), found \`${found}\``,
    },
    { zh: '复杂程度按行业的环境因素或风险确定', en: 'The class follows from the aspects or risks of the trade' },
  );
}
