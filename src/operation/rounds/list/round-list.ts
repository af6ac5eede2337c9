import type { CaseEvent, StoredValue } from '#certification/case/events.ts';
import { type CaseState, foldCase } from '#certification/case/state.ts';
import { mayOnRound } from '#certification/policy/policy.ts';
import { balanceOf } from '#certification/round/balance.ts';
import { type ListColumn, listOf } from '#certification/round/list-columns.ts';
import { recommendingIn } from '#certification/round/recommender.ts';
import type { MemberCase, RoundState } from '#certification/round/state.ts';
import { optionText } from '#certification/scheme/cell-value.ts';
import type { Field } from '#certification/scheme/form.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { editionOf, loadRound } from '../../acts/loading.ts';
import type { Acting } from '../../acts/request.ts';
import type { CaseSummary } from '../../ports/cases.ts';
import type { Id } from '../../ports/values.ts';
import { presentName } from '../../project/party.ts';
import { caseStream, recordedOf } from '../../streams/recorded.ts';
import type { World } from '../../world.ts';
import type { Sheet } from './list-sheet.ts';

type Language = 'zh' | 'en';

/** What became of a submission, in words that list and page share. */
export interface ListedSubmission {
  readonly case: Id;
  readonly title: string;
  readonly applicant: string;
  readonly code: string;
  readonly unit: string;
  readonly state: string;
  readonly why: string;
  readonly grade: string;
  readonly number: string;
  /** For the desk alone. */
  readonly score: string;
  readonly rank: string;
  readonly cells: readonly string[];
}

export interface RoundList {
  readonly title: string;
  readonly isDesk: boolean;
  readonly rows: readonly ListedSubmission[];
  readonly sheets: readonly Sheet[];
}

/**
 * The list of a round with what became of each submission: all of it for those who run the round, a recommending unit its
 * own part. Null for everybody else. Scores and ranks are the desk's; a grade is told to a unit once the list is displayed.
 * Personal values stay out: whoever needs them reads the case.
 */
export async function roundList(world: World, acting: Acting, id: Id, language: Language): Promise<RoundList | null> {
  const round = await loadRound(world, id);
  const opened = round?.state.opened ?? null;
  if (round === null || opened === null) return null;
  const { viewer } = acting;
  const scheme = await editionOf(world, opened.scheme, opened.edition);
  const isDesk = mayOnRound('round.desk', viewer, { scheme: opened.scheme, body: opened.body });
  const role = recommendingIn(scheme)?.role;
  const isUnit = viewer.kind === 'person' && role !== undefined && viewer.roles.includes(role.id);
  if (!isDesk && !isUnit) return null;
  const { state } = round;
  const members = [...state.cases.values()].filter((c) => isDesk || c.recommender === viewer.party);
  const about = await aboutMembers(world, members);
  const columns = (listOf(scheme)?.columns ?? []).filter((c) => c.field !== null && !c.field.personal);
  const rows = members.map((m) => submissionOf(scheme, state, m, about, { columns, isDesk, language }));
  const list = listSheet(scheme, rows, { columns, isDesk, language });
  const title = opened.title[language] || opened.title.zh;
  return { title, isDesk, rows, sheets: isDesk ? [list, balanceSheet(scheme, state, about, language)] : [list] };
}

interface About {
  readonly summaries: ReadonlyMap<Id, CaseSummary>;
  readonly states: ReadonlyMap<Id, CaseState>;
  readonly numbers: ReadonlyMap<Id, string>;
  readonly name: (id: Id | null) => string;
  readonly code: (id: Id) => string;
}

async function aboutMembers(world: World, members: readonly MemberCase[]): Promise<About> {
  const ids = members.map((m) => m.case);
  const streams = ids.length === 0 ? [] : await world.storage.events.loadAll(ids.map(caseStream));
  const states = new Map(streams.map((s) => [s.stream.id, foldCase(s.stream.id, recordedOf<CaseEvent>(s))]));
  const entries = [...states].flatMap(([id, state]) => state.entries.map((entry) => [id, entry] as const));
  const found = new Map((await world.storage.entries.byIds(entries.map(([, entry]) => entry))).map((e) => [e.id, e]));
  const parties = await world.storage.parties.byIds([
    ...new Set(members.flatMap((m) => [m.applicant, ...(m.recommender === null ? [] : [m.recommender])])),
  ]);
  return {
    summaries: new Map((await world.storage.cases.byIds(ids)).map((s) => [s.id, s])),
    states,
    numbers: new Map(entries.map(([id, entry]) => [id, found.get(entry)?.number ?? ''])),
    name: (id) => {
      const party = id === null ? undefined : parties.get(id);
      return party === undefined ? '' : presentName(party).zh || presentName(party).en;
    },
    code: (id) => parties.get(id)?.codes.find((c) => c.system === 'uscc')?.value ?? '',
  };
}

interface Showing {
  readonly columns: readonly ListColumn[];
  readonly isDesk: boolean;
  readonly language: Language;
}

function submissionOf(
  scheme: Scheme,
  state: RoundState,
  member: MemberCase,
  about: About,
  showing: Showing,
): ListedSubmission {
  const { columns, isDesk, language } = showing;
  const summary = about.summaries.get(member.case);
  const kase = about.states.get(member.case);
  const label = (name: string) => String(summary?.labels[name] ?? '');
  const isKnown = isDesk || state.display !== null;
  const shown = state.display?.list.find((row) => row.case === member.case);
  const grade = isDesk ? label('grade') : (shown?.grade ?? '');
  const say = (key: string, otherwise: string) => scheme.texts[key]?.[language] ?? otherwise;
  return {
    case: member.case,
    title: summary?.title ?? '',
    applicant: about.name(member.applicant),
    code: about.code(member.applicant),
    unit: about.name(member.recommender),
    ...becameOf(scheme, state, member, summary, kase, about, showing),
    grade: isKnown && grade !== '' ? say(`grade.${grade}`, grade) : '',
    number: about.numbers.get(member.case) ?? '',
    score: isDesk ? label('score') : '',
    rank: isDesk ? label('rank') : '',
    cells: columns.map((c) => (c.field === null ? '' : cellText(scheme, c.field, kase?.values[c.field.id], language))),
  };
}

const endings = new Map([
  ['granted', { zh: '通过', en: 'granted' }],
  ['refused', { zh: '不通过', en: 'rejected' }],
  ['withdrawn', { zh: '撤回', en: 'withdrawn' }],
  ['closed', { zh: '未入选', en: 'not chosen' }],
]);

/** What became of it, and why: merged into which, rejected for which reason, where it stands. */
function becameOf(
  scheme: Scheme,
  state: RoundState,
  member: MemberCase,
  summary: CaseSummary | undefined,
  kase: CaseState | undefined,
  about: About,
  { isDesk, language }: Showing,
): { readonly state: string; readonly why: string } {
  const zh = language === 'zh';
  const merged = state.merged.get(member.case);
  if (merged !== undefined) {
    const kept = about.summaries.get(merged.kept)?.title;
    return { state: zh ? '重复，已合并' : 'merged as a duplicate', why: [kept, merged.why].filter(Boolean).join('：') };
  }
  const ended = kase?.ended ?? null;
  if (ended !== null) {
    const { reason } = ended;
    const coded =
      reason === null ? '' : (scheme.texts[`reason.${reason.list}.${reason.code}`]?.[language] ?? reason.code);
    return {
      state: (endings.get(ended.ending) ?? { zh: ended.ending, en: ended.ending })[language],
      why: [coded, reason?.words ?? ''].filter((t) => t !== '').join('：'),
    };
  }
  // What waits for her or for the applicant is told to a unit; how far the secretariat has come is not.
  const told = (summary?.openSteps ?? []).filter((id) => isDesk || isOfUnit(scheme, id));
  const open = told.map((step) => scheme.texts[`step.${step}`]?.[language] ?? step);
  return {
    state: `${zh ? '办理中' : 'open'}${open.length === 0 ? '' : `${zh ? '：' : ': '}${open.join(zh ? '、' : ', ')}`}`,
    why: '',
  };
}

function isOfUnit(scheme: Scheme, id: string): boolean {
  const step = scheme.flows.find((f) => f.id === scheme.round?.caseFlow)?.steps.find((s) => s.id === id);
  const sides = scheme.roles.filter((r) => r.of === 'recommender' || r.of === 'applicant').map((r) => r.id);
  return step?.by.some((role) => sides.includes(role)) ?? false;
}

/** A value as a person writes it into a cell, so that the list can be handed in again. */
function cellText(scheme: Scheme, field: Field, value: StoredValue | undefined, language: Language): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((v: StoredValue) => cellText(scheme, field, v, language)).join('、');
  if (typeof value === 'boolean') return language === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no';
  if (typeof value === 'object') {
    const { zh, en, amount } = value as Readonly<Record<string, StoredValue>>;
    return String(amount ?? (language === 'en' && en ? en : (zh ?? '')) ?? '');
  }
  return field.kind === 'choice'
    ? (optionText(scheme.texts, field.id, String(value))?.[language] ?? String(value))
    : String(value);
}

function listSheet(scheme: Scheme, rows: readonly ListedSubmission[], { columns, isDesk, language }: Showing): Sheet {
  const zh = language === 'zh';
  const own = listOf(scheme)?.columns ?? [];
  const heading = (id: ListColumn['id'], otherwise: string) =>
    own.find((c) => c.id === id)?.text[language] ?? otherwise;
  return {
    name: zh ? '汇总表' : 'List',
    columns: [
      { heading: heading('applicant', zh ? '申报单位' : 'Applicant'), width: 34 },
      { heading: heading('code', zh ? '统一社会信用代码' : 'Unified social credit code'), width: 24 },
      { heading: heading('title', zh ? '题目' : 'Title'), width: 40 },
      ...columns.map((c) => ({ heading: c.text[language], width: c.field?.kind === 'text' ? 30 : 18 })),
      ...(isDesk ? [{ heading: zh ? '推荐单位' : 'Recommended by', width: 28 }] : []),
      { heading: zh ? '结果' : 'Result', width: 24 },
      { heading: zh ? '原因' : 'Why', width: 40 },
      ...(isDesk
        ? [
            { heading: zh ? '平均分' : 'Mean', width: 10 },
            { heading: zh ? '名次' : 'Rank', width: 8 },
          ]
        : []),
      { heading: zh ? '等次' : 'Grade', width: 14 },
      { heading: zh ? '编号' : 'Number', width: 20 },
    ],
    rows: rows.map((r) => [
      r.applicant,
      r.code,
      r.title,
      ...r.cells,
      ...(isDesk ? [r.unit] : []),
      r.state,
      r.why,
      ...(isDesk ? [r.score, r.rank] : []),
      r.grade,
      r.number,
    ]),
  };
}

/** The counts at every gate, by unit and in all: what came in is what went on and what did not. */
function balanceSheet(scheme: Scheme, state: RoundState, about: About, language: Language): Sheet {
  const zh = language === 'zh';
  const balance = balanceOf(state);
  const heads = zh
    ? ['关口', '收到', '通过', '不通过', '撤回', '合并', '终止']
    : ['Gate', 'In', 'On', 'Rejected', 'Withdrawn', 'Merged', 'Closed'];
  const gates = balance.gates.map((g) => [
    scheme.texts[`step.${g.gate}`]?.[language] ?? g.gate,
    ...[g.received, g.on, g.rejected, g.withdrawn, g.merged, g.closed].map(String),
  ]);
  const staying = balance.granted + balance.notGranted + balance.open;
  const all = [balance.received, staying, balance.rejected, balance.withdrawn, balance.merged, balance.closed];
  const units = balance.byRecommender.map((u) => [
    u.recommender === null ? (zh ? '无推荐单位' : 'without a unit') : about.name(u.recommender),
    ...[u.received, u.received - u.left].map(String),
    '',
    '',
    '',
    '',
  ]);
  return {
    name: zh ? '收支平衡' : 'Balance',
    columns: heads.map((heading, index) => ({ heading, width: index === 0 ? 36 : 10 })),
    rows: [...gates, [zh ? '合计' : 'All', ...all.map(String)], ...units],
  };
}
