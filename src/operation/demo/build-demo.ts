import { join } from 'node:path';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { addDays, toDay } from '#certification/time/day.ts';
import { dayOf, millisecondsBetween, startOfDay, toInstant } from '#certification/time/instant.ts';
import { systemActing } from '../acts/request.ts';
import { clockSetting, systemClock } from '../clock.ts';
import { idMaker } from '../ids.ts';
import { registerScheme } from '../schemes/register-scheme.ts';
import { readSchemeFolder, schemeNames } from '../schemes/scheme-folder.ts';
import { takeUpEditions } from '../schemes/take-up-editions.ts';
import type { World } from '../world.ts';
import { type DemoAccount, demoAccounts, done, registerCast } from './cast.ts';
import { demonstrationDay } from './demo-day.ts';
import { Player, storyClock } from './player.ts';
import { earliestDay, readStory, type Story } from './story.ts';
import { timeline } from './timeline.ts';

export interface DemoProgress {
  readonly done: number;
  readonly total: number;
  /** What is being done now. */
  readonly what: string;
}

/** The demonstration as it stands in a database. */
export interface Demonstration {
  /** The day that its clock showed when it was built. */
  readonly day: string;
  readonly accounts: readonly DemoAccount[];
  /** Entries and cases of the story by their names, for a tour. */
  readonly entries: Readonly<Record<string, readonly string[]>>;
  readonly cases: Readonly<Record<string, string>>;
  readonly rounds: Readonly<Record<string, string>>;
}

export interface DemoFolders {
  /** Declared schemes of the house. */
  readonly schemes: string;
  /** The demonstration's own data. */
  readonly demonstration: string;
}

const setting = 'demonstration';

/** The demonstration that was built in this database; null when none was, or when its building was broken off. */
export async function findDemonstration(world: World, folders: DemoFolders): Promise<Demonstration | null> {
  const kept = await world.storage.settings.get(setting);
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept) || !('built' in kept)) return null;
  const { day, entries, cases, rounds } = kept as unknown as Omit<Demonstration, 'accounts'>;
  return { day, entries, cases, rounds, accounts: demoAccounts(await readStory(folders.demonstration)) };
}

/**
 * Registers the house's schemes that came with a newer version than the one that built this demonstration. A scheme that is
 * registered stays as it is: another edition of it is its owner's act.
 */
export async function takeUpSchemes(world: World, folder: string): Promise<readonly string[]> {
  const known = new Set((await world.schemes.all()).map((scheme) => scheme.id));
  const names = (await schemeNames(folder)).filter((name) => !known.has(name));
  const schemes = (await readSchemes(names.map((name) => [folder, name] as const))).filter((s) => !known.has(s.id));
  for (const scheme of schemes) done(await registerScheme(world, { acting: systemActing }, scheme), scheme.id);
  if (schemes.length > 0) await world.schemes.refresh();
  for (const name of await schemeNames(folder)) await takeUpEditions(world, folder, name);
  return schemes.map((scheme) => scheme.id);
}

/**
 * Builds the demonstration by real acts through the engine, on the days of its story, and sets its clock. A build that was
 * broken off goes on: every act has a key, and what was done is answered again instead of being done twice.
 */
export async function buildDemonstration(
  world: World,
  folders: DemoFolders,
  progress: (now: DemoProgress) => void = () => {},
): Promise<Demonstration> {
  const story = await readStory(folders.demonstration);
  const played = await readSchemes(playedSchemes(folders, story));
  const day = await storyDay(world, story, played);
  const schemes = [...played, ...(await readSchemes(await furtherSchemes(folders, story)))];
  const acts = timeline(story);
  const people = Object.keys(story.parties).length + Object.keys(story.people).length;
  const total = schemes.length + people + acts.length;
  let count = 0;
  const tell = (what: string) => progress({ done: ++count, total, what });

  const clock = storyClock(startOfDay(addDays(toDay(day), earliestDay(story) - 1), world.house.zone));
  const acting: World = { ...world, clock, newId: idMaker(clock.now, world.randomBytes) };
  for (const scheme of schemes) {
    tell(`${scheme.id}@${scheme.edition}`);
    done(await registerScheme(acting, { acting: systemActing }, scheme), scheme.id);
  }
  const cast = await registerCast(acting, story, tell);
  const player = new Player(acting, story, cast, toDay(day), clock);
  for (const act of acts) {
    tell(act.what);
    await player.goTo(act.at);
    await act.perform(player);
  }
  await player.goTo(0);
  for (const name of await schemeNames(folders.schemes)) await takeUpEditions(acting, folders.schemes, name);
  return keep(world, story, player, day);
}

type SchemeFolder = readonly [folder: string, name: string];

/** The schemes that the story plays: they decide its earliest day. */
function playedSchemes(folders: DemoFolders, story: Story): readonly SchemeFolder[] {
  return [
    ...story['own-schemes'].map((name) => [join(folders.demonstration, 'schemes'), name] as const),
    ...story['house-schemes'].map((name) => [folders.schemes, name] as const),
  ];
}

/** The house's other schemes: nothing has happened in them yet, and a visitor can read and open them. */
async function furtherSchemes(folders: DemoFolders, story: Story): Promise<readonly SchemeFolder[]> {
  const played = new Set(story['house-schemes']);
  return (await schemeNames(folders.schemes))
    .filter((name) => !played.has(name))
    .map((name) => [folders.schemes, name] as const);
}

async function readSchemes(folders: readonly SchemeFolder[]): Promise<readonly Scheme[]> {
  const schemes: Scheme[] = [];
  for (const [folder, name] of folders) {
    const parsed = await readSchemeFolder(folder, name);
    if (!parsed.ok) throw new Error(`The scheme \`${name}\` can't be read: ${JSON.stringify(parsed.diagnostics[0])}`);
    schemes.push(parsed.parsed.scheme);
  }
  return schemes;
}

/** The day of the story: kept from the first try, so that a build that goes on has the same days. */
async function storyDay(world: World, story: Story, schemes: readonly Scheme[]): Promise<string> {
  const kept = await world.storage.settings.get(setting);
  if (typeof kept === 'object' && kept !== null && 'day' in kept && typeof kept.day === 'string') return kept.day;
  const today = dayOf(toInstant(world.clock.now()), world.house.zone);
  const table = world.rules.calendar(world.house.zone);
  const day = demonstrationDay(today, table?.last ?? null, schemes, earliestDay(story));
  await world.storage.inTransaction((transaction) => world.storage.settings.put(transaction, setting, { day }));
  return day;
}

async function keep(world: World, story: Story, player: Player, day: string): Promise<Demonstration> {
  const cases = Object.fromEntries([...player.cases].map(([name, kase]) => [name, kase.id]));
  const entries = Object.fromEntries(
    [...player.cases].filter(([, kase]) => kase.entries.length > 0).map(([name, kase]) => [name, kase.entries]),
  );
  const rounds = Object.fromEntries(player.rounds);
  const builtAt = player.world.clock.now();
  // The clock goes on from where the story ended, unless that is today and past already: then the true time is right.
  const behind = millisecondsBetween(toInstant(systemClock.now()), toInstant(builtAt));
  const isToday = day === dayOf(toInstant(systemClock.now()), world.house.zone);
  const shift = isToday ? Math.max(0, behind) : behind;
  await world.storage.inTransaction(async (transaction) => {
    await world.storage.settings.put(transaction, setting, { built: builtAt, day, entries, cases, rounds });
    await world.storage.settings.put(transaction, clockSetting, shift);
  });
  await world.clock.refresh?.();
  return { day, entries, cases, rounds, accounts: demoAccounts(story) };
}
