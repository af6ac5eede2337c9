import { checkNumberForm, type NumberForm } from '#certification/register/bulk.ts';
import {
  type CredentialCheck,
  decideVerdict,
  type IssuerStanding,
  type RegisteredEntry,
  type Verdict,
  type VerdictQuestion,
} from '#certification/register/verdict.ts';
import { type EntryTransition, entryTransition } from '#certification/scheme/edition/transition.ts';
import type { Guard } from '#certification/scheme/guard.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { isValidDay } from '#certification/time/day.ts';
import { dayOf, toInstant } from '#certification/time/instant.ts';
import type { Entry, EntryDossier } from '../ports/entries.ts';
import type { PartyName } from '../ports/parties.ts';
import type { Day } from '../ports/values.ts';
import type { World } from '../world.ts';
import { type Coverage, coverageOf } from './coverage.ts';

export interface LookUp {
  readonly number: string;
  readonly name: string | null;
  readonly codes: readonly string[];
  /** Left out: today. */
  readonly on: Day | null;
  readonly known: Day | null;
}

/** One entry with its verdict; what the page, the API and the terminal show alike. */
export interface Found {
  readonly dossier: EntryDossier;
  readonly verdict: Verdict;
  /** The window in which an entry that holds has to move to another edition; null where none is declared. */
  readonly transition: EntryTransition | null;
  /** The day that was asked about. */
  readonly day: Day;
}

export interface LookUpAnswer {
  readonly question: VerdictQuestion & { readonly number: string };
  readonly form: NumberForm;
  /** A number is no key: all entries that carry it, own ones first. */
  readonly found: readonly Found[];
  /** What the register holds and how fresh it is: said with every answer, above all with "not found". */
  readonly coverage: Coverage;
  readonly askedAt: string;
}

/** Today in the zone of the house: the day of a question that names none. */
export function today(world: World): Day {
  return dayOf(toInstant(world.clock.now()), world.house.zone);
}

/** The verdict (核验结论) over every entry with this number. */
export async function lookUp(world: World, ask: LookUp): Promise<LookUpAnswer> {
  const day = ask.on ?? today(world);
  const question: VerdictQuestion = { day, known: ask.known, name: ask.name, codes: ask.codes };
  const form = checkNumberForm(ask.number, Number(today(world).slice(0, 4)));
  const kinds = await entitlingKinds(world);
  const dossiers = form.normal === '' ? [] : await world.storage.entries.dossiers(form.normal, kinds);
  const found = await Promise.all(dossiers.map((dossier) => judge(world, dossier, question, null)));
  return {
    question: { ...question, number: ask.number },
    form,
    found,
    coverage: await coverageOf(world),
    askedAt: world.clock.now(),
  };
}

/** The verdict over one entry by its id, with what a credential's own check said. */
export async function lookUpEntry(
  world: World,
  id: string,
  question: VerdictQuestion,
  credential: CredentialCheck | null,
): Promise<Found | null> {
  const dossier = await world.storage.entries.dossierOf(id, await entitlingKinds(world));
  return dossier === null ? null : judge(world, dossier, question, credential);
}

export async function judge(
  world: World,
  dossier: EntryDossier,
  question: VerdictQuestion,
  credential: CredentialCheck | null,
): Promise<Found> {
  const { entry } = dossier;
  const scheme =
    entry.scheme === null || entry.edition === null ? null : await world.schemes.edition(entry.scheme, entry.edition);
  const standing = scheme === null ? noneNeeded : await standingOf(world, dossier, scheme);
  const verdict = decideVerdict(registered(dossier), standing, credential, question);
  const holds = verdict.word === 'valid' || verdict.word === 'suspended';
  return {
    dossier,
    verdict,
    transition: holds ? await transitionOf(world, entry, question.known) : null,
    day: question.day,
  };
}

/** The transition declared for an entry's edition, as known at the end of a day. */
export async function transitionOf(
  world: World,
  entry: Pick<Entry, 'scheme' | 'edition' | 'source'>,
  known: Day | null,
): Promise<EntryTransition | null> {
  if (entry.source !== 'own' || entry.scheme === null) return null;
  const life = await world.schemes.life(entry.scheme);
  const edition = life.editions.find((e) => e.edition === entry.edition);
  if (edition?.transition == null || edition.transitionDeclaredAt === null) return null;
  const declared = dayOf(toInstant(edition.transitionDeclaredAt), world.house.zone);
  return known !== null && declared > known ? null : entryTransition(edition.transition);
}

const noneNeeded: IssuerStanding = { needed: null, codes: null, isCovered: false, held: [] };

function registered(dossier: EntryDossier): RegisteredEntry {
  const { entry, changes, source } = dossier;
  return {
    id: entry.id,
    isOwn: entry.source === 'own',
    kind: entry.kind,
    number: entry.number,
    holderNames: [
      ...new Set([...Object.values(entry.holderNames), ...dossier.holderParty.map((n: PartyName) => n.name)]),
    ].filter((n) => n !== undefined && n !== ''),
    codes: entry.scopeCodes,
    from: entry.from,
    changes,
    sourceSeen: source?.lastSnapshot ?? null,
  };
}

type Entitlement = Extract<Guard, { guard: 'entitled' }>;
/** An edition never changes, so neither does what it demands. */
const entitlements = new WeakMap<Scheme, Entitlement | null>();

/** What its scheme demands of the body that issues: the first `entitled` guard on the body, in any step of any flow. */
export function entitlementOf(scheme: Scheme): Entitlement | null {
  const known = entitlements.get(scheme);
  if (known !== undefined) return known;
  const found = findEntitlement(scheme);
  entitlements.set(scheme, found);
  return found;
}

function findEntitlement(scheme: Scheme): Entitlement | null {
  const guards = scheme.flows.flatMap((f) => f.steps).flatMap((s) => s.guards);
  return guards.find((g): g is Entitlement => g.guard === 'entitled' && g.who === 'body') ?? null;
}

async function standingOf(world: World, dossier: EntryDossier, scheme: Scheme): Promise<IssuerStanding> {
  const guard = entitlementOf(scheme);
  if (guard === null) return noneNeeded;
  return {
    needed: guard.kind,
    codes: guard.scopeOf === undefined ? null : dossier.entry.scopeCodes,
    isCovered: await isCovered(world, guard.kind),
    held: dossier.issuerEntries
      .filter((e) => e.entry.kind === guard.kind)
      .map((e) => ({ codes: e.entry.scopeCodes, changes: e.changes, sourceSeen: null })),
  };
}

/** Kinds of which the register was seen to hold an entry: none is ever deleted, so it is asked until there is one. */
const coveredKinds = new WeakMap<World['storage'], Set<string>>();

async function isCovered({ storage }: World, kind: string): Promise<boolean> {
  const seen = coveredKinds.get(storage) ?? new Set();
  coveredKinds.set(storage, seen);
  if (!seen.has(kind) && (await storage.entries.count({ field: 'kind', is: [kind] }, 1)).count > 0) seen.add(kind);
  return seen.has(kind);
}

/** The kinds of entries that any scheme demands of a body that issues. */
export async function entitlingKinds(world: World): Promise<readonly string[]> {
  const schemes = await world.schemes.all();
  const known = kindsDemanded.get(schemes);
  if (known !== undefined) return known;
  const kinds = [...new Set(schemes.flatMap((s) => entitlementOf(s)?.kind ?? []))];
  kindsDemanded.set(schemes, kinds);
  return kinds;
}

/** By the list itself, which is another one as soon as anything is registered. */
const kindsDemanded = new WeakMap<readonly Scheme[], readonly string[]>();

/** A day out of a query, or null; anything else is a fault that the door reports. */
export function dayAsked(
  text: string | undefined,
): { readonly ok: true; readonly day: Day | null } | { readonly ok: false; readonly found: string } {
  if (text === undefined || text.trim() === '') return { ok: true, day: null };
  return isValidDay(text.trim()) ? { ok: true, day: text.trim() } : { ok: false, found: text };
}
