import {
  flagOfParam,
  type Given,
  type Reader,
  textOfParam,
  textsOfParam,
  valueOfParam,
  wholeOfParam,
} from '../reading/given.ts';
import type {
  Basis,
  Certainty,
  OutcomeWord,
  ReasonList,
  RoleSpec,
  Scheme,
  SchemeKind,
  SchemeObject,
} from '../scheme.ts';
import type { Tree, TreeMap } from '../tree.ts';
import { wordAt } from '../words.ts';
import { type Building, basisCited, defined, placed, readSection } from './building.ts';

type Head = Pick<
  Scheme,
  | 'id'
  | 'edition'
  | 'kind'
  | 'object'
  | 'inForce'
  | 'supersedes'
  | 'zone'
  | 'owner'
  | 'hosts'
  | 'guides'
  | 'organisers'
  | 'basis'
  | 'voluntary'
  | 'outcomeWord'
  | 'fee'
  | 'clauses'
>;

/** Reads what stands at the top: what the scheme is, whose it is, on what it stands. */
export function buildHead(building: Building, document: TreeMap): Head {
  const scheme = documentWord(building.reader, document, 'scheme');
  const runBy = documentWord(building.reader, document, 'run-by');
  const mandate = documentWord(building.reader, document, 'mandate');
  const basis = mandate === undefined ? [] : buildBasis(building, mandate);
  const inForce = scheme && valueOfParam(scheme, 'in-force', 'days');
  const head: Head = {
    id: (scheme && textOfParam(scheme, 'id')) ?? '',
    edition: (scheme && textOfParam(scheme, 'edition')) ?? '',
    kind: ((scheme && textOfParam(scheme, 'kind')) ?? 'certification') as SchemeKind,
    object: ((scheme && textOfParam(scheme, 'object')) ?? 'organisation') as SchemeObject,
    inForce: { from: inForce?.from ?? '', ...defined({ to: inForce?.to }) },
    zone: (runBy && textOfParam(runBy, 'zone')) ?? 'Asia/Shanghai',
    owner: (runBy && textOfParam(runBy, 'owner')) ?? '',
    hosts: (runBy && textsOfParam(runBy, 'hosts')) ?? [],
    guides: (runBy && textsOfParam(runBy, 'guides')) ?? [],
    organisers: (runBy && textsOfParam(runBy, 'organisers')) ?? [],
    basis,
    voluntary: (mandate && flagOfParam(mandate, 'voluntary')) ?? true,
    outcomeWord: ((mandate && textOfParam(mandate, 'outcome')) ?? 'certificate') as OutcomeWord,
    fee: {
      charged: (mandate && flagOfParam(mandate, 'fee')) ?? false,
      ...defined({ basis: mandate && basisCited(building, mandate, 'fee-basis') }),
    },
    clauses: ((mandate && textsOfParam(mandate, 'clauses')) ?? []).map(Number),
    ...defined({ supersedes: scheme && textOfParam(scheme, 'supersedes') }),
  };
  if (scheme) building.places.given.set(head.inForce, scheme);
  if (mandate) building.places.given.set(head.fee, mandate);
  if (runBy) building.places.given.set(head.hosts, runBy);
  return head;
}

/** A word at the top; all but `round` and `use` must stand there. */
export function documentWord(reader: Reader, document: TreeMap, name: string): Given | undefined {
  const word = wordAt('document', name);
  const tree = document.entries.get(name)?.value;
  if (word === undefined) return undefined;
  if (tree === undefined) {
    reader.report('param-missing', document.at, '', {
      where: { zh: '制度文件', en: 'the scheme file' },
      param: `\`${name}\``,
      meaning: word.text,
      example: word.example,
    });
    return undefined;
  }
  return reader.word(word, tree, {});
}

function buildBasis(building: Building, mandate: Given): readonly Basis[] {
  return readSection(building, mandate.sections.get('basis'), 'mandate', 'mandate.basis', () => ({})).map(
    ({ id, given }) => {
      const basis: Basis = {
        document: textOfParam(given, 'title') ?? '',
        // What comes from memory is marked so unless the author says otherwise (design, invariants).
        certainty: (textOfParam(given, 'certainty') ?? 'to-be-confirmed') as Certainty,
        ...defined({
          article: textOfParam(given, 'article'),
          allows: textsOfParam(given, 'allows') as readonly OutcomeWord[] | undefined,
        }),
      };
      building.basis.set(id, basis);
      return placed(building, basis, given);
    },
  );
}

export function buildRoles(
  building: Building,
  tree: Tree | undefined,
  namedRoles: ReadonlySet<string>,
): readonly RoleSpec[] {
  return readSection(building, tree, 'role', 'roles', () => ({})).map(({ id, given }) => {
    const least = wholeOfParam(given, 'least') ?? 1;
    noteRole(building, id, given);
    const role: RoleSpec = {
      id,
      of: (textOfParam(given, 'of') ?? 'body') as RoleSpec['of'],
      named: namedRoles.has(id),
      least,
      most: wholeOfParam(given, 'most') ?? Math.max(least, 1),
    };
    return placed(building, role, given);
  });
}

function noteRole(building: Building, id: string, given: Given): void {
  if (flagOfParam(given, 'identity-again') === true) building.identityAgain.add(id);
  const until = textOfParam(given, 'until');
  const blindTo = textsOfParam(given, 'blind-to');
  if (given.trees.has('until') !== given.trees.has('blind-to')) building.reader.report('role-until', given.at, id);
  if (until === undefined || blindTo === undefined) return;
  for (const step of blindTo) {
    const known = building.blind.get(step);
    building.blind.set(step, { from: [...(known?.from ?? []), id], until });
  }
}

/** Roles that some step names persons for: read off the tree, because roles are built before the flows. */
export function namedRoles(document: TreeMap): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (tree: Tree): void => {
    if (tree.is === 'scalar') return;
    const parts = tree.is === 'list' ? tree.items : [...tree.entries.values()].map((entry) => entry.value);
    if (tree.is === 'map') {
      const names = tree.entries.get('names')?.value;
      const items = names?.is === 'list' ? names.items : names === undefined ? [] : [names];
      for (const item of items) if (item.is === 'scalar') found.add(item.source);
    }
    for (const part of parts) walk(part);
  };
  for (const section of ['flows', 'round']) {
    const tree = document.entries.get(section)?.value;
    if (tree) walk(tree);
  }
  return found;
}

export function buildReasons(building: Building, tree: Tree | undefined): readonly ReasonList[] {
  if (tree === undefined) return [];
  return readSection(building, tree, 'reasons', 'reasons', () => ({})).map(({ id, given }) =>
    placed(
      building,
      { id, codes: textsOfParam(given, 'codes') ?? [], ...defined({ basis: basisCited(building, given) }) },
      given,
    ),
  );
}
