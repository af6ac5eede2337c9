import type { ActContext } from '../act/context.ts';
import { refuse } from '../act/refusal.ts';
import { checkRole } from '../case/roles.ts';
import type { Sealed } from '../event/event.ts';
import type { Scheme } from '../scheme/scheme.ts';
import { no, type RoundDecision, yes } from './decision.ts';
import type { RoundState } from './state.ts';

export interface Objection {
  readonly about: string;
  readonly by: Sealed | null;
  readonly words: Sealed;
  readonly evidence: number;
}

/**
 * Takes in an objection (异议). Late, anonymous or without evidence it is not accepted, but its receipt and the reason are a
 * fact and stay; a pending one stops the decision.
 */
export function decideObjection(
  scheme: Scheme,
  state: RoundState,
  objection: Objection,
  context: ActContext,
): RoundDecision {
  const { display: shown } = state;
  const rules = scheme.round?.display;
  if (!shown || !rules) return no(refuse('display-missing'));
  const day = context.calendar.dayOf(context.now);
  const code =
    day > shown.to
      ? 'late'
      : rules.identity && objection.by === null
        ? 'anonymous'
        : rules.evidence && objection.evidence === 0
          ? 'without-evidence'
          : !shown.list.some((l) => l.case === objection.about)
            ? 'not-on-the-list'
            : null;
  return yes([
    {
      type: 'ObjectionReceived',
      format: 1,
      body: {
        objection: context.newId(),
        notice: shown.notice,
        about: objection.about,
        receivedAt: context.now,
        by: objection.by,
        words: objection.words,
        evidence: objection.evidence,
        refused: code === null ? null : { list: 'objection', code, words: '' },
      },
    },
  ]);
}

export function decideObjectionAnswer(
  scheme: Scheme,
  state: RoundState,
  answer: { readonly objection: string; readonly upheld: boolean; readonly words: string },
  context: ActContext,
): RoundDecision {
  const objection = state.objections.get(answer.objection);
  if (!objection || objection.answer !== null || objection.refused !== null)
    return no(refuse('objection-unknown', { objection: answer.objection }));
  const by = scheme.round?.steps.find((s) => s.work === 'display')?.by ?? [];
  const refusals = checkRole(scheme, state.run, by, null, context);
  if (answer.words.trim() === '')
    refusals.push(refuse('field-missing', { label: { zh: '答复', en: 'answer' } }, { field: 'words' }));
  return refusals.length > 0 ? no(...refusals) : yes([{ type: 'ObjectionAnswered', format: 1, body: answer }]);
}
