import {
  flagOfParam,
  type Given,
  periodOfParam,
  textOfParam,
  textsOfParam,
  valueOfParam,
  wholeOfParam,
} from '../reading/given.ts';
import type { RoundSpec } from '../round.ts';
import type { Tree } from '../tree.ts';
import { recusals } from '../vocabulary/round.ts';
import { wordAt } from '../words.ts';
import { type Building, defined, placed, readSection } from './building.ts';
import { buildStep } from './flow.ts';

/** The flow name under which a round's own steps are known; no flow of a scheme can have it. */
export const roundScope = '(round)';

export function buildRound(building: Building, tree: Tree | undefined): RoundSpec | undefined {
  const word = wordAt('document', 'round');
  if (tree === undefined || word === undefined) return undefined;
  const given = building.reader.word(word, tree, { flow: roundScope });
  let before: string | undefined;
  const steps = readSection(building, given.sections.get('stages'), 'stage', 'round.stages', (step) => ({
    flow: roundScope,
    step,
  })).map(({ id, given: stage }) => {
    const step = buildStep(building, id, stage, before, { flow: roundScope, step: id });
    before = id;
    return step;
  });
  const quotas = valueOfParam(given, 'quotas', 'counts')?.values ?? new Map<string, number>();
  const quota = wholeOfParam(given, 'recommenders');
  const track = textOfParam(given, 'track');
  const perTrack = valueOfParam(given, 'track-quotas', 'counts')?.values ?? new Map<string, number>();
  const inside = (name: string): Given | undefined => {
    const inner = given.inner.get(name);
    const of = wordAt('inside round', name);
    return inner && of && building.reader.word(of, inner, { flow: roundScope });
  };
  return placed(
    building,
    {
      steps,
      caseFlow: textOfParam(given, 'case-flow') ?? '',
      quotas: [...quotas].map(([id, most]) => ({ id, most })),
      ...defined({
        assignment: buildAssignment(building, inside('assignment')),
        scoring: buildScoring(building, inside('scoring')),
        display: buildDisplay(building, inside('display')),
        recommenders: quota === undefined ? undefined : { quota },
        tracks:
          track === undefined ? undefined : { field: track, quotas: [...perTrack].map(([id, most]) => ({ id, most })) },
      }),
    },
    given,
  );
}

function buildAssignment(building: Building, given: Given | undefined): RoundSpec['assignment'] {
  if (given === undefined) return undefined;
  const recuse = textsOfParam(given, 'recuse') ?? recusals;
  return placed(
    building,
    {
      role: textOfParam(given, 'role') ?? '',
      step: textOfParam(given, 'step') ?? '',
      perCase: wholeOfParam(given, 'per-case') ?? 1,
      recuse: recusals.filter((r) => recuse.includes(r)),
      blind: flagOfParam(given, 'blind') ?? false,
    },
    given,
  );
}

function buildScoring(building: Building, given: Given | undefined): RoundSpec['scoring'] {
  if (given === undefined) return undefined;
  return placed(
    building,
    {
      step: textOfParam(given, 'step') ?? '',
      field: textOfParam(given, 'field') ?? '',
      decimals: wholeOfParam(given, 'decimals') ?? 0,
      ...defined({
        trimFrom: wholeOfParam(given, 'trim-from'),
        outlierFrom: wholeOfParam(given, 'outlier-from'),
        ties: textsOfParam(given, 'ties'),
      }),
    },
    given,
  );
}

function buildDisplay(building: Building, given: Given | undefined): RoundSpec['display'] {
  const period = given && periodOfParam(given, 'period');
  return (
    given &&
    period &&
    placed(
      building,
      { period, identity: flagOfParam(given, 'identity') ?? true, evidence: flagOfParam(given, 'evidence') ?? true },
      given,
    )
  );
}
