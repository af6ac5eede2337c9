import type { StatusState } from '#proof/status-list.ts';
import type { EntryScope } from './events.ts';
import type { EntryState } from './state.ts';

/**
 * What the status list says of an entry: may its credential, as it was signed, be relied on today? Expiry is not in it: the
 * credential's own dates tell that.
 */
export function statusStateOf(state: EntryState): StatusState {
  switch (state.status) {
    case 'suspended':
    case 'withdrawn':
      return state.status;
    case 'cancelled':
      return state.succeededBy === null ? 'cancelled' : 'succeeded';
    case 'decided':
    case 'valid':
    case 'expired':
      return state.suspension !== null || hasLessScope(state) ? 'smaller-scope' : 'holds';
  }
}

/** Whether something that the credential says is in the scope no longer is. What was added to it since does no harm. */
function hasLessScope({ decided, scope }: EntryState): boolean {
  if (decided === null || scope === null) return false;
  const parts = (one: EntryScope) => [...one.codes, ...one.standards, ...one.sites.map((site) => JSON.stringify(site))];
  const now = new Set(parts(scope));
  return parts(decided.scope).some((part) => !now.has(part));
}
