import type { Text } from '../codes/refusal.ts';
import { type Day, dayFrom, yearOf } from '../time/day.ts';
import { endOfPeriod, type Period } from '../time/period.ts';
import { showPeriod } from './procedure-clock.ts';
import { type Asking, askFor, askJoined, type RuleAnswer, type RuleBook } from './rulebook.ts';

export interface Cycle {
  readonly issue: Day;
  readonly decision: Day;
  readonly asOf: Day;
  readonly done: readonly Day[];
  readonly suspended: Day | undefined;
  readonly recertified: Day | undefined;
}

/** What one set of rules says about the next surveillance. */
export interface Due {
  readonly rule: RuleAnswer;
  readonly day: Day;
  readonly zh: string;
  readonly en: string;
}

export interface DueDays {
  /** One for each set of rules that asks for another surveillance before recertification. */
  readonly due: readonly Due[];
  /** What the text said under which the interval began, where a newer one binds: the transition is not published. */
  readonly formerly: readonly Due[];
  /** A pack whose least number of surveillances in a cycle is reached, so that recertification comes next. */
  readonly enough: RuleAnswer | null;
}

export function dueDays(cycle: Cycle, validTo: Day, book: RuleBook, asking: Asking): DueDays {
  const last = cycle.done.at(-1);
  if (last === undefined) return { due: firstDue(cycle, book, asking), formerly: [], enough: null };
  const due: Due[] = [];
  const formerly: Due[] = [];
  let enough: RuleAnswer | null = null;
  const transition = askJoined(book, 'cycle.transition', 'choice', asking)?.binding.value.choice;
  const keepsOld = transition === 'old-text-for-running-interval';
  const least = askFor(book, 'cycle.surveillances-least', 'number', asking);
  for (const rule of askFor(book, 'cycle.later-surveillance', 'period', keepsOld ? { ...asking, day: last } : asking)) {
    const number = least.find((answer) => answer.pack === rule.pack);
    if (number && cycle.done.length * number.value.number.den >= number.value.number.num) enough = number;
    else due.push(laterDue(rule, last));
    if (keepsOld || rule.row.from === null || last >= rule.row.from) continue;
    const before = askFor(book, 'cycle.later-surveillance', 'period', { ...asking, day: last });
    formerly.push(
      ...before
        .filter((old) => old.pack === rule.pack && old.edition !== rule.edition)
        .map((old) => laterDue(old, last)),
    );
  }
  // ISO/IEC 17021-1 9.1.3.3: at least once a calendar year, except in recertification years.
  const year = yearOf(last) + 1;
  for (const rule of askFor(book, 'cycle.each-calendar-year', 'flag', asking)) {
    if (!rule.value.flag) continue;
    if (year < yearOf(validTo))
      due.push({
        rule,
        day: dayFrom(year, 12, 31),
        zh: '每个日历年至少一次',
        en: 'at least once in each calendar year',
      });
    else enough ??= rule;
  }
  return { due, formerly, enough };
}

function firstDue(cycle: Cycle, book: RuleBook, asking: Asking): Due[] {
  return askFor(book, 'cycle.first-surveillance', 'period', asking).map((rule) => {
    const anchor = rule.value.anchor === 'issue' ? cycle.issue : cycle.decision;
    const { zh, en } = showPeriod(rule.value.period);
    return {
      rule,
      day: lastDay(anchor, rule.value.period),
      zh: `首次监督自 ${anchor} 起 ${zh}内`,
      en: `first surveillance within ${en} of ${anchor}`,
    };
  });
}

function laterDue(rule: RuleAnswer<Extract<RuleAnswer['value'], { kind: 'period' }>>, last: Day): Due {
  const { zh, en } = showPeriod(rule.value.period);
  return {
    rule,
    day: lastDay(last, rule.value.period),
    zh: `自上次监督 ${last} 起不超过 ${zh}`,
    en: `not more than ${en} after the last one, ${last}`,
  };
}

/** What a text that comes into force before the due day will ask, where that is earlier: known already, so it is said. */
export function comingDue(cycle: Cycle, due: Day, book: RuleBook, asking: Asking): readonly Due[] {
  const last = cycle.done.at(-1);
  const then = { ...asking, day: due };
  const all =
    last === undefined
      ? firstDue(cycle, book, then)
      : askFor(book, 'cycle.later-surveillance', 'period', then).map((rule) => laterDue(rule, last));
  return all.filter(({ rule, day }) => rule.row.from !== null && rule.row.from > asking.day && day < due);
}

export function textChange(formerly: readonly Due[], coming: readonly Due[]): Text | null {
  const [old] = formerly;
  const [next] = coming;
  if (old)
    return {
      zh: `本次间隔始于旧文本（${old.rule.edition}）之时，按其最迟 ${old.day}；过渡规定未见公布`,
      en: `this interval began under the former text (${old.rule.edition}), which allows ${old.day}; no transition rule was found`,
    };
  if (next)
    return {
      zh: `${next.rule.title.zh} 自 ${next.rule.row.from} 起施行，按其最迟 ${next.day}`,
      en: `${next.rule.title.en} comes into force on ${next.rule.row.from} and asks for ${next.day}`,
    };
  return null;
}

export function lastDay(from: Day, period: Period): Day {
  const end = endOfPeriod(from, period);
  if (!end.ok) throw new Error('a cycle is counted in calendar days, months and years');
  return end.last;
}
