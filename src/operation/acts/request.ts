import type { Actor } from '#certification/event/event.ts';
import type { Viewer } from '#certification/policy/viewer.ts';

/** Who acts, as signing in found her out, and whether she proved her identity again just now. */
export interface Acting {
  readonly viewer: Viewer;
  readonly identified: boolean;
}

/** What every act may carry beside its content. */
export interface ActRequest {
  readonly acting: Acting;
  /** Makes a repetition harmless; left out for acts of the house itself. */
  readonly key?: string;
  /** The version of the stream that the actor saw when she decided; left out: whatever stands. */
  readonly expected?: number;
}

/** The house itself: the clock, a round in its cases, an import. */
export const systemActing: Acting = {
  viewer: {
    kind: 'system',
    account: '',
    person: '',
    party: '',
    roles: [],
    isAdministrator: false,
    scopes: null,
    bodySchemes: [],
    applicantSchemes: [],
  },
  identified: true,
};

/** How the actor stands in an event. A person's account, person and party are three things. */
export function actorOf(acting: Acting, role: string): Actor {
  const { viewer } = acting;
  switch (viewer.kind) {
    case 'person':
      return { kind: 'person', account: viewer.account, person: viewer.person, party: viewer.party, role };
    case 'public':
      return { kind: 'public', contact: null };
    case 'system':
      return { kind: 'system', name: role };
  }
}
