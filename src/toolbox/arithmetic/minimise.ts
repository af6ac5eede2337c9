/** Minimisation of functions without derivatives. */
export interface Minimum {
  readonly x: readonly number[];
  readonly value: number;
  readonly converged: boolean;
}

/** The minimum of a unimodal function between two points, by golden section and parabolas (Brent 1973, chapter 5). */
export function minimiseBetween(
  f: (x: number) => number,
  from: number,
  to: number,
  tolerance = 1e-10,
): { x: number; value: number } {
  const golden = 0.3819660112501051;
  let a = from;
  let b = to;
  let x = a + golden * (b - a);
  let w = x;
  let v = x;
  let fx = f(x);
  let fw = fx;
  let fv = fx;
  let d = 0;
  let e = 0;
  for (let i = 0; i < 500; i++) {
    const middle = (a + b) / 2;
    const near = tolerance * Math.abs(x) + 1e-14;
    if (Math.abs(x - middle) <= 2 * near - (b - a) / 2) break;
    let r = (x - w) * (fx - fv);
    let q = (x - v) * (fx - fw);
    let p = (x - v) * q - (x - w) * r;
    q = 2 * (q - r);
    if (q > 0) p = -p;
    q = Math.abs(q);
    r = e;
    e = d;
    if (Math.abs(p) < Math.abs(0.5 * q * r) && p > q * (a - x) && p < q * (b - x)) {
      d = p / q;
      if (x + d - a < 2 * near || b - x - d < 2 * near) d = x < middle ? near : -near;
    } else {
      e = x < middle ? b - x : a - x;
      d = golden * e;
    }
    const u = x + (Math.abs(d) >= near ? d : d > 0 ? near : -near);
    const fu = f(u);
    if (fu <= fx) {
      if (u < x) b = x;
      else a = x;
      [v, w, x] = [w, x, u];
      [fv, fw, fx] = [fw, fx, fu];
    } else {
      if (u < x) a = u;
      else b = u;
      if (fu <= fw || w === x) {
        [v, w] = [w, u];
        [fv, fw] = [fw, fu];
      } else if (fu <= fv || v === x || v === w) {
        v = u;
        fv = fu;
      }
    }
  }
  return { x, value: fx };
}

/**
 * The minimum of a function of a few variables by the simplex of Nelder and Mead (Computer Journal 7 (1965) 308-313),
 * started again from where it stopped until it stays there. `step` gives the size of the first simplex in each variable.
 */
export function minimise(
  f: (x: readonly number[]) => number,
  start: readonly number[],
  step: readonly number[],
  tolerance = 1e-13,
): Minimum {
  let best = simplex(f, start, step, tolerance);
  for (let round = 0; round < 8; round++) {
    const again = simplex(
      f,
      best.x,
      step.map((s) => s * 0.1),
      tolerance,
    );
    const gain = best.value - again.value;
    if (again.value <= best.value) best = again;
    if (!(gain > tolerance * (Math.abs(best.value) + 1e-300))) break;
  }
  return best;
}

interface Vertex {
  x: number[];
  value: number;
}

function simplex(
  f: (x: readonly number[]) => number,
  start: readonly number[],
  step: readonly number[],
  tolerance: number,
): Minimum {
  const n = start.length;
  const at = (x: number[]): Vertex => ({ x, value: finite(f(x)) });
  let vertices = [
    at([...start]),
    ...start.map((_, i) => at(start.map((value, j) => (i === j ? value + step[i]! : value)))),
  ];
  const limit = 400 * n;
  for (let count = 0; count < limit; count++) {
    vertices.sort((a, b) => a.value - b.value);
    const low = vertices[0]!;
    const high = vertices[n]!;
    const size = Math.max(...low.x.map((value, i) => Math.abs(high.x[i]! - value) / Math.max(1, Math.abs(value))));
    if (high.value - low.value <= tolerance * (Math.abs(low.value) + 1e-300) && size < 1e-8)
      return { ...low, converged: true };
    const centre = start.map((_, i) => vertices.slice(0, n).reduce((total, v) => total + v.x[i]!, 0) / n);
    const along = (factor: number) => at(centre.map((c, i) => c + factor * (high.x[i]! - c)));
    const reflected = along(-1);
    if (reflected.value < low.value) {
      const expanded = along(-2);
      vertices[n] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < vertices[n - 1]!.value) {
      vertices[n] = reflected;
    } else {
      const contracted = along(reflected.value < high.value ? -0.5 : 0.5);
      if (contracted.value < Math.min(reflected.value, high.value)) vertices[n] = contracted;
      else vertices = vertices.map((v) => (v === low ? v : at(v.x.map((value, i) => (value + low.x[i]!) / 2))));
    }
  }
  vertices.sort((a, b) => a.value - b.value);
  return { ...vertices[0]!, converged: false };
}

/** Where the function has no value, the simplex must turn back. */
function finite(value: number): number {
  return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
}
