/**
 * A root of a continuous function between two points of different sign, to the last digits: Brent, Algorithms for
 * Minimization without Derivatives (1973), chapter 4. Some ten evaluations where bisection takes fifty.
 */
export function findRoot(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  let [fa, fb] = [f(a), f(b)];
  if (fa === 0) return a;
  if (fb === 0) return b;
  let [c, fc] = [a, fa];
  let d = b - a;
  let e = d;
  for (let i = 0; i < 200; i++) {
    if (fb > 0 === fc > 0) {
      [c, fc] = [a, fa];
      d = b - a;
      e = d;
    }
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, fa, b, fb, c, fc] = [b, fb, c, fc, b, fb];
    }
    const tolerance = 2 * Number.EPSILON * Math.abs(b);
    const half = (c - b) / 2;
    if (Math.abs(half) <= tolerance || fb === 0) return b;
    if (Math.abs(e) >= tolerance && Math.abs(fa) > Math.abs(fb)) {
      const step = interpolate(a, fa, b, fb, c, fc, half);
      if (step !== undefined && 2 * Math.abs(step) < Math.min(3 * Math.abs(half) - Math.abs(tolerance), Math.abs(e))) {
        e = d;
        d = step;
      } else {
        d = half;
        e = half;
      }
    } else {
      d = half;
      e = half;
    }
    [a, fa] = [b, fb];
    b += Math.abs(d) > tolerance ? d : half > 0 ? tolerance : -tolerance;
    fb = f(b);
  }
  return b;
}

function interpolate(
  a: number,
  fa: number,
  b: number,
  fb: number,
  c: number,
  fc: number,
  half: number,
): number | undefined {
  const s = fb / fa;
  let p: number;
  let q: number;
  if (a === c) {
    p = 2 * half * s;
    q = 1 - s;
  } else {
    const r = fb / fc;
    const t = fa / fc;
    p = s * (2 * half * t * (t - r) - (b - a) * (r - 1));
    q = (t - 1) * (r - 1) * (s - 1);
  }
  return q === 0 ? undefined : -p / q;
}

/**
 * The highest point of a function with one maximum between two points, by Brent's parabolic and golden steps (1973,
 * chapter 5), x to about 1e-9 of itself: the height is then exact to the last digits.
 */
export function findMaximum(f: (x: number) => number, low: number, high: number): number {
  const golden = (3 - Math.sqrt(5)) / 2;
  let [a, b] = [low, high];
  let x = a + golden * (b - a);
  let [w, v] = [x, x];
  let fx = -f(x);
  let [fw, fv] = [fx, fx];
  let d = 0;
  let e = 0;
  for (let i = 0; i < 100; i++) {
    const middle = (a + b) / 2;
    const tolerance = 1e-9 * Math.abs(x) + 1e-300;
    if (Math.abs(x - middle) <= 2 * tolerance - (b - a) / 2) break;
    let step: number | undefined;
    if (Math.abs(e) > tolerance) {
      const r = (x - w) * (fx - fv);
      let q = (x - v) * (fx - fw);
      let p = (x - v) * q - (x - w) * r;
      q = 2 * (q - r);
      if (q > 0) p = -p;
      q = Math.abs(q);
      if (Math.abs(p) < Math.abs(0.5 * q * e) && p > q * (a - x) && p < q * (b - x)) step = p / q;
    }
    if (step === undefined) {
      e = x < middle ? b - x : a - x;
      step = golden * e;
    } else e = d;
    d = step;
    const u = Math.abs(d) >= tolerance ? x + d : x + (d > 0 ? tolerance : -tolerance);
    const fu = -f(u);
    if (fu <= fx) {
      if (u < x) b = x;
      else a = x;
      [v, fv, w, fw, x, fx] = [w, fw, x, fx, u, fu];
    } else {
      if (u < x) a = u;
      else b = u;
      if (fu <= fw || w === x) [v, fv, w, fw] = [w, fw, u, fu];
      else if (fu <= fv || v === x || v === w) [v, fv] = [u, fu];
    }
  }
  return x;
}
