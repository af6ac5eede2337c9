import type { ActContext } from '../act/context.ts';
import { refuse } from '../act/refusal.ts';
import { situationOf } from '../case/decide.ts';
import { planAfter } from '../case/plan.ts';
import { checkRole } from '../case/roles.ts';
import type { Scheme } from '../scheme/scheme.ts';
import { no, type RoundDecision, yes } from './decision.ts';
import { foldRound } from './state.ts';

export function decideOpenRound(
  scheme: Scheme,
  id: string,
  body: string,
  title: { readonly zh: string; readonly en: string },
  context: ActContext,
): RoundDecision {
  const round = scheme.round;
  if (!round)
    return no(
      refuse('flow-unknown', { scheme: scheme.id, flow: 'round', known: scheme.flows.map((f) => f.id).join(', ') }),
    );
  const blank = foldRound(id, []).run;
  blank.opened = {
    scheme: scheme.id,
    edition: scheme.edition,
    flow: 'round',
    applicant: body,
    body,
    zone: scheme.zone,
    round: null,
    entry: null,
    title: title.zh,
    effects: { opened: [], reopened: [], skipped: [], completed: [], clocks: [], ended: null },
  };
  const refusals = checkRole(scheme, blank, round.steps[0]?.by ?? [], null, context);
  const { today } = context.calendar;
  if (today < scheme.inForce.from || (scheme.inForce.to !== undefined && today > scheme.inForce.to))
    refusals.push(
      refuse('scheme-not-in-force', {
        scheme: scheme.id,
        edition: scheme.edition,
        day: today,
        from: scheme.inForce.from,
        to: scheme.inForce.to ?? '—',
      }),
    );
  if (title.zh.trim() === '')
    refusals.push(refuse('field-missing', { label: { zh: '批次名称', en: 'title' } }, { field: 'title' }));
  if (refusals.length > 0) return no(...refusals);
  const { effects } = planAfter(round.steps, blank, null, situationOf(blank, {}, [], context));
  return yes([
    {
      type: 'RoundOpened',
      format: 1,
      body: { scheme: scheme.id, edition: scheme.edition, body, zone: scheme.zone, title, effects },
    },
  ]);
}
