import { type Refusal, refusal } from '../codes/refusal.ts';
import { type Answer, AnswerBuilder, limitRefusal, refused, ruleName } from './answer.ts';
import { askingOf, type Calculator, dayField, dayOfInput, type RuleContext, scopeFields } from './context.ts';
import { dayIn, type Input, type InputField, rowsIn, textIn } from './input.ts';
import { type Asking, askJoined, type RuleBook } from './rulebook.ts';

const bookingFields: readonly InputField[] = [
  { name: 'person', kind: 'text', required: true, text: { zh: '人员', en: 'person' } },
  { name: 'place', kind: 'text', required: true, text: { zh: '地点', en: 'place' } },
  { name: 'from', kind: 'time', required: true, text: { zh: '开始', en: 'from' } },
  { name: 'to', kind: 'time', required: true, text: { zh: '结束', en: 'to' } },
];

/**
 * What is checked before a person is named for an audit (example 17): in two places at one time, a ban (its last day still
 * bars), a registration of the right kind valid on the day. All refusals at once, each with its rule.
 */
export const personCheckCalculator: Calculator = {
  name: 'person-check',
  text: { zh: '人员派出检查', en: 'Check of persons' },
  about: {
    zh: '派出审核人员前：一人两地、禁业、注册资格',
    en: 'Before naming a person: two places at once, bans, registration',
  },
  input: [
    {
      name: 'bookings',
      kind: 'rows',
      most: 5000,
      fields: bookingFields,
      text: { zh: '已排和拟排的任务', en: 'bookings, old and planned' },
    },
    {
      name: 'bans',
      kind: 'rows',
      most: 1000,
      fields: [
        { name: 'person', kind: 'text', required: true, text: { zh: '人员', en: 'person' } },
        { name: 'until', kind: 'day', required: true, text: { zh: '禁业至', en: 'banned until' } },
      ],
      text: { zh: '禁止执业', en: 'bans' },
    },
    {
      name: 'registrations',
      kind: 'rows',
      most: 1000,
      fields: [
        { name: 'person', kind: 'text', required: true, text: { zh: '人员', en: 'person' } },
        {
          name: 'kind',
          kind: 'text',
          required: true,
          text: { zh: '注册类别（auditor、inspector、examiner）', en: 'kind: auditor, inspector or examiner' },
        },
        { name: 'validTo', kind: 'day', required: true, text: { zh: '有效期至', en: 'valid to' } },
      ],
      text: { zh: '注册资格', en: 'registrations' },
    },
    {
      name: 'object',
      kind: 'choice',
      choices: [
        { value: 'management-system', text: { zh: '管理体系', en: 'management system' } },
        { value: 'ccc-factory', text: { zh: '强制性产品认证工厂检查', en: 'factory of a CCC product' } },
        { value: 'service', text: { zh: '服务认证', en: 'service' } },
      ],
      text: { zh: '审核对象（检查注册资格时）', en: 'what is audited (to check registrations)' },
    },
    dayField,
    ...scopeFields,
  ],
  example: {
    bookings: [{ person: '审核员甲', place: '北京', from: '2026-05-06T09:00', to: '2026-05-06T17:00' }],
    day: '2026-05-06',
  },
  compute: computePersonCheck,
};

interface Booking {
  readonly person: string;
  readonly place: string;
  readonly from: string;
  readonly to: string;
}

function computePersonCheck(input: Input, context: RuleContext): Answer {
  const asking = askingOf(input, dayOfInput(input));
  const bookings = rowsIn(input, 'bookings').map((row) => ({
    person: textIn(row, 'person') ?? '',
    place: textIn(row, 'place') ?? '',
    from: textIn(row, 'from') ?? '',
    to: textIn(row, 'to') ?? '',
  }));
  const faults = [
    ...ordered(bookings),
    ...twoPlaces(bookings, context.book, asking),
    ...bans(input, bookings, context.book, asking),
    ...registrations(input, bookings, context.book, asking),
  ];
  if (faults.length > 0) return refused(...faults);
  const answer = new AnswerBuilder();
  const rule = askJoined(context.book, 'person.one-place', 'flag', asking);
  answer.line({
    id: 'checked',
    text: { zh: `${bookings.length} 项任务没有冲突`, en: `Bookings without a conflict: ${bookings.length}` },
    value: 'ok',
    rule: rule?.binding,
    figure: ['state', ''],
  });
  return answer.done();
}

function ordered(bookings: readonly Booking[]): Refusal[] {
  return bookings
    .filter((b) => b.to <= b.from)
    .map((b) =>
      refusal(
        'wrong-order',
        { person: b.person, found: `${b.from} … ${b.to}` },
        { zh: `\`${b.person}\` 的任务结束不晚于开始`, en: `The booking of \`${b.person}\` ends before it begins` },
        { zh: '请核对时间', en: 'Check the times' },
      ),
    );
}

/** Bookings of one person that overlap in different places; touching ends are allowed, the journey is for the planner. */
function twoPlaces(bookings: readonly Booking[], book: RuleBook, asking: Asking): Refusal[] {
  const rule = askJoined(book, 'person.one-place', 'flag', asking);
  if (!rule?.binding.value.flag) return [];
  const sorted = [...bookings].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const faults: Refusal[] = [];
  sorted.forEach((later, index) => {
    for (const earlier of sorted.slice(0, index)) {
      if (earlier.person !== later.person || earlier.place === later.place || later.from >= earlier.to) continue;
      faults.push(
        limitRefusal(
          'two-places',
          rule.binding,
          '1',
          '2',
          {
            zh: `\`${later.person}\` 同一时间在两地：${earlier.place}（${span(earlier)}）与${later.place}（${span(later)}），${ruleName(rule.binding)}`,
            en: `\`${later.person}\` is in two places at once: ${earlier.place} (${span(earlier)}) and ${later.place} (${span(later)}), ${ruleName(rule.binding)}`,
          },
          { zh: '更换人员或调整时间', en: 'Name somebody else, or move one of the two' },
        ),
      );
    }
  });
  return faults;
}

function bans(input: Input, bookings: readonly Booking[], book: RuleBook, asking: Asking): Refusal[] {
  const lastDay = askJoined(book, 'person.ban-last-day-bars', 'flag', asking);
  const by = askJoined(book, 'person.ban-by', 'choice', asking);
  if (!lastDay) return [];
  return rowsIn(input, 'bans').flatMap((row) => {
    const [person, until] = [textIn(row, 'person') ?? '', dayIn(row, 'until') ?? asking.day];
    const barred = bookings.find(
      (b) =>
        b.person === person &&
        (lastDay.binding.value.flag ? b.from.slice(0, 10) <= until : b.from.slice(0, 10) < until),
    );
    if (!barred) return [];
    return [
      limitRefusal(
        'banned',
        lastDay.binding,
        until,
        barred.from.slice(0, 10),
        {
          zh: `\`${person}\` 被禁止执业至 ${until}（含当日），不能安排 ${barred.from.slice(0, 10)} 的任务，${ruleName(lastDay.binding)}`,
          en: `\`${person}\` is banned until ${until}, that day included: not available on ${barred.from.slice(0, 10)}, ${ruleName(lastDay.binding)}`,
        },
        by?.binding.value.choice === 'regulator'
          ? {
              zh: '禁止执业由监管部门作出，协会只注册和注销注册',
              en: 'A ban is the penalty of the regulator; the association registers and cancels registrations',
            }
          : { zh: '更换人员', en: 'Name somebody else' },
      ),
    ];
  });
}

function registrations(input: Input, bookings: readonly Booking[], book: RuleBook, asking: Asking): Refusal[] {
  const object = textIn(input, 'object');
  if (object === undefined) return [];
  const rule = askJoined(book, 'person.registration-kind', 'choice', { ...asking, keys: { object } });
  if (!rule) return [];
  const kind = rule.binding.value.choice;
  const word = rule.binding.row.note ?? { zh: kind, en: kind };
  const held = rowsIn(input, 'registrations').filter((row) => textIn(row, 'kind') === kind);
  return bookings.flatMap((booking) => {
    const day = booking.to.slice(0, 10);
    if (held.some((row) => textIn(row, 'person') === booking.person && (dayIn(row, 'validTo') ?? '') >= day)) return [];
    return [
      limitRefusal(
        'not-registered',
        rule.binding,
        kind,
        booking.person,
        {
          zh: `\`${booking.person}\` 在 ${day} 没有有效的${word.zh}注册，${ruleName(rule.binding)}`,
          en: `\`${booking.person}\` holds no registration as ${word.en} valid on ${day}, ${ruleName(rule.binding)}`,
        },
        {
          zh: '审核员、检查员、审查员是三类不同的注册',
          en: 'Auditor, inspector and examiner are three different registrations',
        },
      ),
    ];
  });
}

const span = (booking: Booking) =>
  `${booking.from.slice(0, 10)} ${booking.from.slice(11, 16)}–${booking.to.slice(11, 16)}`;
