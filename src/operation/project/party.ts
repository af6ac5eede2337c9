import type { Recorded } from '#certification/case/state.ts';
import { normaliseSearch } from '#certification/codes/normalise.ts';
import { addDays, toDay } from '#certification/time/day.ts';
import type { PartyEvent, TieDeclared } from '../parties/party-events.ts';
import type { Notice } from '../ports/notices.ts';
import type { Party, PartyName } from '../ports/parties.ts';
import type { ProjectionRows } from '../ports/projections.ts';
import type { Id, Json } from '../ports/values.ts';
import { partyStream } from '../streams/recorded.ts';

/** Values of the vault by their reference; what was erased is absent. */
export type Unsealed = ReadonlyMap<Id, { readonly value: Json }>;

/** The rows of one party, from its whole stream and the vault: its names and codes, what it is found by, its notices. */
export function projectParty(id: Id, events: readonly Recorded<PartyEvent>[], vault: Unsealed): ProjectionRows {
  let party: Party | null = null;
  const notices: Notice[] = [];
  for (const { event, version, recordedAt } of events) {
    if (event.type === 'OrganisationRegistered' || event.type === 'PersonRegistered')
      party = registered(id, event, vault, recordedAt);
    if (party === null) continue;
    party = { ...applied(party, event), version };
    if (event.type === 'NoticeIssued') {
      const { notice, text, ...rest } = event.body;
      notices.push({
        id: notice,
        ...rest,
        case: null,
        party: id,
        body: { text },
        issuedAt: recordedAt,
        basis: partyStream(id),
      });
    }
  }
  if (party === null) return {};
  const texts = [...new Set(party.names.map((n) => normaliseSearch(n.name)))];
  // A person is found at the desks that know her, never by the public search.
  return { parties: [party], notices, search: party.kind === 'organisation' ? [{ subject: 'party', id, texts }] : [] };
}

type Registration = Extract<PartyEvent, { type: 'OrganisationRegistered' | 'PersonRegistered' }>;

function registered(id: Id, event: Registration, vault: Unsealed, since: string): Party {
  const base = { id, since, version: 1 };
  if (event.type === 'PersonRegistered') {
    const names = personNames(vault.get(event.body.names.vault)?.value);
    return { ...base, kind: 'person', names, codes: [], details: { competences: [], ties: [] } };
  }
  const { names, codes, details } = event.body;
  return { ...base, kind: 'organisation', names: names.map((n) => ({ ...n, to: null })), codes, details };
}

function personNames(value: Json | undefined): readonly PartyName[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const names = value as { readonly [name: string]: Json };
  return (['zh', 'en'] as const).flatMap((language) => {
    const name = names[language];
    return typeof name === 'string' && name !== '' ? [{ language, name, from: null, to: null }] : [];
  });
}

function applied(party: Party, event: PartyEvent): Party {
  switch (event.type) {
    case 'OrganisationRenamed': {
      const { names, from } = event.body;
      const renewed = new Set(names.map((n) => n.language));
      const lastDay = addDays(toDay(from), -1);
      const old = party.names.map((n) => (n.to === null && renewed.has(n.language) ? { ...n, to: lastDay } : n));
      return { ...party, names: [...old, ...names.map((n) => ({ ...n, from, to: null }))] };
    }
    case 'CompetenceAssessed':
      return { ...party, details: { ...party.details, competences: event.body.codes } };
    case 'TieDeclared':
      return { ...party, details: { ...party.details, ties: [...tiesIn(party), { ...event.body }] } };
    default:
      return party;
  }
}

function tiesIn(party: Party): readonly { readonly [name: string]: Json }[] {
  const ties = party.details['ties'];
  return Array.isArray(ties) ? (ties as readonly { readonly [name: string]: Json }[]) : [];
}

/** Competences and ties of a person's row, for those who decide whether she may be named. */
export function qualificationsOf(
  party: Party,
  day: string,
): { readonly competences: readonly string[]; readonly ties: readonly TieDeclared[] } {
  const codes = party.details['competences'];
  const ties = tiesIn(party) as unknown as readonly TieDeclared[];
  return {
    competences: Array.isArray(codes) ? codes.filter((c): c is string => typeof c === 'string') : [],
    ties: ties.filter((t) => t.until === null || day <= t.until),
  };
}

/** The present name of a party in both languages; one stands in for the other, and the id for both. */
export function presentName(party: Party): { readonly zh: string; readonly en: string } {
  const of = (language: PartyName['language']) =>
    party.names.find((n) => n.language === language && n.to === null)?.name;
  const any = of('zh') ?? of('en') ?? of('und') ?? party.id;
  return { zh: of('zh') ?? any, en: of('en') ?? any };
}
