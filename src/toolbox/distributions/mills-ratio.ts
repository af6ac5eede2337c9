/**
 * Mills' ratio M(z) = (1 - Φ(z)) / φ(z) for z >= 0: (z + 6) M(z) is smooth in t = (z - 6) / (z + 6) over the whole half line,
 * and its Chebyshev series of 26 terms reaches the last place of a double.
 * Coefficients printed by tools/reference-values/chebyshev-constants.py (mpmath, 60 digits).
 */
const coefficients = [
  2.979265909173922, -2.8193914083501426, 1.148254419096086, -0.40606536610202454, 0.12477782448213666,
  -0.033092902810622986, 0.007451438589200204, -0.0013771245933413307, 0.00019349164595949123, -1.6038076782292382e-5,
  -6.186798213769085e-7, 4.302994407298877e-7, -5.391897273360881e-8, -2.18973357405032e-9, 1.5862795560680682e-9,
  -1.2936049827595572e-10, -2.8594438109048682e-11, 6.269730366322853e-12, 3.0179246352051437e-13,
  -2.0960589913878094e-13, 4.038827852651654e-15, 6.477169223724855e-15, -4.30927746901357e-16, -2.0339333049433686e-16,
  2.10308181941256e-17, 6.8139422547537646e-18,
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
