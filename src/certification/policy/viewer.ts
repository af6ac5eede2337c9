import type { Scheme } from '../scheme/scheme.ts';

/** Who asks, in which employment: account, person and party are three things, and a role belongs to an employment. */
export interface Viewer {
  readonly kind: 'person' | 'public' | 'system';
  readonly account: string;
  readonly person: string;
  readonly party: string;
  readonly roles: readonly string[];
  readonly isAdministrator: boolean;
  /** What a token may be used for; null for a person who signed in herself. */
  readonly scopes: readonly Scope[] | null;
  /** Schemes in which one of the roles sits at the body's desk, or the applicant's: it then sees its party's cases. */
  readonly bodySchemes: readonly string[];
  readonly applicantSchemes: readonly string[];
}

export const scopes = ['read', 'act', 'import', 'export', 'admin'] as const;
export type Scope = (typeof scopes)[number];

export const publicViewer: Viewer = {
  kind: 'public',
  account: '',
  person: '',
  party: '',
  roles: [],
  isAdministrator: false,
  scopes: null,
  bodySchemes: [],
  applicantSchemes: [],
};

/**
 * The schemes whose cases a holder of these roles sees by her party alone. A role for which persons are named in each case
 * (an auditor, a reviewer) gives no such sight: she sees the cases in which she is named.
 */
export function desksOf(
  roles: readonly string[],
  schemes: readonly Pick<Scheme, 'id' | 'roles'>[],
): Pick<Viewer, 'bodySchemes' | 'applicantSchemes'> {
  const at = (sides: readonly string[]) =>
    [
      ...new Set(
        schemes
          .filter((s) => s.roles.some((r) => !r.named && sides.includes(r.of) && roles.includes(r.id)))
          .map((s) => s.id),
      ),
    ].sort();
  return { bodySchemes: at(['body', 'owner']), applicantSchemes: at(['applicant']) };
}

/** How a person or party is written where cases and tasks keep who may act: `role:id`, and `role@party` for a desk. */
export const namedToken = (role: string, id: string): string => `${role}:${id}`;
export const deskToken = (role: string, party: string): string => `${role}@${party}`;

/** Every token that this viewer answers to. */
export function tokensOf(viewer: Viewer): readonly string[] {
  return viewer.roles.flatMap((role) => [
    role,
    namedToken(role, viewer.person),
    namedToken(role, viewer.party),
    deskToken(role, viewer.party),
  ]);
}
