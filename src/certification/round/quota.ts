import type { ActContext } from '../act/context.ts';
import { type Refusal, refuse } from '../act/refusal.ts';
import type { StoredValues } from '../case/events.ts';
import { checkRole } from '../case/roles.ts';
import { optionText } from '../scheme/cell-value.ts';
import { valueAt } from '../scheme/evaluate.ts';
import type { RoundSpec } from '../scheme/round.ts';
import type { Scheme } from '../scheme/scheme.ts';
import type { Text } from '../scheme/vocabulary/word.ts';
import { no, type RoundDecision, yes } from './decision.ts';
import { casesIn, type RoundState } from './state.ts';

/** How many a unit may forward, in all or in a track: what was set for it in this round, else what the scheme says of all. */
export function quotaOf(scheme: Scheme, state: RoundState, unit: string, track: string | null): number | null {
  const set = state.quotas.find((q) => q.unit === unit && q.track === track)?.most;
  if (set !== undefined) return set;
  const { recommenders, tracks } = scheme.round ?? {};
  const declared = track === null ? recommenders?.quota : tracks?.quotas.find((q) => q.id === track)?.most;
  return declared ?? null;
}

/** How many it has forwarded that are still in the round; what was rejected, merged or withdrawn frees its place. */
export function forwardedBy(state: RoundState, unit: string, track: string | null, but = ''): number {
  return casesIn(state).filter((c) => c.recommender === unit && c.case !== but && (track === null || c.track === track))
    .length;
}

/** Why the unit may forward no further one, by its name and the track's. */
export function quotaBar(
  scheme: Scheme,
  state: RoundState,
  asked: { readonly unit: string; readonly name: Text; readonly track: string | null; readonly case: string },
): Refusal[] {
  const { unit, name, track } = asked;
  const quota = quotaOf(scheme, state, unit, track);
  const found = forwardedBy(state, unit, track, asked.case);
  if (quota === null || found < quota) return [];
  const params = { unit: name, quota: String(quota), found: String(found) };
  return track === null
    ? [refuse('quota-exceeded', params, { field: 'recommender' })]
    : [refuse('track-quota-exceeded', { ...params, track: trackText(scheme, track) }, { field: trackField(scheme) })];
}

const trackField = (scheme: Scheme): string => scheme.round?.tracks?.field ?? '';

export function trackText(scheme: Scheme, track: string): Text {
  const field = trackField(scheme);
  return optionText(scheme.texts, field, track) ?? { zh: track, en: track };
}

/** Every track that the scheme parts: the options of its field. */
export function tracksOf(scheme: Scheme): readonly string[] {
  const id = scheme.round?.tracks?.field;
  const field = scheme.forms.flatMap((form) => form.fields).find((f) => f.id === id);
  return field?.kind === 'choice' ? field.options : [];
}

/** The track that the form of a case says, where the scheme parts any. */
export function trackIn(scheme: Scheme, values: StoredValues): string | null {
  const value = scheme.round?.tracks === undefined ? undefined : valueAt(values, trackField(scheme));
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A case of the round says its track: counted there from now on, if its unit may forward one more in it. */
export function decideTrack(
  scheme: Scheme,
  state: RoundState,
  tracking: { readonly case: string; readonly values: StoredValues; readonly name: Text },
): RoundDecision {
  const member = state.cases.get(tracking.case);
  const track = trackIn(scheme, tracking.values);
  if (member === undefined || track === null || member.track === track) return yes([]);
  const { recommender: unit } = member;
  const bars = unit === null ? [] : quotaBar(scheme, state, { unit, track, name: tracking.name, case: member.case });
  if (bars.length > 0) return no(...bars);
  return yes([{ type: 'CaseTracked', format: 1, body: { case: member.case, track } }]);
}

export interface SetQuota {
  readonly unit: string;
  readonly track: string | null;
  readonly most: number;
  readonly why: string;
}

/** The secretariat gives one unit more or fewer places, with the reason; never fewer than it has used. */
export function decideQuota(
  scheme: Scheme,
  round: RoundSpec,
  state: RoundState,
  act: SetQuota,
  context: ActContext,
): RoundDecision {
  const by = round.steps.filter((s) => s.work === 'call' || s.work === 'collect').flatMap((s) => s.by);
  const refusals = checkRole(scheme, state.run, by, null, context);
  const unit = context.party(act.unit);
  const tracks = tracksOf(scheme);
  if (round.recommenders === undefined) refusals.push(refuse('recommender-not-asked', {}, { field: 'unit' }));
  if (!unit) refusals.push(refuse('named-unknown', { found: act.unit }, { field: 'unit' }));
  if (act.track !== null && !tracks.includes(act.track))
    refusals.push(refuse('track-unknown', { track: act.track, known: tracks.join(', ') || '—' }, { field: 'track' }));
  if (act.why.trim() === '')
    refusals.push(refuse('field-missing', { label: { zh: '理由', en: 'reason' } }, { field: 'why' }));
  const used = forwardedBy(state, act.unit, act.track);
  if (unit && act.most < used)
    refusals.push(
      refuse('quota-below-used', { unit: unit.name, quota: String(act.most), found: String(used) }, { field: 'most' }),
    );
  if (refusals.length > 0) return no(...refusals);
  const { track, most } = act;
  return yes([{ type: 'QuotaSet', format: 1, body: { unit: act.unit, track, most, why: act.why.trim() } }]);
}
