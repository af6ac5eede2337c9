/**
 * Data of the worked examples: figures that their authors published, typed as columns; the source stands beside each.
 */

/** Inside diameters (mm) of forged piston rings, 25 samples of 5. Montgomery, Introduction to Statistical Quality Control, table 6.3. */
export const pistonRings = `x1,x2,x3,x4,x5
74.030,74.002,74.019,73.992,74.008
73.995,73.992,74.001,74.011,74.004
73.988,74.024,74.021,74.005,74.002
74.002,73.996,73.993,74.015,74.009
73.992,74.007,74.015,73.989,74.014
74.009,73.994,73.997,73.985,73.993
73.995,74.006,73.994,74.000,74.005
73.985,74.003,73.993,74.015,73.988
74.008,73.995,74.009,74.005,74.004
73.998,74.000,73.990,74.007,73.995
73.994,73.998,73.994,73.995,73.990
74.004,74.000,74.007,74.000,73.996
73.983,74.002,73.998,73.997,74.012
74.006,73.967,73.994,74.000,73.984
74.012,74.014,73.998,73.999,74.007
74.000,73.984,74.005,73.998,73.996
73.994,74.012,73.986,74.005,74.007
74.006,74.010,74.018,74.003,74.000
73.984,74.002,74.003,74.005,73.997
74.000,74.010,74.013,74.020,74.003
73.988,74.001,74.009,74.005,73.996
74.004,73.999,73.990,74.006,74.009
74.010,73.989,73.990,74.009,74.014
74.015,74.008,73.993,74.000,74.010
73.982,73.984,73.995,74.017,74.013
`;

/** Nonconforming cans of frozen orange juice concentrate, 30 samples of 50. Montgomery, table 7.1. */
export const juiceCans = `sample,nonconforming,size
1,12,50
2,15,50
3,8,50
4,10,50
5,4,50
6,7,50
7,16,50
8,9,50
9,14,50
10,10,50
11,5,50
12,6,50
13,17,50
14,12,50
15,22,50
16,8,50
17,10,50
18,5,50
19,13,50
20,11,50
21,20,50
22,18,50
23,24,50
24,15,50
25,9,50
26,12,50
27,7,50
28,13,50
29,9,50
30,6,50
`;

/** Nonconformities in 26 samples of 100 printed circuit boards. Montgomery, table 7.7. */
export const circuitBoards = `sample,nonconformities,size
1,21,1
2,24,1
3,16,1
4,12,1
5,15,1
6,5,1
7,28,1
8,20,1
9,31,1
10,25,1
11,20,1
12,24,1
13,16,1
14,19,1
15,10,1
16,17,1
17,13,1
18,22,1
19,18,1
20,39,1
21,30,1
22,24,1
23,16,1
24,19,1
25,17,1
26,15,1
`;

/** Nonconformities of 20 samples of 5 computers. Montgomery, table 7.10 (4th edition). */
export const computers = `sample,nonconformities,size
1,10,5
2,12,5
3,8,5
4,14,5
5,10,5
6,16,5
7,11,5
8,7,5
9,10,5
10,15,5
11,9,5
12,5,5
13,7,5
14,11,5
15,12,5
16,6,5
17,8,5
18,10,5
19,7,5
20,5,5
`;

/** Nonconformities in dyed cloth, inspection units of 50 m². Montgomery, table 7.11 (variable sample size). */
export const dyedCloth = `roll,nonconformities,units
1,14,10
2,12,8
3,20,13
4,11,10
5,7,9.5
6,10,10
7,21,12
8,16,10.5
9,19,12
10,23,12.5
`;

/** Viscosity of batches of aircraft primer paint. Montgomery, section 6.4. */
export const viscosity = `batch,viscosity
1,34.05
2,34.40
3,33.59
4,35.96
5,34.70
6,33.51
7,33.79
8,34.04
9,34.52
10,33.75
11,33.27
12,33.71
13,34.03
14,34.58
15,34.02
16,33.97
17,34.05
18,34.04
19,33.73
20,34.05
`;

/** Thirty observations, the mean moving from 10 to 11 after the twentieth. Montgomery, table 9.1. */
export const shiftedMean = `observation,x
1,9.45
2,7.99
3,9.29
4,11.66
5,12.16
6,10.18
7,8.04
8,11.46
9,9.20
10,10.34
11,9.03
12,11.47
13,10.51
14,9.40
15,10.08
16,9.37
17,10.62
18,10.31
19,8.52
20,10.84
21,10.90
22,9.33
23,12.29
24,11.50
25,10.60
26,11.08
27,10.38
28,11.62
29,11.31
30,10.52
`;

/** Hours between failures of a valve. Montgomery, table 7.14. */
export const valveFailures = `failure,hours
1,286
2,948
3,536
4,124
5,816
6,729
7,4
8,143
9,431
10,8
11,2837
12,596
13,81
14,227
15,603
16,492
17,1199
18,1214
19,2831
20,96
`;
