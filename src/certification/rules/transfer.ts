import { refusal } from '../codes/refusal.ts';
import { addDays, type Day, earlierDay } from '../time/day.ts';
import { endOfPeriod, type Period } from '../time/period.ts';
import { type Answer, AnswerBuilder, type Json, noRule, refused } from './answer.ts';
import {
  askingOf,
  type Calculator,
  dayField,
  dayOfInput,
  jurisdictionOf,
  type RuleContext,
  scopeFields,
} from './context.ts';
import { flagIn, type Input, textIn } from './input.ts';
import { type Asking, askFor, askJoined, type RuleBook } from './rulebook.ts';

const events = [
  { value: 'approval-revoked', text: { zh: '批准资格被撤销（中国）', en: 'approval revoked (China)' } },
  { value: 'accreditation-lost', text: { zh: '认可资格丧失', en: 'accreditation lost' } },
  { value: 'body-closed', text: { zh: '机构终止业务', en: 'the body has closed' } },
] as const;

/**
 * What becomes of a certificate whose body is lost (example 8). Two situations, never one window: where the approval was
 * revoked the certificate is void and the client waits before applying anew; where accreditation was lost or the body
 * closed, a valid certificate may be transferred until a day. The other situation is shown beside the one asked for.
 */
export const transferCalculator: Calculator = {
  name: 'transfer',
  text: { zh: '机构丧失资格后的去向', en: 'When the body is lost' },
  about: {
    zh: '原认证机构被撤销、失去认可或终止业务后，证书怎么办',
    en: 'What a holder may do when its certification body is revoked, loses accreditation or closes',
  },
  input: [
    {
      name: 'event',
      kind: 'choice',
      choices: events,
      text: { zh: '情形（缺省列出全部）', en: 'what happened (all, unless given)' },
    },
    { name: 'lost', kind: 'day', required: true, text: { zh: '丧失资格之日', en: 'day on which the body was lost' } },
    { name: 'validTo', kind: 'day', required: true, text: { zh: '证书有效期至', en: 'last day of validity' } },
    { name: 'suspended', kind: 'flag', text: { zh: '证书暂停中', en: 'the certificate is suspended' } },
    dayField,
    ...scopeFields,
  ],
  example: { lost: '2026-04-01', validTo: '2027-12-31', day: '2026-04-01' },
  compute: computeTransfer,
};

function computeTransfer(input: Input, context: RuleContext): Answer {
  const lost = dayOfInput(input, 'lost');
  const validTo = dayOfInput(input, 'validTo');
  const asOf = dayOfInput(input);
  const asked = textIn(input, 'event');
  const asking = askingOf(input, lost);
  if (validTo < lost) {
    return refused(
      refusal(
        'expired-before',
        { validTo, lost },
        {
          zh: `证书已于 ${validTo} 到期，早于 ${lost}`,
          en: `The certificate expired on \`${validTo}\`, before ${lost}`,
        },
        {
          zh: '过期证书按再认证或初次申请办理',
          en: 'An expired certificate is a matter of recertification or a new application',
        },
      ),
    );
  }
  const answer = new AnswerBuilder();
  const details: { [event: string]: Json } = {};
  for (const event of events) {
    if (asked !== undefined && asked !== event.value) continue;
    const found = situation(
      answer,
      event,
      { lost, validTo, asOf, suspended: flagIn(input, 'suspended') },
      context.book,
      { ...asking, keys: { event: event.value } },
    );
    if (found) details[event.value] = found;
  }
  if (Object.keys(details).length === 0)
    return noRule(
      { zh: '机构丧失资格后其证书的状态', en: 'what becomes of the certificates when the body is lost' },
      lost,
      jurisdictionOf(input),
    );
  answer.details(details);
  return answer.done();
}

interface Lost {
  readonly lost: Day;
  readonly validTo: Day;
  readonly asOf: Day;
  readonly suspended: boolean;
}

function situation(
  answer: AnswerBuilder,
  event: (typeof events)[number],
  when: Lost,
  book: RuleBook,
  asking: Asking,
): Json | undefined {
  const rule = askFor(book, 'transfer.certificates', 'choice', asking)[0];
  if (!rule) return undefined;
  return rule.value.choice === 'void'
    ? voided(answer, event, when, rule, book, asking)
    : transferable(answer, event, when, rule, book, asking);
}

function voided(
  answer: AnswerBuilder,
  event: (typeof events)[number],
  { lost, asOf }: Lost,
  rule: ReturnType<typeof askFor>[number],
  book: RuleBook,
  asking: Asking,
): Json {
  answer.line({
    id: `${event.value}-state`,
    text: {
      zh: `${event.text.zh}：证书失效，不能转换，只能向其他机构初次申请`,
      en: `${event.text.en}: the certificate is void and can't be transferred; apply to another body for initial certification`,
    },
    value: 'void',
    rule,
  });
  const wait = askFor(book, 'transfer.wait', 'period', asking)[0];
  if (!wait) return { certificate: 'void', route: 'initial-application' };
  const applyFrom = last(lost, wait.value.period);
  answer.line({
    id: `${event.value}-apply`,
    text: {
      zh: `满 ${wait.value.period.length} 个月后可申请：自 ${applyFrom} 起`,
      en: `Apply once ${wait.value.period.length} months have passed: from ${applyFrom} on`,
    },
    value: applyFrom,
    rule: wait,
    inputs: { lost },
    figure: ['applyFrom', 'day'],
  });
  return { certificate: 'void', route: 'initial-application', applyFrom, open: asOf >= applyFrom };
}

function transferable(
  answer: AnswerBuilder,
  event: (typeof events)[number],
  { lost, validTo, asOf, suspended }: Lost,
  rule: ReturnType<typeof askFor>[number],
  book: RuleBook,
  asking: Asking,
): Json {
  const accepted = askJoined(book, 'transfer.suspended-accepted', 'flag', asking);
  if (suspended && accepted && !accepted.binding.value.flag) {
    answer.line({
      id: `${event.value}-state`,
      text: {
        zh: `${event.text.zh}：暂停中的证书不接受转换`,
        en: `${event.text.en}: a suspended certificate is not accepted for transfer`,
      },
      value: 'not-accepted',
      rule: accepted.binding,
    });
    return { certificate: 'suspended', route: 'initial-application' };
  }
  const window = askFor(book, 'transfer.window', 'period', asking)[0];
  const windowEnd = window ? last(lost, window.value.period) : validTo;
  const until = earlierDay(windowEnd, validTo);
  const note = window?.row.note;
  answer.line({
    id: `${event.value}-transfer`,
    text: {
      zh: `${event.text.zh}：有效证书最迟可在 ${until} 转换${until === validTo ? '（以证书到期日为限）' : ''}；${addDays(until, 1)} 起按新客户办理${note ? `。${note.zh}` : ''}`,
      en: `${event.text.en}: a valid certificate may be transferred until ${until}${until === validTo ? ' (it expires then)' : ''}; from ${addDays(until, 1)} on as a new client${note ? `. ${note.en}` : ''}`,
    },
    value: until,
    rule: window ?? rule,
    inputs: { lost, validTo, window: windowEnd },
    changes: {
      zh: '证书到期日；转换前评审未通过或严重不符合未验证的，不得转换',
      en: 'its last day of validity; a pre-transfer review that fails, or an open major, bars the transfer',
    },
    figure: [`${event.value}.transferUntil`, 'day'],
  });
  return {
    certificate: 'transferable',
    route: asOf <= until ? 'transfer' : 'new-client',
    transferUntil: until,
    open: asOf <= until,
  };
}

function last(from: Day, period: Period): Day {
  const end = endOfPeriod(from, period);
  if (!end.ok) throw new Error('windows after the loss of a body are counted in calendar months');
  return end.last;
}
