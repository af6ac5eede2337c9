import { ApiProblem, api } from '../desk/api.ts';
import type { DraftPlace } from './use-draft.ts';

async function orNull<T>(asking: Promise<T>): Promise<T | null> {
  try {
    return await asking;
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.status === 404) return null;
    throw problem;
  }
}

/** The draft of a step of a case, or of one line of it; the server takes it away when the step is done. */
export function stepDraft(id: string, step: string, line: string | null): DraftPlace {
  const at = { path: { id, step }, query: line === null ? {} : { line } };
  return {
    read: () => orNull(api.get('/api/v1/cases/{id}/drafts/{step}', at)),
    save: (values, revision) => api.put('/api/v1/cases/{id}/drafts/{step}', { ...at, body: { values, revision } }),
    remove: () => api.delete('/api/v1/cases/{id}/drafts/{step}', at),
  };
}

/** A draft by its name: `new:<scheme>:<flow>`, `round:<id>:<step>`, `entry:<id>:<act>`. */
export function namedDraft(subject: string): DraftPlace {
  const at = { path: { subject } };
  return {
    read: () => orNull(api.get('/api/v1/drafts/{subject}', at)),
    save: (values, revision) => api.put('/api/v1/drafts/{subject}', { ...at, body: { values, revision } }),
    remove: () => api.delete('/api/v1/drafts/{subject}', at),
  };
}
