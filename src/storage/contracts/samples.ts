import type { Actor, NewEvent, StreamName } from '#certification/event/event.ts';
import type { CaseSummary } from '#operation/ports/cases.ts';
import type { Due } from '#operation/ports/dues.ts';
import type { Entry, EntryChange } from '#operation/ports/entries.ts';
import type { Stamp, StreamAppend, StreamHead } from '#operation/ports/event-store.ts';
import type { Notice } from '#operation/ports/notices.ts';
import type { Party } from '#operation/ports/parties.ts';
import type { Task } from '#operation/ports/tasks.ts';
import type { Id } from '#operation/ports/values.ts';

/** Invented rows for the contract suites, each whole and with every kind of value that its column may hold. */

/** Ids in order: what is made later sorts later, as with uuid v7. */
export function idMaker(space = 1): () => Id {
  let count = 0;
  const prefix = space.toString(16).padStart(8, '0');
  return () => `${prefix}-0000-7000-8000-${(++count).toString(16).padStart(12, '0')}`;
}

export const actor: Actor = { kind: 'system', name: 'contract' };

export function stamp(newId: () => Id, recordedAt = '2026-03-10T04:05:06.789Z'): Stamp {
  return { recordedAt, actor, newId };
}

export const note = (text: string): NewEvent => ({ type: 'Noted', format: 1, body: { text, 文字: '质量', n: 42 } });

export function appendTo(stream: StreamName, expected: StreamHead, ...events: NewEvent[]): StreamAppend {
  return { stream, expected, events: events.length > 0 ? events : [note('one')], facts: [] };
}

export function sampleCase(id: Id, other: Partial<CaseSummary> = {}): CaseSummary {
  return {
    id,
    scheme: 'cn-qms',
    edition: '2026-01-01',
    flow: 'initial',
    round: null,
    entry: null,
    applicant: '0000000a-0000-7000-8000-000000000001',
    body: '0000000a-0000-7000-8000-000000000002',
    title: '上海试金石精密机械有限公司 “ISO 9001”\t\\ 初次认证',
    state: 'open',
    ending: null,
    zone: 'Asia/Shanghai',
    openedAt: '2026-03-10T04:05:06.789Z',
    openedBy: null,
    endedAt: null,
    openSteps: ['apply', 'review "one"'],
    nextDue: '2026-04-01',
    persons: [],
    parties: [],
    named: [],
    recused: [],
    labels: { standard: 'GB/T 19001', persons: 42, 备注: null },
    version: 1,
    changedAt: '2026-03-10T04:05:06.789Z',
    ...other,
  };
}

export function sampleTask(subject: Id, other: Partial<Task> = {}): Task {
  return {
    kind: 'case',
    subject,
    step: 'review',
    line: '',
    opening: 1,
    scheme: 'cn-qms',
    flow: 'initial',
    title: '初次认证',
    applicant: null,
    body: null,
    roles: ['reviewer'],
    party: null,
    person: null,
    openedAt: '2026-03-10T04:05:06.789Z',
    due: null,
    state: 'open',
    doneAt: null,
    doneBy: null,
    outcome: null,
    ...other,
  };
}

export function sampleDue(id: Id, other: Partial<Due> = {}): Due {
  return {
    kind: 'clock',
    subject: { kind: 'case', id },
    name: 'review',
    due: '2026-03-20',
    ripeAt: '2026-03-20T16:00:00.000Z',
    remindAt: '2026-03-17T16:00:00.000Z',
    reminded: false,
    state: 'running',
    ...other,
  };
}

export function sampleEntry(id: Id, other: Partial<Entry> = {}): Entry {
  return {
    id,
    source: 'own',
    numberSpace: 'cn-qms',
    number: `034 10Q ${id.slice(0, 8)}${id.slice(-5)} R0S`,
    normalNumber: `03410Q${id.slice(0, 8)}${id.slice(-5)}R0S`.toUpperCase(),
    reissue: 0,
    kind: 'certificate',
    scheme: 'cn-qms',
    edition: '2026-01-01',
    issuer: null,
    holder: null,
    issuerNames: { zh: '华信认证中心' },
    holderNames: { zh: '上海试金石精密机械有限公司', en: 'Touchstone Precision "Machinery"' },
    scopeCodes: ['17', '18'],
    from: '2026-03-10',
    to: '2029-03-09',
    status: 'valid',
    since: '2026-03-10',
    reason: null,
    grade: null,
    succeeds: null,
    succeededBy: null,
    case: null,
    credential: 'ab'.repeat(32),
    details: { scope: { zh: '机械加工', en: 'Machining' }, sites: [{ city: '上海', persons: 20 }] },
    lastSeen: null,
    known: '2026-03-10',
    recordedAt: '2026-03-10T04:05:06.789Z',
    version: 2,
    ...other,
  };
}

export function sampleChange(entry: Id, ordinal: number, other: Partial<EntryChange> = {}): EntryChange {
  return {
    entry,
    ordinal,
    earliest: '2026-03-10',
    latest: '2026-03-10',
    known: '2026-03-10',
    knownUntil: null,
    recordedAt: '2026-03-10T04:05:06.789Z',
    what: 'issued',
    status: 'valid',
    to: '2029-03-09',
    reason: null,
    details: {},
    basis: { kind: 'entry', id: entry, version: ordinal + 1 },
    ...other,
  };
}

export function sampleParty(id: Id, other: Partial<Party> = {}): Party {
  return {
    id,
    kind: 'organisation',
    names: [
      { language: 'zh', name: '上海试金石机械厂', from: null, to: '2020-12-31' },
      { language: 'zh', name: '上海试金石精密机械有限公司', from: '2021-01-01', to: null },
      { language: 'en', name: 'Touchstone Precision Machinery', from: '2021-01-01', to: null },
    ],
    codes: [{ system: 'uscc', value: '91350100M000100Y43' }],
    details: { region: '310115' },
    since: '2026-03-10T04:05:06.789Z',
    version: 1,
    ...other,
  };
}

export function sampleNotice(id: Id, basis: StreamName, other: Partial<Notice> = {}): Notice {
  return {
    id,
    kind: 'display',
    box: 'notices',
    scheme: 'quality-technology-award',
    round: null,
    case: null,
    party: null,
    title: { zh: '关于公示拟授奖名单的通知', en: 'List of proposed winners' },
    body: { rows: 3 },
    issuedAt: '2026-03-10T04:05:06.789Z',
    from: '2026-03-11',
    to: '2026-03-17',
    corrects: null,
    basis,
    ...other,
  };
}
