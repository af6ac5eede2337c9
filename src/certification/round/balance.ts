import type { RoundState } from './state.ts';

/** What became of what came in at one gate: in = on + rejected + withdrawn + merged + otherwise ended. */
export interface GateBalance {
  readonly gate: string;
  readonly received: number;
  readonly on: number;
  readonly rejected: number;
  readonly withdrawn: number;
  readonly merged: number;
  readonly closed: number;
}

/** The counts of a whole round. INVARIANT: they balance at every gate and in all, since each case is in exactly one of them. */
export interface RoundBalance {
  readonly gates: readonly GateBalance[];
  readonly received: number;
  readonly granted: number;
  readonly notGranted: number;
  readonly rejected: number;
  readonly withdrawn: number;
  readonly merged: number;
  readonly closed: number;
  /** Neither decided nor gone. */
  readonly open: number;
  /** Granted, by grade; no grade stands under the empty name. */
  readonly byGrade: readonly { readonly grade: string; readonly count: number }[];
  /** By recommending unit: how many came, how many are through. */
  readonly byRecommender: readonly {
    readonly recommender: string | null;
    readonly received: number;
    readonly left: number;
  }[];
}

type Left = 'rejected' | 'withdrawn' | 'merged' | 'closed';

export function balanceOf(state: RoundState): RoundBalance {
  const leftAs = (id: string, why: string): Left =>
    state.merged.has(id)
      ? 'merged'
      : why.startsWith('refused')
        ? 'rejected'
        : why.startsWith('withdrawn')
          ? 'withdrawn'
          : 'closed';
  const count = (left: readonly { readonly case: string; readonly why: string }[], as: Left) =>
    left.filter((l) => leftAs(l.case, l.why) === as).length;
  const all = [...state.cases.values()];
  const left = all.flatMap((c) => (c.left === null ? [] : [{ case: c.case, why: c.left }]));
  const staying = all.filter((c) => c.left === null);
  const rows = state.decided?.rows ?? [];
  const granted = rows.filter((r) => r.granted && staying.some((c) => c.case === r.case));
  const grades = [...new Set(granted.map((r) => r.grade ?? ''))].sort();
  const units = [...new Set(all.map((c) => c.recommender))];
  return {
    gates: state.gates.map((gate) => ({
      gate: gate.gate,
      received: gate.in,
      on: gate.out,
      rejected: count(gate.left, 'rejected'),
      withdrawn: count(gate.left, 'withdrawn'),
      merged: count(gate.left, 'merged'),
      closed: count(gate.left, 'closed'),
    })),
    received: all.length,
    granted: granted.length,
    notGranted: state.decided ? staying.length - granted.length : 0,
    rejected: count(left, 'rejected'),
    withdrawn: count(left, 'withdrawn'),
    merged: count(left, 'merged'),
    closed: count(left, 'closed'),
    open: state.decided ? 0 : staying.length,
    byGrade: grades.map((grade) => ({ grade, count: granted.filter((r) => (r.grade ?? '') === grade).length })),
    byRecommender: units.map((recommender) => ({
      recommender,
      received: all.filter((c) => c.recommender === recommender).length,
      left: left.filter((l) => state.cases.get(l.case)?.recommender === recommender).length,
    })),
  };
}
