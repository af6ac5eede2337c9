import type { ActContext } from '../act/context.ts';
import { type Refusal, refuse } from '../act/refusal.ts';
import type { RoleSpec, Scheme } from '../scheme/scheme.ts';
import { textsOf } from '../scheme/text-of.ts';
import type { Text } from '../scheme/vocabulary/word.ts';
import type { CaseState } from './state.ts';

/** The party whose people may hold a role in this case; null for a role that anybody may hold. */
function partiesOf(role: RoleSpec, state: CaseState): readonly string[] | null {
  switch (role.of) {
    case 'applicant':
      return state.opened ? [state.opened.applicant] : [];
    case 'body':
    case 'owner':
      return state.opened ? [state.opened.body] : [];
    case 'named-party':
      return state.named.filter((n) => n.role === role.id).map((n) => n.party);
    case 'recommender':
    case 'public':
      return null;
  }
}

/** Why the actor holds none of the roles: no such role, the wrong party, not named in this case. `owner` is a line's person. */
export function checkRole(
  scheme: Scheme,
  state: CaseState,
  by: readonly string[],
  owner: string | null,
  context: ActContext,
): Refusal[] {
  const { actor } = context;
  if (actor.kind === 'system') return [];
  const roles = by.flatMap((id) => scheme.roles.find((r) => r.id === id) ?? []);
  if (actor.kind === 'public')
    return roles.some((r) => r.of === 'public')
      ? []
      : [refuse('role-missing', { needed: namesOf(scheme, by), held: { zh: '公众', en: 'the public' } })];
  const held = roles.filter((r) => r.of === 'public' || actor.roles.includes(r.id));
  if (held.length === 0)
    return [refuse('role-missing', { needed: namesOf(scheme, by), held: heldNames(scheme, actor.roles) })];
  const ofParty = held.filter((r) => partiesOf(r, state)?.includes(actor.party) ?? true);
  if (ofParty.length === 0)
    return [
      refuse('wrong-party', {
        needed: namesOf(
          scheme,
          held.map((r) => r.id),
        ),
      }),
    ];
  const named = ofParty.filter((r) => !r.named || r.of === 'named-party' || isNamed(r, state, actor.person));
  if (named.length === 0)
    return [
      refuse('not-named', {
        role: namesOf(
          scheme,
          ofParty.map((r) => r.id),
        ),
      }),
    ];
  if (owner !== null && owner !== actor.person && owner !== actor.party)
    return [refuse('not-named', { role: namesOf(scheme, by) })];
  return [];
}

function isNamed(role: RoleSpec, state: CaseState, person: string): boolean {
  return state.named.some((n) => n.role === role.id && n.person === person);
}

/** What the actor's roles are called; a role of another scheme has no name in this one, and is none here. */
export function heldNames(
  scheme: Scheme,
  ids: readonly string[],
): string | { readonly zh: string; readonly en: string } {
  const known = ids.filter((id) => scheme.roles.some((role) => role.id === id));
  if (known.length > 0) return namesOf(scheme, known);
  return ids.length === 0 ? '—' : { zh: '本制度以外的角色', en: 'none of this scheme' };
}

function namesOf(scheme: Scheme, ids: readonly string[]): Text {
  return textsOf(
    scheme,
    ids.map((id) => `role.${id}`),
  );
}

/** The role in which the actor acts: the first of the step's that she holds and, where it asks, is named for. */
export function roleOfActor(scheme: Scheme, state: CaseState, by: readonly string[], context: ActContext): string {
  const { actor } = context;
  const role = by
    .flatMap((id) => scheme.roles.find((r) => r.id === id) ?? [])
    .find((r) => actor.roles.includes(r.id) && (!r.named || r.of === 'named-party' || isNamed(r, state, actor.person)));
  return role?.id ?? actor.kind;
}
