import type { Guard, GuardRule } from '../guard.ts';
import { didYouMean } from '../nearest.ts';
import { coveredBy, referReasons } from '../reading/condition.ts';
import {
  conditionOfParam,
  flagOfParam,
  type Given,
  oneLine,
  periodOfParam,
  type Scope,
  statesOfParam,
  textOfParam,
  textsOfParam,
  valueOfParam,
  wholeOfParam,
} from '../reading/given.ts';
import { quoteTree, type Tree } from '../tree.ts';
import { wordAt, wordsAt } from '../words.ts';
import { type Building, basisInWords, defined, placed } from './building.ts';

/** Builds a list of guards: `- not-same-as: auditor`, or the bare name of a guard that needs nothing more. */
export function buildGuards(
  building: Building,
  tree: Tree | undefined,
  scope: Scope,
  outcome?: string,
): readonly Guard[] {
  if (tree === undefined) return [];
  const items = tree.is === 'list' ? tree.items : [tree];
  return items.flatMap((item) => buildGuard(building, item, scope, outcome));
}

function buildGuard(building: Building, tree: Tree, scope: Scope, outcome: string | undefined): readonly Guard[] {
  const { reader } = building;
  const known = wordsAt('guard').map((word) => word.name);
  const entry = tree.is === 'map' && tree.entries.size === 1 ? [...tree.entries][0] : undefined;
  const name = tree.is === 'scalar' && typeof tree.value === 'string' ? tree.value : entry?.[0];
  if (name === undefined) {
    reader.report('shape', tree.at, quoteTree(tree), {
      where: { zh: '守卫', en: 'a guard' },
      wanted: { zh: '一个守卫', en: 'one guard' },
      example: oneLine('- not-same-as: auditor'),
    });
    return [];
  }
  const word = wordAt('guard', name);
  if (word === undefined) {
    reader.report('word-unknown', entry?.[1].key ?? tree.at, name, {
      where: '`guards`',
      known: known.join(', '),
      nearest: didYouMean(name, known),
    });
    return [];
  }
  const value: Tree = entry?.[1].value ?? { is: 'scalar', at: tree.at, value: null, source: '' };
  const given = reader.word(word, value, scope);
  referReasons(reader, given, scope);
  return rulesOf(building, given, value).map((rule) =>
    placed(
      building,
      {
        ...rule,
        ...defined({
          basis: basisInWords(building, given),
          outcomes: outcome === undefined ? undefined : [outcome],
        }),
      },
      given,
    ),
  );
}

function rulesOf(building: Building, given: Given, tree: Tree): readonly GuardRule[] {
  const text = (name: string) => textOfParam(given, name) ?? '';
  const list = (name: string) => textsOfParam(given, name) ?? [];
  switch (given.word.name) {
    case 'not-same-as':
      return [
        {
          guard: 'not-same-as',
          roles: list('roles'),
          ...(flagOfParam(given, 'units') === true ? { units: true } : {}),
        },
      ];
    case 'no-conflict':
      return [{ guard: 'no-conflict' }];
    case 'competent':
      return [{ guard: 'competent', field: text('field'), ...defined({ roles: textsOfParam(given, 'roles') }) }];
    case 'holds':
      return holdsRules(building, given, tree);
    case 'not-banned':
      return [
        {
          guard: 'not-banned',
          who: text('who') === 'applicant' ? 'applicant' : text('who') === 'actor' ? 'actor' : 'named',
        },
      ];
    case 'present':
      return [{ guard: 'present', fields: list('fields') }];
    case 'order':
      return [{ guard: 'order', fields: list('fields') }];
    case 'time':
      return timeRules(building, given, tree);
    case 'no-open-finding':
      return [{ guard: 'no-open-finding', ...defined({ grades: textsOfParam(given, 'grades') }) }];
    case 'vote':
      return voteRules(building, given, tree);
    case 'score':
      return [{ guard: 'score', step: text('step'), field: text('field'), least: wholeOfParam(given, 'least') ?? 0 }];
    case 'rank-within-quota':
      return [{ guard: 'rank-within-quota', quota: text('quota') }];
    case 'no-history': {
      const within = periodOfParam(given, 'within');
      return within === undefined
        ? []
        : [
            {
              guard: 'no-history',
              kind: text('kind'),
              ...(statesOfParam(given, 'status') ?? { statuses: [] }),
              within,
              ...defined({ scheme: textOfParam(given, 'scheme') }),
            },
          ];
    }
    case 'accumulated':
      return [
        {
          guard: 'accumulated',
          field: text('field'),
          column: text('column'),
          least: wholeOfParam(given, 'least') ?? 0,
        },
      ];
    default: {
      const condition = conditionOfParam(given, 'condition');
      const message = `message.${text('message')}`;
      return condition === undefined
        ? []
        : [{ guard: 'requires', condition, message, ...defined({ rows: textOfParam(given, 'rows') }) }];
    }
  }
}

/** Kinds of entry that persons hold; every other kind is held by parties. */
const heldByPersons: ReadonlySet<string> = new Set(['person-registration', 'training']);

/** Persons being named hold a registration; the body, or a party in a role, is entitled at the instant of the act. */
function holdsRules(building: Building, given: Given, tree: Tree): readonly GuardRule[] {
  const who = valueOfParam(given, 'who', 'who')?.value ?? { word: 'named' };
  const kind = textOfParam(given, 'kind') ?? '';
  const { scopeOf, codes } = coveredBy(given);
  const more = defined({ scheme: textOfParam(given, 'scheme'), codes });
  if ('word' in who && who.word === 'applicant') {
    building.reader.report('not-here', tree.at, 'applicant', {
      what: '`who: applicant`',
      why: { zh: '申请方须持有的登记写成 requires 守卫', en: 'What the applicant must hold is a `requires` guard' },
    });
    return [];
  }
  if ('word' in who && who.word === 'body')
    return [{ guard: 'entitled', who: 'body', kind, ...more, ...defined({ scopeOf }) }];
  if ('roles' in who && !heldByPersons.has(kind))
    return who.roles.map((role) => ({ guard: 'entitled', who: { role }, kind, ...more, ...defined({ scopeOf }) }));
  if (scopeOf !== undefined)
    building.reader.report('not-here', given.trees.get('covers')?.at ?? tree.at, scopeOf, {
      what: '`{field: …}`',
      why: { zh: '人员的专业能力用 competent 守卫', en: 'The competence of persons is the guard `competent`' },
    });
  return [{ guard: 'registered', kind, ...more, ...defined({ roles: 'roles' in who ? who.roles : undefined }) }];
}

function timeRules(building: Building, given: Given, tree: Tree): readonly GuardRule[] {
  const start = 'from';
  const from = textOfParam(given, start) ?? '';
  const least = periodOfParam(given, 'least');
  const most = periodOfParam(given, 'most');
  if (!given.trees.has('least') && !given.trees.has('most'))
    building.reader.report('nothing-said', tree.at, quoteTree(tree), {
      where: '`time`',
      known: 'least, most',
      example: oneLine(given.word.example),
    });
  return [
    ...(least ? [{ guard: 'least-time' as const, from, period: least }] : []),
    ...(most ? [{ guard: 'most-time' as const, from, period: most }] : []),
  ];
}

function voteRules(building: Building, given: Given, tree: Tree): readonly GuardRule[] {
  const quorum = valueOfParam(given, 'quorum', 'share')?.value;
  const share = valueOfParam(given, 'share', 'share')?.value;
  const role = textOfParam(given, 'role');
  const step = textOfParam(given, 'step') ?? '';
  const of = textOfParam(given, 'of');
  if (!given.trees.has('quorum') && !given.trees.has('share'))
    building.reader.report('nothing-said', tree.at, quoteTree(tree), {
      where: '`vote`',
      known: 'quorum, share',
      example: oneLine(given.word.example),
    });
  if (given.trees.has('quorum') && role === undefined)
    building.reader.report('param-missing', tree.at, '', {
      where: '`vote`',
      param: '`role`',
      meaning: { zh: '表决人', en: 'voters' },
      example: oneLine(given.word.example),
    });
  const denominator = of === 'replies' || of === 'all' ? of : 'present';
  return [
    ...(quorum && role !== undefined ? [{ guard: 'quorum' as const, role, of: quorum }] : []),
    ...(share ? [{ guard: 'vote-share' as const, step, of: share, denominator } as const] : []),
  ];
}
