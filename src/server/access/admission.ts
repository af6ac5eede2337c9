import { type Action, may, policyTable } from '#certification/policy/policy.ts';
import type { Acting } from '#operation/acts/request.ts';
import { Problem } from '../problem/problem.ts';

/**
 * What the door answers for by itself, before anything is read: who is not signed in, a token without the scope, what belongs
 * to the house. A row's own question (is this case hers?) is asked where the row is read. One table says all of it.
 */
export async function admit(action: Action | 'open' | 'signed-in', acting: () => Promise<Acting>): Promise<void> {
  if (action === 'open') return;
  if (action === 'signed-in') {
    if ((await acting()).viewer.kind === 'public') throw notSignedIn();
    return;
  }
  const row = policyTable[action];
  if ((row.allow as readonly string[]).includes('anybody')) return;
  const { viewer } = await acting();
  if (viewer.kind === 'public') throw notSignedIn();
  if (viewer.scopes !== null && !viewer.scopes.includes(row.scope)) {
    const detail = {
      zh: `应含用途 \`${row.scope}\`，实有 ${viewer.scopes.join('、') || '无'}。`,
      en: `Expected the scope \`${row.scope}\`, found ${viewer.scopes.join(', ') || 'none'}.`,
    };
    throw new Problem('scope-missing', { detail });
  }
  if (row.of === 'house' && !may(action as Parameters<typeof may>[0], viewer)) {
    const detail = { zh: `您无权“${row.says.zh}”。`, en: `You may not ${row.says.en}.` };
    throw new Problem('not-allowed', { detail });
  }
}

function notSignedIn(): Problem {
  return new Problem('not-signed-in', { headers: { 'www-authenticate': 'Bearer' } });
}
