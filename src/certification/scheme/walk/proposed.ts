import type { Scheme } from '../scheme.ts';
import type { Text } from '../vocabulary/word.ts';
import type { WorkedKind } from '../worked-case/case-file.ts';
import type { WorkedOutside } from '../worked-case/world.ts';
import { choicesOf, reasonsOfChoice, stepOfChoice, writtenChoice } from './choices.ts';
import { nextAct } from './own-accord.ts';
import { isDone, playWalk, startWalk, type Walk, type Written } from './walk.ts';

/** A worked case that was proposed, not written: its author has still to say whether this is what she meant. */
export interface ProposedCase {
  readonly kind: WorkedKind;
  readonly name: Text;
  readonly walk: Walk;
}

/** Walks on by itself to the end of the case; an act that is refused is left out, and the walk stops there. */
export function walkOn(scheme: Scheme, from: Walk, outside: WorkedOutside): Walk {
  let walk = from;
  // A run that goes round in a circle stops somewhere.
  for (let left = 60; left > 0; left--) {
    const { run, standings } = playWalk(scheme, walk, outside);
    const next = nextAct(run);
    if (next === null || (standings.at(-1)?.ended ?? null) !== null) return walk;
    const further = { ...walk, acts: [...walk.acts, next] };
    const done = playWalk(scheme, further, outside).standings.at(-1);
    if (!done || !isDone(done)) return walk;
    walk = further;
  }
  return walk;
}

/**
 * The three cases that every scheme has at least, as the scheme itself runs: to its ordinary end; somebody who may not act
 * and is refused; an end before the end (a way out, or the first refusal that a step knows).
 */
export function proposedCases(scheme: Scheme, day: string, outside: WorkedOutside): readonly ProposedCase[] {
  const start = startWalk(scheme, day);
  const ordinary = walkOn(scheme, start, outside);
  if (ordinary.acts.length === 0) return [];
  const refusal = strangerRefused(scheme, ordinary, outside);
  const rare = earlyEnd(scheme, ordinary, outside);
  return [
    {
      kind: 'ordinary',
      name: {
        zh: '通常的一次（由程序试走得出，请核对）',
        en: 'The ordinary run (walked by the program; look it over)',
      },
      walk: ordinary,
    },
    ...(refusal === null
      ? []
      : [
          {
            kind: 'refusal',
            name: {
              zh: '无权的人不得办理（由程序试走得出，请核对）',
              en: 'Who may not act is refused (walked by the program; look it over)',
            },
            walk: refusal,
          } as const,
        ]),
    ...(rare === null
      ? []
      : [
          {
            kind: 'rare',
            name: {
              zh: '中途结束（由程序试走得出，请核对）',
              en: 'It ends early (walked by the program; look it over)',
            },
            walk: rare,
          } as const,
        ]),
  ];
}

/** The last step of the ordinary run, tried by somebody of another role. */
function strangerRefused(scheme: Scheme, ordinary: Walk, outside: WorkedOutside): Walk | null {
  const last = ordinary.acts.at(-1);
  if (last === undefined) return null;
  const before = { ...ordinary, acts: ordinary.acts.slice(0, -1) };
  const { run } = playWalk(scheme, before, outside);
  for (const stranger of run.world.given.people.keys()) {
    const walk = { ...before, acts: [...before.acts, { ...last, by: stranger }] };
    const standing = playWalk(scheme, walk, outside).standings.at(-1);
    if (standing && standing.wrong === null && standing.refusals.length > 0) return walk;
  }
  return null;
}

/** Out by an exit where there is one, else by the first step that can end the case otherwise than granted. */
function earlyEnd(scheme: Scheme, ordinary: Walk, outside: WorkedOutside): Walk | null {
  for (let length = 1; length < ordinary.acts.length; length++) {
    const before = { ...ordinary, acts: ordinary.acts.slice(0, length) };
    const { run } = playWalk(scheme, before, outside);
    for (const choice of choicesOf(run, 'system')) {
      const [by] = choice.may;
      if (by === undefined) continue;
      const outcome = stepOfChoice(run, choice)?.outcomes.find((o) => o.goes === 'end' && o.ending !== 'granted');
      if (choice.kind !== 'leave' && outcome === undefined) continue;
      const reason = firstReason(scheme, reasonsOfChoice(run, choice, outcome));
      const act: Written = {
        ...writtenChoice(run, choice, by),
        ...(outcome ? { outcome: outcome.id } : {}),
        ...reason,
      };
      const walk = { ...before, acts: [...before.acts, act] };
      const standing = playWalk(scheme, walk, outside).standings.at(-1);
      if (standing && isDone(standing) && standing.ended !== null) return walk;
    }
  }
  return null;
}

function firstReason(scheme: Scheme, list: string | undefined): Written {
  const code = scheme.reasonLists.find((l) => l.id === list)?.codes[0];
  if (code === undefined) return {};
  return { reason: code === 'other' ? { code, words: '示例' } : code };
}
