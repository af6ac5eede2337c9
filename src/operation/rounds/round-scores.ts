import { mayOnRound } from '#certification/policy/policy.ts';
import { type ScoreSheet, scoreSheet } from '#certification/round/score-sheet.ts';
import { editionOf, loadRound } from '../acts/loading.ts';
import type { Acting } from '../acts/request.ts';
import { type Named, namesOf } from '../desk/names.ts';
import type { Id } from '../ports/values.ts';
import type { World } from '../world.ts';
import { loadMembers } from './load-members.ts';

export interface RoundScores {
  readonly rule: { readonly zh: string; readonly en: string };
  readonly rows: readonly (Omit<ScoreSheet, 'given' | 'waiting'> & {
    readonly title: string;
    readonly given: readonly (Omit<ScoreSheet['given'][number], 'person'> & { readonly reviewer: Named })[];
    readonly waiting: readonly Named[];
  })[];
}

/** Every score of the round for its desk, the widest spread first; null for who does not run it or where nothing is scored. */
export async function scoresOf(world: World, acting: Acting, id: Id): Promise<RoundScores | null> {
  const round = await loadRound(world, id);
  const opened = round?.state.opened ?? null;
  if (round === null || opened === null) return null;
  if (!mayOnRound('round.desk', acting.viewer, { scheme: opened.scheme, body: opened.body })) return null;
  const scoring = (await editionOf(world, opened.scheme, opened.edition)).round?.scoring;
  if (scoring === undefined) return { rule: { zh: '', en: '' }, rows: [] };
  const members = await loadMembers(world, round);
  // Who is recused from a case sees its scores no more than the case.
  const sheets = [...members.values()]
    .filter(({ state }) => !state.conflicts.some((c) => c.person === acting.viewer.person))
    .map(({ state }) => ({ title: state.opened?.title ?? '', ...scoreSheet(state, scoring) }));
  const name = await namesOf(
    world,
    sheets.flatMap((s) => [...s.given.map((g) => g.person), ...s.waiting]),
  );
  return {
    rule: ruleText(scoring.outlierFrom),
    rows: sheets
      .map(({ given, waiting, ...sheet }) => ({
        ...sheet,
        given: given.map(({ person, ...score }) => ({ ...score, reviewer: name(person) })),
        waiting: waiting.map(name),
      }))
      .sort((a, b) => Number(b.spread ?? 0) - Number(a.spread ?? 0)),
  };
}

function ruleText(points: number | undefined): RoundScores['rule'] {
  return points === undefined
    ? {
        zh: '离群：修正 z 值大于 3.5（Iglewicz 与 Hoaglin，1993），不少于四个评分时判定',
        en: 'Outlier: a modified z above 3.5 (Iglewicz and Hoaglin, 1993), told from four scores on',
      }
    : {
        zh: `离群：与其余评分之均值相差 ${points} 分及以上（制度规定）`,
        en: `Outlier: ${points} points or more from the mean of the other scores, as the scheme declares`,
      };
}
