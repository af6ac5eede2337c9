import { type Refusal, refuse } from '../../act/refusal.ts';
import type { Scheme } from '../scheme.ts';
import { decideRegistration } from './decide-life.ts';
import { foldLife, type RecordedAt } from './life.ts';

/** Long before any edition: none of them begins in the past, which only a register can know. */
const before = '0001-01-01';

/**
 * What the editions of one scheme say against each other before any is registered: the same name twice, one first day for two,
 * a gap, an overlap, a predecessor that is none of them. The register would refuse each of these when it takes them in.
 */
export function editionFaults(schemes: readonly Scheme[]): readonly { scheme: Scheme; refusals: readonly Refusal[] }[] {
  const sorted = [...schemes].sort((a, b) => (a.inForce.from < b.inForce.from ? -1 : 1));
  const events: RecordedAt[] = [];
  const named = new Set<string>();
  return sorted.flatMap((scheme) => {
    const { edition } = scheme;
    if (named.has(edition)) return [{ scheme, refusals: [refuse('edition-twice', { edition }, { field: 'edition' })] }];
    named.add(edition);
    const decision = decideRegistration(foldLife(events), scheme, '', before);
    if (!decision.ok) return [{ scheme, refusals: decision.refusals }];
    events.push(...decision.events.map((event) => ({ event, recordedAt: `${before}T00:00:00.000Z` })));
    return [];
  });
}
