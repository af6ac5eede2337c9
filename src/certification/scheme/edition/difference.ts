import type { Scheme } from '../scheme.ts';
import type { Text } from '../vocabulary/word.ts';
import { changeAreas, type EditionChange } from './change.ts';
import { type About, type Comparing, came, matched, otherMembers, property, same, went } from './compared.ts';
import { listChanges, yesNo } from './field-difference.ts';
import { flowChanges, stepListChanges } from './flow-difference.ts';
import { resultChanges } from './result-difference.ts';
import { basisWords, both, joined, periodWords, type SchemeWords, schemeWords } from './value-words.ts';

/**
 * What is otherwise in the edition `to` than in `from`: every difference of the declaration that somebody who applies,
 * carries out, holds or surveys would meet. Texts alone are none. In the order of the areas; nothing when both are the same.
 */
export function editionDifference(from: Scheme, to: Scheme): readonly EditionChange[] {
  // One name for one thing in both: a text that was only put otherwise is no change of the rules.
  const words = schemeWords({ texts: { ...from.texts, ...to.texts } });
  const comparing: Comparing = { from, to, words: { from: words, to: words } };
  const changes = [
    ...headChanges(comparing),
    ...roleChanges(comparing),
    ...flowChanges(comparing),
    ...formChanges(comparing),
    ...reasonChanges(comparing),
    ...resultChanges(comparing),
    ...roundChanges(comparing),
  ];
  const order = Object.keys(changeAreas);
  return changes
    .map((change, index) => ({ change, index }))
    .sort((a, b) => order.indexOf(a.change.area) - order.indexOf(b.change.area) || a.index - b.index)
    .map(({ change }) => change);
}

function headChanges({ from, to, words }: Comparing): readonly EditionChange[] {
  const about: About = { area: 'scheme', at: {}, subject: words.to.text('title', to.id) };
  const parties = (list: readonly string[], w: SchemeWords) =>
    list.length === 0 ? undefined : joined(list.map((p) => w.text(`party.${p}`, p)));
  const says = (zh: string, en: string): Text => ({ zh, en });
  const days = (s: Scheme): Text =>
    s.inForce.to === undefined
      ? { zh: `${s.inForce.from} 起`, en: `${s.inForce.from} –` }
      : both(`${s.inForce.from} – ${s.inForce.to}`);
  const fee = (s: Scheme): Text => {
    if (!s.fee.charged) return { zh: '不收费', en: 'none' };
    const basis = s.fee.basis === undefined ? both('—') : basisWords(s.fee.basis);
    return { zh: `收费，依据 ${basis.zh}`, en: `charged, by ${basis.en}` };
  };
  const isCompulsory = from.voluntary && !to.voluntary;
  return [
    ...property(about, says('类别', 'kind'), both(from.kind), both(to.kind)),
    ...property(about, says('对象', 'object'), both(from.object), both(to.object)),
    ...property(about, says('实施日', 'days in force'), days(from), days(to)),
    ...property(
      about,
      says('所有者', 'owner'),
      words.from.text(`party.${from.owner}`, from.owner),
      words.to.text(`party.${to.owner}`, to.owner),
    ),
    ...(['hosts', 'guides', 'organisers'] as const).flatMap((part) =>
      property(about, partNames[part], parties(from[part], words.from), parties(to[part], words.to)),
    ),
    ...property(
      about,
      says('是否自愿', 'voluntary'),
      yesNo(from.voluntary),
      yesNo(to.voluntary),
      isCompulsory ? 'stricter' : 'looser',
    ),
    ...property(about, says('结果名称', 'outcome word'), both(from.outcomeWord), both(to.outcomeWord)),
    ...property(
      about,
      says('收费', 'fee'),
      fee(from),
      fee(to),
      !from.fee.charged && to.fee.charged ? 'stricter' : 'neutral',
    ),
    ...basisChanges(about, from, to),
    ...otherMembers(about, from, to, headSpoken),
  ];
}

/** `edition`, `supersedes` and `texts` are otherwise in every edition. */
const headSpoken = [
  ...['edition', 'supersedes', 'texts', 'kind', 'object', 'inForce', 'owner', 'hosts', 'guides', 'organisers'],
  ...['voluntary', 'outcomeWord', 'fee', 'basis', 'roles', 'reasonLists', 'forms', 'flows', 'results', 'round'],
];

const partNames = {
  hosts: { zh: '主办', en: 'hosts' },
  guides: { zh: '指导', en: 'guides' },
  organisers: { zh: '承办', en: 'organisers' },
} as const;

function basisChanges(about: About, from: Scheme, to: Scheme): readonly EditionChange[] {
  const name: Text = { zh: '依据', en: 'basis' };
  const words = (s: Scheme) => s.basis.map(basisWords);
  const [before, after] = [words(from), words(to)];
  return [
    ...before.filter((b) => !after.some((a) => a.zh === b.zh)).flatMap((b) => property(about, name, b, undefined)),
    ...after.filter((a) => !before.some((b) => a.zh === b.zh)).flatMap((a) => property(about, name, undefined, a)),
  ];
}

function roleChanges({ from, to, words }: Comparing): readonly EditionChange[] {
  const { gone, fresh, stayed } = matched(from.roles, to.roles);
  const about = (id: string, w: SchemeWords): About => ({
    area: 'role',
    at: { name: id },
    subject: w.text(`role.${id}`, id),
  });
  const many = (role: Scheme['roles'][number]): Text => both(`${role.least}–${role.most}`);
  return [
    ...gone.map((r) => went(about(r.id, words.from), 'neutral')),
    ...fresh.map((r) => came(about(r.id, words.to), 'neutral')),
    ...stayed.flatMap((r) => [
      ...property(about(r.to.id, words.to), { zh: '来自', en: 'from whose party' }, both(r.from.of), both(r.to.of)),
      ...property(
        about(r.to.id, words.to),
        { zh: '指派人数', en: 'how many are named' },
        many(r.from),
        many(r.to),
        r.to.least > r.from.least ? 'stricter' : 'neutral',
      ),
      ...otherMembers(about(r.to.id, words.to), r.from, r.to, ['id', 'of', 'least', 'most']),
    ]),
  ];
}

function formChanges({ from, to, words }: Comparing): readonly EditionChange[] {
  const { gone, fresh, stayed } = matched(from.forms, to.forms);
  const about = (id: string, w: SchemeWords): About => ({
    area: 'form',
    at: { form: id },
    subject: w.text(`form.${id}`, id),
  });
  return [
    ...gone.map((f) => went(about(f.id, words.from), 'looser')),
    ...fresh.map((f) => came(about(f.id, words.to), 'stricter')),
    ...stayed.flatMap((f) => [
      ...listChanges(f.from.fields, f.to.fields, words, { form: f.to.id }, words.to.text(`form.${f.to.id}`, f.to.id)),
      ...(same(f.from.balances, f.to.balances)
        ? []
        : [
            {
              ...about(f.to.id, words.to),
              kind: 'changed' as const,
              weight: 'stricter' as const,
              what: { zh: '合计关系', en: 'balances' },
            },
          ]),
    ]),
  ];
}

function reasonChanges({ from, to, words }: Comparing): readonly EditionChange[] {
  const { gone, fresh, stayed } = matched(from.reasonLists, to.reasonLists);
  const about = (id: string, w: SchemeWords): About => ({
    area: 'reason',
    at: { name: id },
    subject: w.text(`reason.${id}`, id),
  });
  const codes = (list: string, ids: readonly string[], w: SchemeWords) =>
    joined(ids.map((c) => w.text(`reason.${list}.${c}`, c)));
  return [
    ...gone.map((l) => went(about(l.id, words.from), 'neutral')),
    ...fresh.map((l) => came(about(l.id, words.to), 'neutral')),
    ...stayed.flatMap(({ from: a, to: b }) => {
      const lost = a.codes.filter((c) => !b.codes.includes(c));
      const added = b.codes.filter((c) => !a.codes.includes(c));
      return [
        ...(lost.length === 0
          ? []
          : [
              {
                ...about(b.id, words.to),
                kind: 'option-gone' as const,
                weight: 'neutral' as const,
                from: codes(a.id, lost, words.from),
              },
            ]),
        ...(added.length === 0
          ? []
          : [
              {
                ...about(b.id, words.to),
                kind: 'option-added' as const,
                weight: 'neutral' as const,
                to: codes(b.id, added, words.to),
              },
            ]),
        ...otherMembers(about(b.id, words.to), a, b, ['id', 'codes']),
      ];
    }),
  ];
}

function roundChanges(comparing: Comparing): readonly EditionChange[] {
  const { from, to, words } = comparing;
  const about: About = { area: 'round', at: { flow: 'round' }, subject: { zh: '批次', en: 'round' } };
  if (from.round === undefined && to.round === undefined) return [];
  if (from.round === undefined) return [came(about, 'neutral')];
  if (to.round === undefined) return [went(about, 'stricter')];
  const quotas = (round: NonNullable<Scheme['round']>, w: SchemeWords): Text | undefined =>
    round.quotas.length === 0
      ? undefined
      : joined(
          round.quotas.map((q) => {
            const name = w.text(`grade.${q.id}`, q.id);
            return { zh: `${name.zh} ${q.most}`, en: `${name.en} ${q.most}` };
          }),
        );
  const [a, b] = [from.round, to.round];
  return [
    ...stepListChanges(comparing, a.steps, b.steps, { at: { flow: 'round' }, under: about.subject }),
    ...property(about, { zh: '名额', en: 'quotas' }, quotas(a, words.from), quotas(b, words.to)),
    ...property(
      about,
      { zh: '公示期', en: 'period of public display' },
      a.display && periodWords(a.display.period),
      b.display && periodWords(b.display.period),
    ),
    ...property(
      about,
      { zh: '每件评审人数', en: 'reviewers for each case' },
      a.assignment && both(String(a.assignment.perCase)),
      b.assignment && both(String(b.assignment.perCase)),
    ),
    ...property(
      about,
      { zh: '推荐名额', en: 'quota of a recommending unit' },
      a.recommenders && both(String(a.recommenders.quota ?? '—')),
      b.recommenders && both(String(b.recommenders.quota ?? '—')),
    ),
    ...otherMembers(about, roundRest(a), roundRest(b), ['steps', 'quotas', 'recommenders']),
  ];
}

/** A round without what was told of it already. */
function roundRest(round: NonNullable<Scheme['round']>): object {
  const { display, assignment, ...rest } = round;
  return {
    ...rest,
    ...(display === undefined ? {} : { display: { identity: display.identity, evidence: display.evidence } }),
    ...(assignment === undefined ? {} : { assignment: { ...assignment, perCase: undefined } }),
  };
}
