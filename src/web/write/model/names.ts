import type { Tree } from '#certification/scheme/tree.ts';
import type { NameSpace } from '#certification/scheme/vocabulary/word.ts';
import { wordsAt } from '#certification/scheme/words.ts';
import type { HouseData } from './house-data.ts';
import { keysAt, nodeAt, wordsOf } from './view.ts';

/** Where a name is looked for beside its space: the flow or form in whose words it stands. */
export interface Around {
  readonly flow?: string;
  readonly form?: string;
}

const fieldKinds = wordsAt('field kind').map((word) => word.name);

/** The kind of a field as it is written: its bare name, or the key that names it. */
export function kindOfField(tree: Tree | undefined): string {
  if (tree?.is === 'scalar') return tree.source;
  return tree?.is === 'map' ? ([...tree.entries.keys()].find((key) => fieldKinds.includes(key)) ?? '') : '';
}

function fieldsOf(
  tree: Tree | undefined,
): readonly { readonly form: string; readonly id: string; readonly kind: string }[] {
  return keysAt(tree, ['forms']).flatMap((form) =>
    keysAt(tree, ['forms', form]).map((id) => ({ form, id, kind: kindOfField(nodeAt(tree, ['forms', form, id])) })),
  );
}

/** The names that are declared in a space; those of the surroundings come from the house. */
export function namesIn(tree: Tree | undefined, space: NameSpace, around: Around, house: HouseData): readonly string[] {
  const once = (names: readonly string[]) => [...new Set(names)];
  switch (space) {
    case 'role':
      return keysAt(tree, ['roles']);
    case 'basis':
      return keysAt(tree, ['mandate', 'basis']);
    case 'form':
      return keysAt(tree, ['forms']);
    case 'field':
      return once(fieldsOf(tree).map((field) => field.id));
    case 'rows':
      return once(fieldsOf(tree).flatMap((field) => (field.kind === 'rows' ? [field.id] : [])));
    case 'column':
      return once(
        fieldsOf(tree).flatMap(({ form, id, kind }) =>
          kind === 'rows' ? keysAt(tree, ['forms', form, id, 'rows', 'columns']) : [],
        ),
      );
    case 'step':
    case 'case-step':
      return once(
        around.flow === undefined
          ? keysAt(tree, ['flows']).flatMap((flow) => keysAt(tree, ['flows', flow, 'steps']))
          : keysAt(tree, ['flows', around.flow, 'steps']),
      );
    case 'stage':
      return keysAt(tree, ['round', 'stages']);
    case 'flow':
      return keysAt(tree, ['flows']);
    case 'result':
      return keysAt(tree, ['results']);
    case 'reasons':
      return keysAt(tree, ['reasons']);
    case 'reason':
      return keysAt(tree, ['reasons']).flatMap((list) =>
        wordsOf(nodeAt(tree, ['reasons', list, 'codes']) ?? nodeAt(tree, ['reasons', list])).map((c) => `${list}.${c}`),
      );
    case 'grade':
      return once(
        keysAt(tree, ['flows']).flatMap((flow) =>
          keysAt(tree, ['flows', flow, 'steps']).flatMap((step) =>
            wordsOf(nodeAt(tree, ['flows', flow, 'steps', step, 'findings', 'grades'])),
          ),
        ),
      );
    case 'quota':
      return keysAt(tree, ['round', 'quotas']);
    case 'calculator':
      return [...(house.around.calculators?.keys() ?? [])];
    case 'code-list':
      return house.around.codeLists ?? [];
    case 'message':
      return [];
  }
}
