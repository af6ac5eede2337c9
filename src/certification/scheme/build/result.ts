import { didYouMean } from '../nearest.ts';
import {
  flagOfParam,
  type Given,
  oneLine,
  periodOfParam,
  textOfParam,
  textsOfParam,
  valueOfParam,
  wholeOfParam,
} from '../reading/given.ts';
import type { DutySpec, EntryActSpec, EntryKind, ResultSpec } from '../result.ts';
import type { Tree } from '../tree.ts';
import { actsAfterIssue } from '../vocabulary/result.ts';
import { wordAt } from '../words.ts';
import { type Building, basisCited, defined, placed, readSection } from './building.ts';

export function buildResults(building: Building, tree: Tree | undefined, scheme: string): readonly ResultSpec[] {
  return readSection(building, tree, 'result', 'results', () => ({})).map(({ id, given }) =>
    buildResult(building, id, given, scheme),
  );
}

function buildResult(building: Building, id: string, given: Given, scheme: string): ResultSpec {
  const holder = valueOfParam(given, 'holder', 'who')?.value;
  const issuer = textOfParam(given, 'issuer');
  const scope = inside(building, given, 'scope');
  return placed(
    building,
    {
      id,
      kind: (textOfParam(given, 'kind') ?? 'certificate') as EntryKind,
      holder: holder && 'field' in holder ? { field: holder.field } : ('applicant' as const),
      issuer: issuer === 'owner' || issuer === 'applicant' ? issuer : ('body' as const),
      number: buildNumber(building, given, scheme),
      scope: {
        codes: (scope && textsOfParam(scope, 'codes')) ?? [],
        standards: (scope && textsOfParam(scope, 'standards')) ?? [],
        ...defined({ text: scope && textOfParam(scope, 'text'), sites: scope && textOfParam(scope, 'sites') }),
      },
      acts: readSection(building, given.sections.get('acts'), 'act', `results.${id}.acts`, () => ({})).flatMap(
        (act) => buildAct(building, act.id, act.given) ?? [],
      ),
      duties: readSection(building, given.sections.get('duties'), 'duty', `results.${id}.duties`, () => ({})).flatMap(
        (duty) => buildDuty(building, duty.id, duty.given) ?? [],
      ),
      credential: flagOfParam(given, 'credential') ?? issuer !== 'applicant',
      ...defined({
        validity: validityOf(given),
        validUntil: validUntil(given),
        grade: scope && textOfParam(scope, 'grade'),
        each: buildEach(building, given),
        succeeds: textOfParam(given, 'succeeds'),
      }),
    },
    given,
  );
}

function validityOf(given: Given): ResultSpec['validity'] {
  return valueOfParam(given, 'validity', 'length')?.value;
}

function validUntil(given: Given): string | undefined {
  const field = valueOfParam(given, 'validity', 'operand')?.value;
  return typeof field === 'object' ? field.field : undefined;
}

function inside(building: Building, given: Given, name: 'number' | 'scope' | 'each'): Given | undefined {
  const tree = given.inner.get(name);
  const word = name === 'each' ? wordAt('inside step', 'each') : wordAt('inside result', name);
  return tree && word && building.reader.word(word, tree, {});
}

function buildNumber(building: Building, given: Given, scheme: string): ResultSpec['number'] {
  const number = inside(building, given, 'number');
  if (number === undefined) {
    building.reader.report('param-missing', given.at, '', {
      where: '`result`',
      param: '`number`',
      meaning: { zh: '编号规则', en: 'how its number is made' },
      example: oneLine(wordAt('inside result', 'number')?.example ?? ''),
    });
    return { space: scheme, pattern: '{year}{serial:6}' };
  }
  return placed(
    building,
    { space: textOfParam(number, 'space') ?? scheme, pattern: textOfParam(number, 'pattern') ?? '' },
    number,
  );
}

function buildEach(building: Building, given: Given): ResultSpec['each'] {
  const each = inside(building, given, 'each');
  if (each === undefined) return undefined;
  const field = textOfParam(each, 'rows') ?? textOfParam(each, 'choices');
  for (const name of ['role', 'join'])
    if (each.trees.has(name))
      building.reader.report('not-here', each.trees.get(name)?.at ?? each.at, name, {
        what: `\`${name}\``,
        why: { zh: '只用于步骤的 each', en: 'It belongs to the `each` of a step' },
      });
  if (field === undefined) {
    building.reader.report('nothing-said', each.at, '', {
      where: '`each`',
      known: 'rows, choices',
      example: 'each: { rows: units }',
    });
    return undefined;
  }
  return placed(
    building,
    { field, ...defined({ step: textOfParam(each, 'step'), outcome: textOfParam(each, 'outcome') }) },
    each,
  );
}

function buildAct(building: Building, id: string, given: Given): EntryActSpec | undefined {
  const act = actsAfterIssue.find((name) => name === id);
  if (act === undefined) {
    building.reader.report('word-unknown', given.at, id, {
      where: '`acts`',
      known: actsAfterIssue.join(', '),
      nearest: didYouMean(id, actsAfterIssue),
    });
    return undefined;
  }
  const by = textsOfParam(given, 'by') ?? [];
  if (act !== 'suspend')
    for (const name of ['most', 'afterwards'])
      if (given.trees.has(name))
        building.reader.report('not-here', given.trees.get(name)?.at ?? given.at, name, {
          what: `\`${name}\``,
          why: { zh: '只用于暂停', en: 'It belongs to `suspend`' },
        });
  return placed(
    building,
    {
      act,
      by,
      reasons: textOfParam(given, 'reasons') ?? '',
      identityAgain: by.some((role) => building.identityAgain.has(role)),
      ...defined({
        most: periodOfParam(given, 'most'),
        afterwards: textOfParam(given, 'afterwards') === 'must-withdraw' ? ('must-withdraw' as const) : undefined,
        basis: basisCited(building, given),
      }),
    },
    given,
  );
}

function buildDuty(building: Building, id: string, given: Given): DutySpec | undefined {
  const first = periodOfParam(given, 'first');
  const late = textOfParam(given, 'late');
  if (first === undefined) return undefined;
  return placed<DutySpec>(
    building,
    {
      id,
      flow: textOfParam(given, 'flow') ?? '',
      first,
      remindDays: wholeOfParam(given, 'remind-days') ?? 60,
      late: late === 'must-suspend' || late === 'must-withdraw' ? late : ('flag' as const),
      ...defined({ next: periodOfParam(given, 'next'), basis: basisCited(building, given) }),
    },
    given,
  );
}
