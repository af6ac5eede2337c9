/**
 * Mills' ratio M(z) = (1 - Φ(z)) / φ(z) for z >= 0: (z + 6) M(z) is smooth in t = (z - 6) / (z + 6) over the whole half line,
 * and its Chebyshev series of 26 terms reaches the last place of a double.
 * Coefficients printed by tools/reference-values/chebyshev-constants.py (mpmath, 60 digits).
 */
const coefficients = [
  2.979265909173922105, -2.819391408350142659, 1.148254419096085862, -0.4060653661020245513, 0.1247778244821366634,
  -0.03309290281062298298, 0.007451438589200204094, -0.001377124593341330675, 0.0001934916459594912279,
  -0.00001603807678229238339, -6.186798213769084254e-7, 4.30299440729887715e-7, -5.391897273360880736e-8,
  -2.189733574050320111e-9, 1.586279556068068246e-9, -1.293604982759557217e-10, -2.859443810904868023e-11,
  6.269730366322852787e-12, 3.017924635205143447e-13, -2.096058991387809482e-13, 4.038827852651654152e-15,
  6.477169223724855077e-15, -4.309277469013570236e-16, -2.033933304943368527e-16, 2.103081819412560068e-17,
  6.813942254753764714e-18,
];

/** (1 - Φ(z)) / φ(z) for z >= 0; relative error some units of the last place. */
export function millsRatio(z: number): number {
  if (z > 1e8) return 1 / z;
  const t2 = (2 * (z - 6)) / (z + 6);
  let b1 = 0;
  let b2 = 0;
  for (let i = coefficients.length - 1; i > 0; i--) {
    const b0 = t2 * b1 - b2 + coefficients[i]!;
    b2 = b1;
    b1 = b0;
  }
  return (0.5 * t2 * b1 - b2 + coefficients[0]!) / (z + 6);
}
