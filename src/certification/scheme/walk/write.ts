import { Document, isMap, isSeq, visit } from 'yaml';
import type { Scheme } from '../scheme.ts';
import type { Text } from '../vocabulary/word.ts';
import type { WorkedKind } from '../worked-case/case-file.ts';
import type { WorkedOutside } from '../worked-case/world.ts';
import { writtenYaml } from '../written-yaml.ts';
import { isDone, playWalk, type Standing, type StandingEntry, type Walk, type Written } from './walk.ts';

/** What a walk shows: a refusal where one came and nothing was granted, the ordinary run where something was, else a rare end. */
export function kindOfWalk(standings: readonly Standing[]): WorkedKind {
  if (standings.some((s) => s.ended === 'granted')) return 'ordinary';
  return standings.some((s) => s.refusals.length > 0) ? 'refusal' : 'rare';
}

/** Writes a walk down as a worked case that expects what came of it; acts that said nothing sensible are left out. */
export function writeWalk(
  scheme: Scheme,
  walk: Walk,
  outside: WorkedOutside,
  as: { readonly name: Text; readonly kind?: WorkedKind | undefined },
): string {
  const asWalked = playWalk(scheme, walk, outside).standings;
  const sensible = { ...walk, acts: walk.acts.filter((_, index) => asWalked[index]?.wrong === null) };
  const { standings } = playWalk(scheme, sensible, outside);
  const acts = sensible.acts.map((act, index) => withExpectation(act, standings[index], standings[index - 1]));
  const document = new Document({ case: as.name, kind: as.kind ?? kindOfWalk(standings), given: walk.given, acts });
  visit(document, {
    Map(_, node, path) {
      const parent = path.at(-1);
      const depth = path.filter((p) => isMap(p) || isSeq(p)).length;
      const isShort = depth > 2 || isSeq(parent) || (depth === 1 && node.has('zh'));
      if (isShort || node.items.length === 0) node.flow = true;
    },
    Seq(_, node, path) {
      if (path.filter((p) => isMap(p) || isSeq(p)).length > 1) node.flow = true;
    },
  });
  return writtenYaml(document);
}

function withExpectation(act: Written, now: Standing | undefined, before: Standing | undefined): Written {
  if (!now) return act;
  const expect = expectationOf(now, before);
  return Object.keys(expect).length === 0 ? act : { ...act, expect };
}

/** What came newly of an act; what stood before it is not said again. */
function expectationOf(now: Standing, before: Standing | undefined): Written {
  if (!isDone(now)) return { refused: [...new Set(now.refusals.map((refusal) => refusal.code as string))] };
  const openNow = now.open.join();
  const clocks = Object.entries(now.clocks).filter(([id, due]) => before?.clocks[id] !== due);
  const roundOpen = now.roundOpen?.join() === before?.roundOpen?.join() ? null : now.roundOpen;
  return {
    ...(now.open.length > 0 && openNow !== before?.open.join() ? { open: now.open } : {}),
    ...(now.ended !== null && now.ended !== before?.ended ? { ended: now.ended } : {}),
    ...(clocks.length > 0 ? { clocks: Object.fromEntries(clocks) } : {}),
    ...entryExpectation(now.entries, before?.entries ?? []),
    ...(roundOpen === null ? {} : { round: { open: roundOpen } }),
  };
}

function entryExpectation(now: readonly StandingEntry[], before: readonly StandingEntry[]): Written {
  const changed = now.filter((entry) => {
    const old = before.find((other) => other.id === entry.id);
    return old === undefined || JSON.stringify(old) !== JSON.stringify(entry);
  });
  if (changed.length === 0) return {};
  const described = (entry: StandingEntry): Written => ({
    of: entry.id === now.filter((other) => other.result === entry.result).at(-1)?.id ? entry.result : entry.id,
    number: entry.number,
    status: entry.status,
    ...(entry.to === null ? {} : { to: entry.to }),
    ...(entry.grade === null ? {} : { grade: entry.grade }),
    ...(Object.keys(entry.due).length === 0 ? {} : { due: entry.due }),
    ...(entry.must.length === 0 ? {} : { must: entry.must }),
  });
  const [first] = changed;
  return changed.length === 1 && first !== undefined ? { entry: described(first) } : { entries: now.map(described) };
}
