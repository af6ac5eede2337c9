/** A reviewer's exclusion from a case, with its reason. */
export interface Exclusion {
  readonly case: string;
  readonly person: string;
  readonly why: string;
}

export interface AssignmentRequest {
  readonly cases: readonly string[];
  readonly reviewers: readonly string[];
  readonly perCase: number;
  readonly excluded: readonly Exclusion[];
  /** Published beforehand; the same seed, cases, reviewers and exclusions give the same pairs anywhere. */
  readonly seed: string;
  /** Hex digest of a text. */
  readonly digest: (text: string) => string;
}

export type Assignment =
  | { readonly ok: true; readonly pairs: readonly { readonly case: string; readonly person: string }[] }
  | { readonly ok: false; readonly short: readonly { readonly case: string; readonly found: number }[] };

/**
 * Assigns reviewers to cases so that loads stay within one of each other where the exclusions allow it, reproducibly from a
 * seed. Each case, the most constrained first, takes the least loaded reviewers that may have it, ties broken by the digest
 * of seed, case and person; then pairs are moved from the most to the least loaded while that narrows the spread.
 */
export function assignReviewers(request: AssignmentRequest): Assignment {
  const barred = new Set(request.excluded.map((e) => `${e.case}\n${e.person}`));
  const may = (kase: string, person: string) => !barred.has(`${kase}\n${person}`);
  // In one order, whatever order they come in: who replays it has the names, not their places in a list.
  const reviewers = [...request.reviewers].sort();
  const open = [...request.cases].sort().map((kase) => ({
    kase,
    order: request.digest(`${request.seed}\n${kase}`),
    free: reviewers.filter((p) => may(kase, p)),
  }));
  const short = open
    .filter((o) => o.free.length < request.perCase)
    .map((o) => ({ case: o.kase, found: o.free.length }));
  if (short.length > 0) return { ok: false, short };
  open.sort((a, b) => a.free.length - b.free.length || (a.order < b.order ? -1 : 1));

  const load = new Map(reviewers.map((p) => [p, 0]));
  const given = new Map<string, Set<string>>();
  for (const { kase, free } of open) {
    const ranked = free.map((person) => ({
      person,
      load: load.get(person) ?? 0,
      tie: request.digest(`${request.seed}\n${kase}\n${person}`),
    }));
    ranked.sort((a, b) => a.load - b.load || (a.tie < b.tie ? -1 : 1));
    const taken = ranked.slice(0, request.perCase).map((r) => r.person);
    given.set(kase, new Set(taken));
    for (const person of taken) load.set(person, (load.get(person) ?? 0) + 1);
  }
  levelLoads(given, load, may);
  return {
    ok: true,
    pairs: request.cases.flatMap((kase) =>
      [...(given.get(kase) ?? [])].sort().map((person) => ({ case: kase, person })),
    ),
  };
}

/** Moves pairs along paths from a more to a less loaded reviewer until no path narrows the spread. */
function levelLoads(
  given: Map<string, Set<string>>,
  load: Map<string, number>,
  may: (kase: string, person: string) => boolean,
): void {
  for (;;) {
    const path = findPath(given, load, may);
    if (!path) return;
    for (const { kase, from, to } of path) {
      given.get(kase)?.delete(from);
      given.get(kase)?.add(to);
    }
    const [first] = path;
    const last = path.at(-1);
    if (!first || !last) return;
    load.set(first.from, (load.get(first.from) ?? 0) - 1);
    load.set(last.to, (load.get(last.to) ?? 0) + 1);
  }
}

interface Move {
  readonly kase: string;
  readonly from: string;
  readonly to: string;
}

/** Breadth first from each reviewer of the highest load to one whose load is at least two lower, case by case. */
function findPath(
  given: Map<string, Set<string>>,
  load: Map<string, number>,
  may: (kase: string, person: string) => boolean,
): readonly Move[] | null {
  const highest = Math.max(0, ...load.values());
  const casesOf = new Map<string, string[]>();
  for (const [kase, persons] of given) for (const p of persons) casesOf.set(p, [...(casesOf.get(p) ?? []), kase]);
  const persons = [...load.keys()];
  for (const start of persons.filter((p) => load.get(p) === highest)) {
    const cameBy = new Map<string, Move | null>([[start, null]]);
    const queue = [start];
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      for (const kase of casesOf.get(at) ?? []) {
        for (const to of persons) {
          if (cameBy.has(to) || given.get(kase)?.has(to) || !may(kase, to)) continue;
          cameBy.set(to, { kase, from: at, to });
          if ((load.get(to) ?? 0) <= highest - 2) return unwind(cameBy, to);
          queue.push(to);
        }
      }
    }
  }
  return null;
}

function unwind(cameBy: Map<string, Move | null>, end: string): readonly Move[] {
  const path: Move[] = [];
  for (let move = cameBy.get(end); move; move = cameBy.get(move.from)) path.unshift(move);
  return path;
}
