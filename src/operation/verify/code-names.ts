import type { Field } from '#certification/scheme/form.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import type { CodeName, World } from '../world.ts';

/** A code of a scope: the list that it belongs to, and what it is called there. */
export interface NamedCode {
  readonly code: string;
  readonly name: CodeName | null;
  /** The list's name in the house, or the field whose choice it is. */
  readonly list: string;
  readonly field: string | null;
}

type Lists = Pick<World['rules'], 'codeName'>;
type ScopeOf = { readonly kind: string } | { readonly result: string };

/** Codes of an entry's scope with their names: of the house's lists, or the scheme's own words for a choice. */
export function namedCodes(lists: Lists, scheme: Scheme, of: ScopeOf, codes: readonly string[]): readonly NamedCode[] {
  const results = scheme.results.filter((r) => ('kind' in of ? r.kind === of.kind : r.id === of.result));
  const asked = new Set(results.flatMap((r) => r.scope.codes));
  const fields = scheme.forms.flatMap((form) => form.fields).filter((field) => asked.has(field.id));
  return codes.map((code) => {
    // Several fields may make one scope: a code is the choice that offers it, before it is looked for in a list.
    const choice = fields.find((f) => f.kind === 'choice' && f.options.includes(code));
    if (choice !== undefined)
      return { code, name: optionName(scheme, choice, code), list: choice.id, field: choice.id };
    const coded = fields.filter((f) => f.kind === 'code');
    const field = coded.find((f) => lists.codeName(f.list, code) !== undefined) ?? coded[0];
    if (field === undefined) return { code, name: null, list: fields[0]?.id ?? 'code', field: fields[0]?.id ?? null };
    return { code, name: lists.codeName(field.list, code) ?? null, list: field.list, field: field.id };
  });
}

function optionName(scheme: Scheme, field: Field, code: string): CodeName | null {
  const key = `option.${field.id}.${code}`;
  const text = Object.hasOwn(scheme.texts, key) ? scheme.texts[key] : undefined;
  return text === undefined ? null : { ...text, certainty: 'verified' };
}

/** The names of scope codes of entries under many schemes, each edition fetched once. */
export async function codeNamer(
  world: Pick<World, 'rules' | 'schemes'>,
  entries: readonly {
    readonly kind: string;
    readonly scheme: string | null;
    readonly edition: string | null;
  }[],
) {
  const schemes = new Map<string, Scheme | null>();
  for (const { scheme, edition } of entries) {
    if (scheme === null || edition === null || schemes.has(`${scheme}@${edition}`)) continue;
    schemes.set(`${scheme}@${edition}`, await world.schemes.edition(scheme, edition));
  }
  return (entry: (typeof entries)[number], codes: readonly string[]): readonly NamedCode[] => {
    const scheme = schemes.get(`${entry.scheme}@${entry.edition}`) ?? null;
    if (scheme === null) return codes.map((code) => ({ code, name: null, list: 'code', field: null }));
    return namedCodes(world.rules, scheme, { kind: entry.kind }, codes);
  };
}

export type CodeNamer = Awaited<ReturnType<typeof codeNamer>>;
