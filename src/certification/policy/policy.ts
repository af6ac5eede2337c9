import { accepts, everything, type Filter, nothing } from './filter.ts';
import { namedToken, type Scope, tokensOf, type Viewer } from './viewer.ts';

/** The fields of a case, round, task and entry about which the policy asks. */
export type CasePolicyField = 'scheme' | 'applicant' | 'body' | 'named' | 'openedBy' | 'recused';
export type RoundPolicyField = 'scheme' | 'body';
export type TaskPolicyField = 'roles' | 'doneBy';
export type EntryPolicyField = 'issuer' | 'holder';

/** How somebody may stand to a case. Each relation is one filter, so that it is asked of a row and of the database alike. */
const caseRelations = {
  /** Works at the desk of the party that applies. */
  'applicant-desk': (v) => ({ all: [is('applicant', v.party), { field: 'scheme', is: v.applicantSchemes }] }),
  /** Works at the desk of the body that carries the case. */
  'body-desk': (v) => ({ all: [is('body', v.party), { field: 'scheme', is: v.bodySchemes }] }),
  /** Is named in the case, herself or by her party (a laboratory), for a role that she holds. */
  named: (v) => ({
    field: 'named',
    overlaps: v.roles.flatMap((role) => [namedToken(role, v.person), namedToken(role, v.party)]),
  }),
  opener: (v) => is('openedBy', v.person),
  recused: (v) => ({ field: 'recused', overlaps: [v.person] }),
} as const satisfies Record<string, (viewer: Viewer) => Filter<CasePolicyField>>;

const roundRelations = {
  'body-desk': (v) => ({ all: [is('body', v.party), { field: 'scheme', is: v.bodySchemes }] }),
  /** Which roles do a step of a round, its scheme says; it may be a jury's or a recommending unit's. */
  'signed-in': (v) => (v.kind === 'person' ? everything : nothing),
  anybody: () => everything,
} as const satisfies Record<string, (viewer: Viewer) => Filter<RoundPolicyField>>;

const taskRelations = {
  mine: (v) => ({ field: 'roles', overlaps: tokensOf(v) }),
  'done-by-me': (v) => is('doneBy', v.person),
} as const satisfies Record<string, (viewer: Viewer) => Filter<TaskPolicyField>>;

const entryRelations = {
  anybody: () => everything,
  party: (v) => ({ any: [is('issuer', v.party), is('holder', v.party)] }),
} as const satisfies Record<string, (viewer: Viewer) => Filter<EntryPolicyField>>;

/** Conditions that no row is needed for. */
const standings = {
  anybody: () => true,
  'signed-in': (v) => v.kind === 'person',
  administrator: (v) => v.kind === 'person' && v.isAdministrator,
  /** A person whose employment says that she keeps the register. */
  registrar: (v) => v.kind === 'person' && v.roles.includes('registrar'),
  /** Works for an owner of schemes; which ones are his, is asked where the scheme is read. */
  'scheme-owner': (v) => v.kind === 'person' && v.roles.includes('scheme-owner'),
} as const satisfies Record<string, (viewer: Viewer) => boolean>;

interface Row {
  readonly scope: Scope;
  readonly says: { readonly zh: string; readonly en: string };
}
interface CaseRow extends Row {
  readonly of: 'case';
  readonly allow: readonly (keyof typeof caseRelations)[];
  readonly deny: readonly (keyof typeof caseRelations)[];
}
interface RoundRow extends Row {
  readonly of: 'round';
  readonly allow: readonly (keyof typeof roundRelations)[];
}
interface TaskRow extends Row {
  readonly of: 'task';
  readonly allow: readonly (keyof typeof taskRelations)[];
}
interface EntryRow extends Row {
  readonly of: 'entry';
  readonly allow: readonly (keyof typeof entryRelations)[];
}
interface HouseRow extends Row {
  readonly of: 'house';
  readonly allow: readonly (keyof typeof standings)[];
}

const seesCase = ['applicant-desk', 'body-desk', 'named', 'opener'] as const;

/**
 * The one policy table: every route and act asks by a key of it. INVARIANT: an administrator stands in no row of a case, so
 * that the operator reads none by default; who is recused reads it no more, however else she stands to it.
 */
const table = {
  'case.read': {
    of: 'case',
    allow: seesCase,
    deny: ['recused'],
    scope: 'read',
    says: { zh: '查看案件', en: 'read a case' },
  },
  'case.act': {
    of: 'case',
    allow: seesCase,
    deny: ['recused'],
    scope: 'act',
    says: { zh: '办理案件', en: 'act in a case' },
  },
  'case.list': {
    of: 'case',
    allow: seesCase,
    deny: ['recused'],
    scope: 'read',
    says: { zh: '案件列表与计数', en: 'list and count cases' },
  },
  'case.export': {
    of: 'case',
    allow: ['applicant-desk', 'body-desk'],
    deny: ['recused'],
    scope: 'export',
    says: { zh: '导出案件', en: 'export cases' },
  },
  'file.read': {
    of: 'case',
    allow: seesCase,
    deny: ['recused'],
    scope: 'read',
    says: { zh: '下载案件文件', en: 'download a file of a case' },
  },
  'round.read': {
    of: 'round',
    allow: ['anybody'],
    scope: 'read',
    says: { zh: '查看批次公开信息', en: 'read what a round makes public' },
  },
  'round.desk': {
    of: 'round',
    allow: ['body-desk'],
    scope: 'read',
    says: { zh: '批次工作台', en: 'the desk of a round' },
  },
  'round.act': { of: 'round', allow: ['signed-in'], scope: 'act', says: { zh: '办理批次', en: 'act in a round' } },
  'task.list': { of: 'task', allow: ['mine'], scope: 'read', says: { zh: '待办', en: 'what waits for me' } },
  'task.done': { of: 'task', allow: ['done-by-me'], scope: 'read', says: { zh: '已办', en: 'what I did' } },
  'entry.read': { of: 'entry', allow: ['anybody'], scope: 'read', says: { zh: '查看登记', en: 'read an entry' } },
  'entry.act': { of: 'entry', allow: ['party'], scope: 'act', says: { zh: '办理登记事项', en: 'act on an entry' } },
  'register.export': {
    of: 'house',
    allow: ['registrar'],
    scope: 'export',
    says: { zh: '导出名录', en: 'export the register' },
  },
  'register.import': {
    of: 'house',
    allow: ['registrar'],
    scope: 'import',
    says: { zh: '导入名录', en: 'import a register' },
  },
  // Which roles open a case of a flow, its scheme says; a complaint is open to everybody who says who she is.
  'case.open': { of: 'house', allow: ['signed-in'], scope: 'act', says: { zh: '提出申请', en: 'open a case' } },
  'round.open': { of: 'house', allow: ['signed-in'], scope: 'act', says: { zh: '开启批次', en: 'open a round' } },
  'notice.issue': { of: 'house', allow: ['registrar'], scope: 'act', says: { zh: '发布通知', en: 'put out a notice' } },
  'file.upload': { of: 'house', allow: ['signed-in'], scope: 'act', says: { zh: '上传文件', en: 'upload a file' } },
  'draft.keep': { of: 'house', allow: ['signed-in'], scope: 'act', says: { zh: '保存草稿', en: 'keep a draft' } },
  'token.make': {
    of: 'house',
    allow: ['signed-in'],
    scope: 'admin',
    says: { zh: '建立接口令牌', en: 'make an API token' },
  },
  'objection.make': {
    of: 'house',
    allow: ['anybody'],
    scope: 'act',
    says: { zh: '提出异议', en: 'make an objection' },
  },
  'vote.cast': {
    of: 'house',
    allow: ['anybody'],
    scope: 'act',
    says: { zh: '参加公众投票', en: 'vote where the public votes' },
  },
  'verdict.ask': { of: 'house', allow: ['anybody'], scope: 'read', says: { zh: '核验', en: 'ask for a verdict' } },
  'admin.parties': {
    of: 'house',
    allow: ['administrator', 'registrar'],
    scope: 'admin',
    says: { zh: '建立单位与人员', en: 'register parties and persons' },
  },
  'admin.accounts': {
    of: 'house',
    allow: ['administrator'],
    scope: 'admin',
    says: { zh: '建立账户与任职', en: 'make accounts and employments' },
  },
  'scheme.register': {
    of: 'house',
    allow: ['administrator', 'registrar', 'scheme-owner'],
    scope: 'act',
    says: { zh: '登记制度版本（所有者仅限其制度）', en: 'register editions of schemes; an owner, of his own' },
  },
  'scheme.weigh': {
    of: 'house',
    allow: ['administrator', 'registrar', 'scheme-owner'],
    scope: 'read',
    says: { zh: '查看制度新版本的影响', en: 'see what a new edition touches' },
  },
  'scheme.steer': {
    of: 'house',
    allow: ['administrator', 'registrar', 'scheme-owner'],
    scope: 'act',
    says: { zh: '收回、关闭制度版本，声明过渡', en: 'recall and close editions, declare transitions' },
  },
  'admin.keys': {
    of: 'house',
    allow: ['administrator'],
    scope: 'admin',
    says: { zh: '管理单位密钥', en: 'keep the keys of organisations' },
  },
  'admin.jobs': {
    of: 'house',
    allow: ['administrator'],
    scope: 'admin',
    says: { zh: '查看与重试任务', en: 'see jobs and run them again' },
  },
  'admin.audit': {
    of: 'house',
    allow: ['administrator'],
    scope: 'admin',
    says: { zh: '全面核对', en: 'audit everything' },
  },
  'demo.clock': {
    of: 'house',
    allow: ['anybody'],
    scope: 'act',
    says: { zh: '向前拨动演示时钟', en: 'move the clock of a demonstration forward' },
  },
  'admin.clock': {
    of: 'house',
    allow: ['administrator'],
    scope: 'admin',
    says: { zh: '拨动演示时钟', en: 'move the clock of the demonstration' },
  },
} as const satisfies Record<string, CaseRow | RoundRow | TaskRow | EntryRow | HouseRow>;

export type Action = keyof typeof table;
type ActionOf<K extends string> = { [A in Action]: (typeof table)[A] extends { readonly of: K } ? A : never }[Action];
export type CaseAction = ActionOf<'case'>;
export type RoundAction = ActionOf<'round'>;
export type TaskAction = ActionOf<'task'>;
export type EntryAction = ActionOf<'entry'>;
export type HouseAction = ActionOf<'house'>;

export const policyTable: Readonly<Record<Action, CaseRow | RoundRow | TaskRow | EntryRow | HouseRow>> = table;

/** Which cases the viewer may do this to: asked of one case by `accepts`, of the database as it stands. */
export function caseFilter(action: CaseAction, viewer: Viewer): Filter<CasePolicyField> {
  const row: CaseRow = table[action];
  if (!isInScope(row, viewer)) return nothing;
  if (viewer.kind === 'system') return everything;
  if (viewer.kind === 'public') return nothing;
  return {
    all: [
      { any: row.allow.map((name) => caseRelations[name](viewer)) },
      { not: { any: row.deny.map((name) => caseRelations[name](viewer)) } },
    ],
  };
}

export function roundFilter(action: RoundAction, viewer: Viewer): Filter<RoundPolicyField> {
  const row: RoundRow = table[action];
  if (!isInScope(row, viewer)) return nothing;
  if (viewer.kind === 'system') return everything;
  const relations = viewer.kind === 'public' ? row.allow.filter((name) => name === 'anybody') : row.allow;
  return { any: relations.map((name) => roundRelations[name](viewer)) };
}

export function taskFilter(action: TaskAction, viewer: Viewer): Filter<TaskPolicyField> {
  const row: TaskRow = table[action];
  if (!isInScope(row, viewer) || viewer.kind !== 'person') return nothing;
  return { any: row.allow.map((name) => taskRelations[name](viewer)) };
}

export function entryFilter(action: EntryAction, viewer: Viewer): Filter<EntryPolicyField> {
  const row: EntryRow = table[action];
  if (!isInScope(row, viewer)) return nothing;
  if (viewer.kind === 'system') return everything;
  const relations = viewer.kind === 'public' ? row.allow.filter((name) => name === 'anybody') : row.allow;
  return { any: relations.map((name) => entryRelations[name](viewer)) };
}

export function mayOnCase(
  action: CaseAction,
  viewer: Viewer,
  row: { readonly [name in CasePolicyField]?: unknown },
): boolean {
  return accepts(caseFilter(action, viewer), row);
}

export function mayOnEntry(
  action: EntryAction,
  viewer: Viewer,
  row: { readonly [name in EntryPolicyField]?: unknown },
): boolean {
  return accepts(entryFilter(action, viewer), row);
}

export function mayOnRound(
  action: RoundAction,
  viewer: Viewer,
  row: { readonly [name in RoundPolicyField]?: unknown },
): boolean {
  return accepts(roundFilter(action, viewer), row);
}

/** Whether the viewer may do something of the house that has no row. */
export function may(action: HouseAction, viewer: Viewer): boolean {
  const row: HouseRow = table[action];
  return isInScope(row, viewer) && (viewer.kind === 'system' || row.allow.some((name) => standings[name](viewer)));
}

function isInScope(row: Row, viewer: Viewer): boolean {
  return viewer.scopes === null || viewer.scopes.includes(row.scope);
}

function is<Field extends string>(field: Field, value: string): Filter<Field> {
  // An empty id stands for nobody and must match no row.
  return value === '' ? nothing : { field, is: [value] };
}
