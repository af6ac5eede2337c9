/** Solves A x = b by elimination with row pivots; `a` is row by row and is overwritten, `b` too, which ends as x. */
export function solveLinear(a: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  for (let p = 0; p < n; p++) {
    let best = p;
    for (let r = p + 1; r < n; r++) if (Math.abs(a[r * n + p]!) > Math.abs(a[best * n + p]!)) best = r;
    if (best !== p) {
      for (let c = p; c < n; c++) [a[p * n + c], a[best * n + c]] = [a[best * n + c]!, a[p * n + c]!];
      [b[p], b[best]] = [b[best]!, b[p]!];
    }
    const pivot = a[p * n + p]!;
    for (let r = p + 1; r < n; r++) {
      const factor = a[r * n + p]! / pivot;
      if (factor === 0) continue;
      for (let c = p + 1; c < n; c++) a[r * n + c]! -= factor * a[p * n + c]!;
      b[r]! -= factor * b[p]!;
    }
  }
  for (let p = n - 1; p >= 0; p--) {
    let sum = b[p]!;
    for (let c = p + 1; c < n; c++) sum -= a[p * n + c]! * b[c]!;
    b[p] = sum / a[p * n + p]!;
  }
  return b;
}
