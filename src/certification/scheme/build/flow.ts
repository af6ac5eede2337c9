import type { Condition } from '../condition.ts';
import type { Guard } from '../guard.ts';
import {
  conditionOfParam,
  type Given,
  oneLine,
  periodOfParam,
  type Scope,
  textOfParam,
  textsOfParam,
  valueOfParam,
} from '../reading/given.ts';
import type {
  CalculationSpec,
  ClockSpec,
  EntryActName,
  ExitSpec,
  FanOut,
  FindingsSpec,
  FlowSpec,
  OutcomeSpec,
  StepSpec,
  StepWork,
} from '../scheme.ts';
import type { Tree } from '../tree.ts';
import { wordAt } from '../words.ts';
import { type Building, basisCited, defined, placed, readSection, sectionEntries } from './building.ts';
import { buildGuards } from './guard.ts';

export function buildFlows(building: Building, tree: Tree | undefined): readonly FlowSpec[] {
  return readSection(building, tree, 'flow', 'flows', (id) => ({ flow: id })).map(({ id, given }) => {
    const scope: Scope = { flow: id };
    const steps = buildSteps(building, given.sections.get('steps'), scope);
    const exits = readSection(building, given.sections.get('exits'), 'exit', `flows.${id}.exits`, () => scope).map(
      (exit) => buildExit(building, exit.id, exit.given),
    );
    return placed(
      building,
      {
        id,
        openedBy: textsOfParam(given, 'opened-by') ?? [],
        steps,
        exits,
        ...defined({ onEntry: oneOrMany(textsOfParam(given, 'on-entry')) }),
      },
      given,
    );
  });
}

/** One result as its bare name: the bytes of editions that name one stay what they are. */
function oneOrMany(results: readonly string[] | undefined): string | readonly string[] | undefined {
  return results?.length === 1 ? results[0] : results;
}

function buildExit(building: Building, id: string, given: Given): ExitSpec {
  const ending = textOfParam(given, 'ending');
  return placed(
    building,
    {
      id,
      by: textsOfParam(given, 'by') ?? [],
      ending: ending === 'refused' || ending === 'closed' ? ending : ('withdrawn' as const),
      ...defined({ until: textOfParam(given, 'until'), reasons: textOfParam(given, 'reasons') }),
    },
    given,
  );
}

function buildSteps(building: Building, tree: Tree | undefined, scope: Scope): readonly StepSpec[] {
  let before: string | undefined;
  return readSection(building, tree, 'step', `flows.${scope.flow}.steps`, (step) => ({ ...scope, step })).map(
    ({ id, given }) => {
      const step = buildStep(building, id, given, before, { ...scope, step: id });
      before = id;
      return step;
    },
  );
}

/** A step of a case or, with a `work` of its own, a stage of a round. */
export function buildStep(
  building: Building,
  id: string,
  given: Given,
  before: string | undefined,
  scope: Scope,
): StepSpec {
  const by = textsOfParam(given, 'by') ?? [];
  const after: Condition | true =
    conditionOfParam(given, 'after') ?? (before === undefined ? true : { step: before, outcomes: 'any' });
  const { outcomes, guards } = buildOutcomes(building, given, scope);
  return placed(
    building,
    {
      id,
      work: (textOfParam(given, 'work') ?? 'act') as StepWork,
      by,
      after,
      outcomes,
      names: textsOfParam(given, 'names') ?? [],
      guards: [...buildGuards(building, given.sections.get('guards'), scope), ...guards],
      identityAgain: by.some((role) => building.identityAgain.has(role)),
      ...defined({
        onlyIf: conditionOfParam(given, 'only-if'),
        form: textOfParam(given, 'form'),
        during: textOfParam(given, 'during'),
        caseStep: textOfParam(given, 'case-step'),
        hidden: building.blind.get(id),
        ...buildInside(building, id, given, scope),
      }),
    },
    given,
  );
}

function buildInside(building: Building, id: string, given: Given, scope: Scope) {
  const inside = <T>(name: string, build: (inner: Given) => T): T | undefined => {
    const tree = given.inner.get(name);
    const word = wordAt('inside step', name);
    if (tree === undefined || word === undefined) return undefined;
    return build(building.reader.word(word, tree, scope));
  };
  return {
    each: inside('each', (inner) => buildFanOut(building, inner)),
    findings: inside('findings', (inner) => buildFindings(building, inner)),
    clock: inside('clock', (inner) => buildClock(building, id, inner)),
    calculation: inside('calculate', (inner) => buildCalculation(building, inner)),
    subCase: inside('sub-case', (inner) =>
      placed(
        building,
        {
          scheme: textOfParam(inner, 'scheme') ?? '',
          flow: textOfParam(inner, 'flow') ?? '',
          endings: textsOfParam(inner, 'endings') ?? ['granted'],
        },
        inner,
      ),
    ),
  };
}

/** The outcomes of a step, and the guards that were declared with one of them. */
function buildOutcomes(
  building: Building,
  given: Given,
  scope: Scope,
): { readonly outcomes: readonly OutcomeSpec[]; readonly guards: readonly Guard[] } {
  const tree = given.sections.get('outcomes');
  if (tree === undefined) return { outcomes: [{ id: 'done', goes: 'on', results: [] }], guards: [] };
  const word = wordAt('outcome');
  if (word === undefined) throw new Error('the vocabulary has no outcome');
  const guards: Guard[] = [];
  const outcomes = sectionEntries(building, tree, 'outcomes', word.example).map(({ id, value }) => {
    const goesOn: Tree = { is: 'map', at: value.at, entries: new Map() };
    const inner = building.reader.word(word, value.is === 'scalar' && value.value === 'on' ? goesOn : value, scope);
    guards.push(...buildGuards(building, inner.sections.get('guards'), scope, id));
    return buildOutcome(building, id, inner);
  });
  return { outcomes, guards };
}

function buildOutcome(building: Building, id: string, given: Given): OutcomeSpec {
  const returnTo = textOfParam(given, 'return');
  const ending = textOfParam(given, 'end') as OutcomeSpec['ending'];
  if (given.trees.has('return') && given.trees.has('end'))
    building.reader.report('too-much-said', given.at, 'return, end', { where: `\`${id}\``, known: 'return, end' });
  return placed(
    building,
    {
      id,
      goes: given.trees.has('return')
        ? ('return' as const)
        : given.trees.has('end')
          ? ('end' as const)
          : ('on' as const),
      results: textsOfParam(given, 'results') ?? [],
      ...defined({
        returnTo,
        ending,
        reasons: textOfParam(given, 'reasons'),
        entryAct: textOfParam(given, 'act') as EntryActName | undefined,
        metOn: textOfParam(given, 'met-on'),
      }),
    },
    given,
  );
}

function buildFanOut(building: Building, given: Given): FanOut | undefined {
  const [rows, choices, role] = ['rows', 'choices', 'role'].map((name) => textOfParam(given, name));
  const said = ['rows', 'choices', 'role'].filter((name) => given.trees.has(name));
  if (said.length !== 1)
    building.reader.report(said.length === 0 ? 'nothing-said' : 'too-much-said', given.at, said.join(', '), {
      where: '`each`',
      known: 'rows, choices, role',
      example: oneLine(given.word.example),
    });
  for (const name of ['step', 'outcome'])
    if (given.trees.has(name))
      building.reader.report('not-here', given.trees.get(name)?.at ?? given.at, name, {
        what: `\`${name}\``,
        why: { zh: '只用于结果的 each', en: 'It belongs to the `each` of a result' },
      });
  const over =
    rows !== undefined ? { rows } : choices !== undefined ? { choices } : role !== undefined ? { role } : undefined;
  return (
    over &&
    placed(building, { over, join: textOfParam(given, 'join') === 'any' ? ('any' as const) : ('all' as const) }, given)
  );
}

function buildFindings(building: Building, given: Given): FindingsSpec {
  const grades = textsOfParam(given, 'grades') ?? [];
  const blocking = textsOfParam(given, 'blocking') ?? grades;
  const within = valueOfParam(given, 'answer-within', 'periods')?.values;
  return placed(
    building,
    {
      grades: grades.map((id) => ({
        id,
        blocks: blocking.includes(id),
        ...defined({ answerWithin: within?.get(id) }),
      })),
      answeredBy: textOfParam(given, 'answered-by') ?? '',
      verifiedBy: textOfParam(given, 'verified-by') ?? '',
    },
    given,
  );
}

function buildClock(building: Building, step: string, given: Given): ClockSpec | undefined {
  const period = periodOfParam(given, 'period');
  const late = textOfParam(given, 'late');
  if (period === undefined) return undefined;
  return placed<ClockSpec>(
    building,
    {
      id: textOfParam(given, 'id') ?? step,
      period,
      stopsWhile: textsOfParam(given, 'stops-while') ?? [],
      late: late === 'refused' || late === 'withdrawn' || late === 'closed' ? { end: late } : ('flag' as const),
      ...defined({ from: textOfParam(given, 'from'), basis: basisCited(building, given) }),
    },
    given,
  );
}

function buildCalculation(building: Building, given: Given): CalculationSpec {
  const inputs = valueOfParam(given, 'inputs', 'inputs')?.values ?? new Map();
  const figures = valueOfParam(given, 'at-least', 'figures')?.values ?? new Map<string, string>();
  return placed(
    building,
    {
      calculator: textOfParam(given, 'calculator') ?? '',
      inputs: Object.fromEntries(inputs),
      atLeast: [...figures].map(([field, figure]) => ({ field, figure })),
      ...defined({ excused: textOfParam(given, 'excused') }),
    },
    given,
  );
}
