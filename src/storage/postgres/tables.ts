import type { CaseSummary, RoundSummary } from '#operation/ports/cases.ts';
import type { Due } from '#operation/ports/dues.ts';
import type { Entry, EntryChange } from '#operation/ports/entries.ts';
import type { Notice } from '#operation/ports/notices.ts';
import type { Party } from '#operation/ports/parties.ts';
import type { StatusPlaceRow } from '#operation/ports/status-places.ts';
import type { Task } from '#operation/ports/tasks.ts';
import { defineTable } from './table.ts';

/** The tables of the projections, column by column. The rows are the ports' own, flat where those nest. */
export const caseTable = defineTable<CaseSummary>(
  'case_summary',
  {
    id: 'uuid',
    scheme: 'text',
    edition: 'text',
    flow: 'text',
    round: 'uuid',
    entry: 'uuid',
    applicant: 'uuid',
    body: 'uuid',
    title: 'text',
    state: 'text',
    ending: 'text',
    zone: 'text',
    openedAt: 'instant',
    openedBy: 'uuid',
    endedAt: 'instant',
    openSteps: 'texts',
    nextDue: 'day',
    persons: 'texts',
    parties: 'texts',
    named: 'texts',
    recused: 'texts',
    labels: 'json',
    version: 'int',
    changedAt: 'instant',
  },
  ['id'],
);

export const roundTable = defineTable<RoundSummary>(
  'round_summary',
  {
    id: 'uuid',
    scheme: 'text',
    edition: 'text',
    body: 'uuid',
    title: 'json',
    state: 'text',
    openSteps: 'texts',
    cases: 'int',
    openedAt: 'instant',
    endedAt: 'instant',
    nextDue: 'day',
    version: 'int',
    changedAt: 'instant',
  },
  ['id'],
);

export const taskTable = defineTable<Task>(
  'task',
  {
    kind: 'text',
    subject: 'uuid',
    step: 'text',
    line: 'text',
    opening: 'int',
    scheme: 'text',
    flow: 'text',
    title: 'text',
    applicant: 'uuid',
    body: 'uuid',
    roles: 'texts',
    party: 'uuid',
    person: 'uuid',
    openedAt: 'instant',
    due: 'day',
    state: 'text',
    doneAt: 'instant',
    doneBy: 'uuid',
    outcome: 'text',
  },
  ['subject', 'step', 'line', 'opening'],
);

export type FlatDue = Omit<Due, 'subject'> & {
  readonly subjectKind: Due['subject']['kind'];
  readonly subjectId: string;
};

export const dueTable = defineTable<FlatDue>(
  'due',
  {
    kind: 'text',
    subjectKind: 'text',
    subjectId: 'uuid',
    name: 'text',
    due: 'day',
    ripeAt: 'instant',
    remindAt: 'instant',
    reminded: 'bool',
    state: 'text',
  },
  ['subjectId', 'kind', 'name'],
);

export const flattenDue = ({ subject, ...due }: Due): FlatDue => ({
  ...due,
  subjectKind: subject.kind,
  subjectId: subject.id,
});
export const nestDue = ({ subjectKind: kind, subjectId: id, ...due }: FlatDue): Due => ({
  ...due,
  subject: { kind, id },
});

export const entryTable = defineTable<Entry>(
  'entry',
  {
    id: 'uuid',
    source: 'text',
    numberSpace: 'text',
    number: 'text',
    normalNumber: 'text',
    reissue: 'int',
    kind: 'text',
    scheme: 'text',
    edition: 'text',
    issuer: 'uuid',
    holder: 'uuid',
    issuerNames: 'json',
    holderNames: 'json',
    scopeCodes: 'texts',
    from: ['valid_from', 'day'],
    to: ['valid_to', 'day'],
    status: 'text',
    since: 'day',
    reason: 'text',
    grade: 'text',
    succeeds: 'uuid',
    succeededBy: 'uuid',
    case: ['case_id', 'uuid'],
    credential: 'digest',
    details: 'json',
    lastSeen: 'day',
    known: 'day',
    recordedAt: 'instant',
    version: 'int',
  },
  ['id'],
);

export type FlatChange = Omit<EntryChange, 'basis'> & {
  readonly basisKind: EntryChange['basis']['kind'];
  readonly basisId: string;
  readonly basisVersion: number;
};

export const changeTable = defineTable<FlatChange>(
  'entry_change',
  {
    entry: 'uuid',
    ordinal: 'int',
    earliest: 'day',
    latest: 'day',
    known: 'day',
    knownUntil: 'day',
    recordedAt: 'instant',
    what: 'text',
    status: 'text',
    to: ['valid_to', 'day'],
    reason: 'text',
    details: 'json',
    basisKind: 'text',
    basisId: 'uuid',
    basisVersion: 'int',
  },
  ['entry', 'ordinal'],
);

export function flattenChange({ basis, ...change }: EntryChange): FlatChange {
  return { ...change, basisKind: basis.kind, basisId: basis.id, basisVersion: basis.version };
}

export function nestChange({ basisKind, basisId, basisVersion, ...change }: FlatChange): EntryChange {
  return { ...change, basis: { kind: basisKind, id: basisId, version: basisVersion } };
}

export const placeTable = defineTable<StatusPlaceRow>(
  'status_place',
  { issuer: 'uuid', list: 'int', index: 'int', entry: 'uuid', state: 'int' },
  ['issuer', 'list', 'index'],
);

export type FlatNotice = Omit<Notice, 'basis'> & {
  readonly basisKind: Notice['basis']['kind'];
  readonly basisId: string;
};

export const noticeTable = defineTable<FlatNotice>(
  'notice',
  {
    id: 'uuid',
    kind: 'text',
    box: 'text',
    scheme: 'text',
    round: 'uuid',
    case: ['case_id', 'uuid'],
    party: 'uuid',
    title: 'json',
    body: 'json',
    issuedAt: 'instant',
    from: ['valid_from', 'day'],
    to: ['valid_to', 'day'],
    corrects: 'uuid',
    basisKind: 'text',
    basisId: 'uuid',
  },
  ['id'],
);

export const flattenNotice = ({ basis, ...notice }: Notice): FlatNotice => ({
  ...notice,
  basisKind: basis.kind,
  basisId: basis.id,
});
export const nestNotice = ({ basisKind: kind, basisId: id, ...notice }: FlatNotice): Notice => ({
  ...notice,
  basis: { kind, id },
});

export type FlatParty = Omit<Party, 'names' | 'codes'>;

export const partyTable = defineTable<FlatParty>(
  'party',
  { id: 'uuid', kind: 'text', details: 'json', since: 'instant', version: 'int' },
  ['id'],
);

export interface PartyNameRow {
  readonly party: string;
  readonly ordinal: number;
  readonly language: Party['names'][number]['language'];
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
}

export const partyNameTable = defineTable<PartyNameRow>(
  'party_name',
  {
    party: 'uuid',
    ordinal: 'int',
    language: 'text',
    name: 'text',
    from: ['valid_from', 'day'],
    to: ['valid_to', 'day'],
  },
  ['party', 'ordinal'],
);

export interface PartyCodeRow {
  readonly party: string;
  readonly ordinal: number;
  readonly system: string;
  readonly value: string;
}

export const partyCodeTable = defineTable<PartyCodeRow>(
  'party_code',
  { party: 'uuid', ordinal: 'int', system: 'text', value: 'text' },
  ['party', 'ordinal'],
);

export interface SearchRow {
  readonly id: string;
  /** The texts, one a line. */
  readonly text: string;
  readonly grams: readonly number[];
}

const searchColumns = { id: 'uuid', text: 'text', grams: 'ints' } as const;
export const searchTables = {
  entry: defineTable<SearchRow>('entry_search', searchColumns, ['id']),
  party: defineTable<SearchRow>('party_search', searchColumns, ['id']),
} as const;
