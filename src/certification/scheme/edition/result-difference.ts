import type { DutySpec, EntryActSpec, ResultSpec } from '../result.ts';
import type { Text } from '../vocabulary/word.ts';
import type { ChangeArea, EditionChange } from './change.ts';
import { type About, type Comparing, came, matched, otherMembers, path, property, roleList, went } from './compared.ts';
import { both, joined, lengthWords, periodWords, roughDays, type SchemeWords } from './value-words.ts';

/** What is entered in the register: its kind, validity, surveillance, and what may later be done to it. */
export function resultChanges({ from, to, words }: Comparing): readonly EditionChange[] {
  const { gone, fresh, stayed } = matched(from.results, to.results);
  const about = (id: string, w: SchemeWords, area: ChangeArea = 'result'): About => ({
    area,
    at: { result: id },
    subject: w.text(`result.${id}`, id),
  });
  return [
    ...gone.map((r) => went(about(r.id, words.from), 'stricter')),
    ...fresh.map((r) => came(about(r.id, words.to), 'neutral')),
    ...stayed.flatMap((r) => [
      ...property(
        about(r.to.id, words.to),
        { zh: '登记类别', en: 'kind of entry' },
        both(r.from.kind),
        both(r.to.kind),
      ),
      ...property(about(r.to.id, words.to), { zh: '颁发者', en: 'issuer' }, both(r.from.issuer), both(r.to.issuer)),
      ...property(
        about(r.to.id, words.to),
        { zh: '编号规则', en: 'number' },
        both(r.from.number.pattern),
        both(r.to.number.pattern),
      ),
      ...property(
        about(r.to.id, words.to),
        { zh: '范围字段', en: 'fields of the scope' },
        scopeWords(r.from, words.from),
        scopeWords(r.to, words.to),
      ),
      ...otherMembers(about(r.to.id, words.to), restOf(r.from), restOf(r.to), resultSpoken),
      ...validityChanges(about(r.to.id, words.to, 'validity'), r.from, r.to, words),
      ...dutyChanges(about(r.to.id, words.to, 'surveillance'), r.from, r.to, words),
      ...actChanges(about(r.to.id, words.to, 'entry-act'), r.from, r.to, words),
    ]),
  ];
}

const resultSpoken = ['id', 'kind', 'issuer', 'scope', 'validity', 'validUntil', 'acts', 'duties'];
const restOf = (result: ResultSpec): object => ({ ...result, number: result.number.space });

function scopeWords({ scope }: ResultSpec, words: SchemeWords): Text {
  const fields = [
    ...scope.codes,
    ...(scope.text === undefined ? [] : [scope.text]),
    ...(scope.sites === undefined ? [] : [scope.sites]),
    ...scope.standards,
  ];
  return joined(fields.map((f) => words.text(`field.${f}`, f)));
}

function validityChanges(
  about: About,
  from: ResultSpec,
  to: ResultSpec,
  words: Comparing['words'],
): readonly EditionChange[] {
  const say = (r: ResultSpec, w: SchemeWords): Text =>
    r.validUntil !== undefined
      ? w.text(`field.${r.validUntil}`, r.validUntil)
      : r.validity === undefined
        ? { zh: '无终止', en: 'without end' }
        : lengthWords(r.validity);
  const [before, after] = [say(from, words.from), say(to, words.to)];
  if (before.zh === after.zh) return [];
  const days = (r: ResultSpec) => (r.validity === undefined ? Infinity : roughDays(r.validity));
  const comparable = from.validUntil === undefined && to.validUntil === undefined;
  const longer = days(to) > days(from);
  return [
    {
      ...about,
      kind: !comparable ? 'changed' : longer ? 'longer' : 'shorter',
      weight: !comparable ? 'neutral' : longer ? 'looser' : 'stricter',
      from: before,
      to: after,
    },
  ];
}

function dutyWords(duty: DutySpec, words: SchemeWords): Text {
  const [first, next] = [periodWords(duty.first), duty.next && periodWords(duty.next)];
  const late = lateWords[duty.late];
  const flow = words.text(`flow.${duty.flow}`, duty.flow);
  return {
    zh: `首次 ${first.zh}${next === undefined ? '' : `，其后 ${next.zh}`}，以“${flow.zh}”履行，逾期${late.zh}`,
    en: `first ${first.en}${next === undefined ? '' : `, then ${next.en}`}, met by “${flow.en}”; late: ${late.en}`,
  };
}

const lateWords: Readonly<Record<DutySpec['late'], Text>> = {
  'must-suspend': { zh: '应暂停', en: 'must suspend' },
  'must-withdraw': { zh: '应撤销', en: 'must withdraw' },
  flag: { zh: '提示', en: 'flagged' },
};

function dutyChanges(
  about: About,
  from: ResultSpec,
  to: ResultSpec,
  words: Comparing['words'],
): readonly EditionChange[] {
  const { gone, fresh, stayed } = matched(from.duties, to.duties);
  const of = (id: string, w: SchemeWords): About => ({
    ...about,
    at: { ...about.at, name: id },
    subject: path(about.subject, w.text(`duty.${id}`, id)),
  });
  return [
    ...gone.map((d) => went(of(d.id, words.from), 'looser', dutyWords(d, words.from))),
    ...fresh.map((d) => came(of(d.id, words.to), 'stricter', dutyWords(d, words.to))),
    ...stayed.flatMap((d) => {
      const [before, after] = [dutyWords(d.from, words.from), dutyWords(d.to, words.to)];
      const rest = otherMembers(of(d.to.id, words.to), d.from, d.to, ['id', 'flow', 'first', 'next', 'late']);
      if (before.zh === after.zh) return rest;
      const length = roughDays(d.to.next ?? d.to.first) - roughDays(d.from.next ?? d.from.first);
      return [
        {
          ...of(d.to.id, words.to),
          kind: length > 0 ? ('longer' as const) : length < 0 ? ('shorter' as const) : ('changed' as const),
          weight: length > 0 ? ('looser' as const) : ('stricter' as const),
          from: before,
          to: after,
        },
        ...rest,
      ];
    }),
  ];
}

function entryActWords(act: EntryActSpec, words: SchemeWords): Text {
  const by = roleList(act.by, words);
  const most = act.most === undefined ? undefined : periodWords(act.most);
  return {
    zh: `${by.zh}${most === undefined ? '' : `，最长 ${most.zh}`}`,
    en: `by ${by.en}${most === undefined ? '' : `, at most ${most.en}`}`,
  };
}

function actChanges(
  about: About,
  from: ResultSpec,
  to: ResultSpec,
  words: Comparing['words'],
): readonly EditionChange[] {
  const named = (acts: readonly EntryActSpec[]) => acts.map((a) => ({ ...a, id: a.act }));
  const { gone, fresh, stayed } = matched(named(from.acts), named(to.acts));
  const of = (id: string, w: SchemeWords): About => ({
    ...about,
    at: { ...about.at, name: id },
    subject: path(about.subject, w.text(`act.${id}`, id)),
  });
  return [
    ...gone.map((a) => went(of(a.act, words.from), 'neutral')),
    ...fresh.map((a) => came(of(a.act, words.to), 'neutral', entryActWords(a, words.to))),
    ...stayed.flatMap((a) => [
      ...property(
        of(a.to.act, words.to),
        { zh: '规定', en: 'terms' },
        entryActWords(a.from, words.from),
        entryActWords(a.to, words.to),
      ),
      ...otherMembers(of(a.to.act, words.to), a.from, a.to, ['id', 'act', 'by', 'most']),
    ]),
  ];
}
