import { refuse } from '../act/refusal.ts';
import type { Scheme } from '../scheme/scheme.ts';
import { decideCloseVote } from './ballot.ts';
import { no, type RoundContext, type RoundDecision } from './decision.ts';
import { type CorrectDisplay, decideCorrectDisplay } from './display.ts';
import { decideDuplicate, type JudgeDuplicate } from './merge.ts';
import { decideIssueCodes, decideSetAside, type SetAsideVotes } from './public-vote.ts';
import { decideQuota, type SetQuota } from './quota.ts';
import { decideReplaceReviewer, type ReplaceReviewer } from './replace-reviewer.ts';
import type { RoundState } from './state.ts';

/** The acts of a round beside doing its steps and answering objections. */
export type FurtherRoundAct =
  | { readonly act: 'close-vote'; readonly step: string }
  | ({ readonly act: 'correct-display' } & CorrectDisplay)
  | ({ readonly act: 'replace-reviewer' } & ReplaceReviewer)
  | ({ readonly act: 'judge-duplicate' } & JudgeDuplicate)
  | ({ readonly act: 'set-quota' } & SetQuota)
  | ({ readonly act: 'set-aside-votes' } & SetAsideVotes)
  | { readonly act: 'issue-codes'; readonly step: string; readonly count: number; readonly to: string };

export function decideFurtherInRound(
  scheme: Scheme,
  state: RoundState,
  act: FurtherRoundAct,
  context: RoundContext,
): RoundDecision {
  const { round } = scheme;
  if (!round || !state.opened) return no(refuse('flow-unknown', { scheme: scheme.id, flow: 'round', known: '' }));
  switch (act.act) {
    case 'close-vote':
      return decideCloseVote(scheme, round, state, act, context);
    case 'correct-display':
      return decideCorrectDisplay(scheme, round, state, act, context);
    case 'replace-reviewer':
      return decideReplaceReviewer(scheme, round, state, act, context);
    case 'set-aside-votes':
      return decideSetAside(scheme, round, state, act, context);
    case 'issue-codes':
      return decideIssueCodes(scheme, round, state, act, context);
    case 'set-quota':
      return decideQuota(scheme, round, state, act, context.act);
    case 'judge-duplicate':
      return decideDuplicate(scheme, round, state, act, context);
  }
}
