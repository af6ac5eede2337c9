import type { StoredValues } from '#certification/case/events.ts';
import type { Draft } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';

/** Where a draft is kept. */
export interface DraftPlace {
  /** Its name among the person's drafts; empty where none is kept. */
  readonly subject: string;
  readonly read: () => Promise<Draft | null>;
  readonly save: (content: StoredValues, revision: number) => Promise<Draft>;
  readonly remove: () => Promise<unknown>;
}

/** A draft that is not there is no fault: most forms begin without one. */
async function readDraft(subject: string): Promise<Draft | null> {
  const { rows } = await api.get('/api/v1/drafts', { query: { of: subject } });
  return rows.find((draft) => draft.subject === subject) ?? null;
}

/** The draft of a step of a case, or of one line of it; the server takes it away when the step is done. */
export function stepDraft(id: string, step: string, line: string | null): DraftPlace {
  const at = { path: { id, step }, query: line === null ? {} : { line } };
  const subject = `case:${id}:${step}:${line ?? ''}`;
  return {
    subject,
    read: () => readDraft(subject),
    save: (values, revision) => api.put('/api/v1/cases/{id}/drafts/{step}', { ...at, body: { values, revision } }),
    remove: () => api.delete('/api/v1/cases/{id}/drafts/{step}', at),
  };
}

/** A draft that is kept nowhere: what is written in a secret ballot never leaves the page before it is cast. */
export const noDraft: DraftPlace = {
  subject: '',
  read: () => Promise.resolve(null),
  save: (values, revision) => Promise.resolve({ subject: '', values, revision, savedAt: '' }),
  remove: () => Promise.resolve(undefined),
};

/**
 * A draft by its name: `new:<scheme>:<flow>:<entry>`, `round:<id>:<step>`, `entry:<id>:<act>`, `admin:<form>:<id>`. The dot in
 * `round:<id>:act.<act>` keeps acts beside the steps apart from steps.
 */
export function namedDraft(subject: string): DraftPlace {
  const at = { path: { subject } };
  return {
    subject,
    read: () => readDraft(subject),
    save: (values, revision) => api.put('/api/v1/drafts/{subject}', { ...at, body: { values, revision } }),
    remove: () => api.delete('/api/v1/drafts/{subject}', at),
  };
}

/** An application that is begun: its case is not open yet. */
export function newCaseDraft(scheme: string, flow: string, entry: string | null): DraftPlace {
  return namedDraft(`new:${scheme}:${flow}${entry === null ? '' : `:${entry}`}`);
}
