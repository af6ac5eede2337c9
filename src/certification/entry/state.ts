import type { Recorded } from '../case/state.ts';
import type {
  DutySet,
  EntryDecided,
  EntryEvent,
  EntryScope,
  EntryStatus,
  StatusPlace,
  TransitionReminded,
} from './events.ts';

/** An entry as its events tell it: what it is, what it covers, which status it has and what is due on it. */
export interface EntryState {
  id: string;
  version: number;
  decided: EntryDecided | null;
  issuedOn: string | null;
  credential: string | null;
  keyId: string | null;
  /** Where the issuer's status list tells of it. */
  place: StatusPlace | null;
  status: EntryStatus;
  /** Day from which the status holds. */
  since: string | null;
  reason: { readonly list: string; readonly code: string; readonly words: string } | null;
  scope: EntryScope | null;
  to: string | null;
  suspension: {
    readonly from: string;
    readonly until: string | null;
    readonly afterwards: 'must-withdraw' | null;
    readonly codes: readonly string[] | null;
  } | null;
  duties: readonly DutySet[];
  /** Duties met, newest last. */
  met: readonly { readonly duty: string; readonly on: string; readonly case: string }[];
  /** What must follow and has not been done yet. */
  consequences: readonly {
    readonly duty: string;
    readonly due: string;
    readonly consequence: 'must-suspend' | 'must-withdraw' | 'flag';
  }[];
  /** The window by whose end it has to move, as it was told last. */
  reminded: TransitionReminded | null;
  succeededBy: { readonly entry: string; readonly number: string; readonly on: string } | null;
}

export function foldEntry(id: string, events: readonly Recorded<EntryEvent>[]): EntryState {
  const state: EntryState = {
    id,
    version: 0,
    decided: null,
    issuedOn: null,
    credential: null,
    keyId: null,
    place: null,
    status: 'decided',
    since: null,
    reason: null,
    scope: null,
    to: null,
    suspension: null,
    duties: [],
    met: [],
    consequences: [],
    reminded: null,
    succeededBy: null,
  };
  for (const recorded of events) applyEntryEvent(state, recorded);
  return state;
}

export function applyEntryEvent(state: EntryState, recorded: Recorded<EntryEvent>): void {
  const { event } = recorded;
  state.version = recorded.version;
  switch (event.type) {
    case 'EntryDecided':
      Object.assign(state, {
        decided: event.body,
        scope: event.body.scope,
        to: event.body.to,
        since: event.body.decidedOn,
        duties: event.body.duties,
      });
      break;
    case 'EntryIssued':
      Object.assign(state, {
        issuedOn: event.body.issuedOn,
        credential: event.body.credential,
        keyId: event.body.keyId,
        place: event.body.status,
        status: 'valid',
        since: state.decided?.from ?? event.body.issuedOn,
      });
      break;
    case 'EntrySuspended': {
      const { from, until, afterwards, codes, reason } = event.body;
      // A suspension of a part leaves the entry valid with a smaller scope for as long as it lasts.
      if (codes === null) Object.assign(state, { status: 'suspended', since: from });
      state.reason = reason;
      state.suspension = { from, until, afterwards, codes };
      state.consequences = state.consequences.filter((c) => c.consequence !== 'must-suspend');
      break;
    }
    case 'EntryRestored':
      Object.assign(state, {
        status: 'valid',
        since: event.body.on,
        reason: event.body.reason,
        suspension: null,
        consequences: [],
      });
      if (event.body.duties.length > 0) state.duties = mergeDuties(state.duties, event.body.duties);
      break;
    case 'EntryScopeChanged':
      Object.assign(state, { scope: event.body.scope, reason: event.body.reason });
      break;
    case 'EntryEnded':
      Object.assign(state, {
        status: event.body.status,
        since: event.body.on,
        reason: event.body.reason,
        suspension: null,
        duties: [],
        consequences: [],
      });
      break;
    case 'EntryExpired':
      Object.assign(state, {
        status: 'expired',
        since: event.body.lastDay,
        suspension: null,
        duties: [],
        consequences: [],
      });
      break;
    case 'EntrySucceeded':
      Object.assign(state, {
        status: 'cancelled',
        since: event.body.on,
        succeededBy: { entry: event.body.by, number: event.body.number, on: event.body.on },
        reason: { list: 'register', code: 'succeeded', words: event.body.number },
        duties: [],
        consequences: [],
        suspension: null,
      });
      break;
    case 'DutyMet':
      state.met = [...state.met, { duty: event.body.duty, on: event.body.on, case: event.body.case }];
      state.duties = mergeDuties(
        state.duties.filter((d) => d.duty !== event.body.duty),
        event.body.duties,
      );
      state.consequences = state.consequences.filter((c) => c.duty !== event.body.duty);
      break;
    case 'DutyMissed':
      state.consequences = [
        ...state.consequences.filter((c) => c.duty !== event.body.duty),
        { duty: event.body.duty, due: event.body.due, consequence: event.body.consequence },
      ];
      break;
    case 'TransitionReminded':
      state.reminded = event.body;
      break;
  }
}

function mergeDuties(old: readonly DutySet[], fresh: readonly DutySet[]): readonly DutySet[] {
  return [...old.filter((d) => !fresh.some((f) => f.duty === d.duty)), ...fresh];
}
