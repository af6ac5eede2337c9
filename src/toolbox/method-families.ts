import type { Method } from './method/method.ts';

/**
 * Methods load by family, when one of them is used: a browser fetches the statistics of its first method and no more. What
 * several families share is fetched once. A test holds each family to a size.
 */
export const families = {
  'everyday-charts': async () => (await import('./everyday-chart-methods.ts')).everydayChartMethods,
  'special-charts': async () => (await import('./special-chart-methods.ts')).specialChartMethods,
  'multivariate-charts': async () => (await import('./multivariate-chart-methods.ts')).multivariateChartMethods,
  capability: async () => (await import('./capability-methods.ts')).capabilityMethods,
  'many-characteristics': async () => (await import('./many-characteristics-methods.ts')).manyCharacteristicsMethods,
  'acceptance-sampling': async () => (await import('./sampling/sampling-methods.ts')).samplingMethods,
  'measurement-systems': async () => (await import('./measurement-systems/measurement-methods.ts')).measurementMethods,
  proficiency: async () => (await import('./proficiency/proficiency-methods.ts')).proficiencyMethods,
  risk: async () => (await import('./risk/risk-methods.ts')).riskMethods,
  'seven-tools': async () => (await import('./quality-tools/seven-tool-methods.ts')).sevenToolMethods,
  'new-seven-tools': async () => (await import('./quality-tools/new-seven-tool-methods.ts')).newSevenToolMethods,
  improvement: async () => (await import('./quality-tools/improvement-methods.ts')).improvementMethods,
  tests: async () => (await import('./hypothesis/test-methods.ts')).testMethods,
  models: async () => (await import('./regression/model-methods.ts')).modelMethods,
  designs: async () => (await import('./designs/design-methods.ts')).designMethods,
} satisfies Record<string, () => Promise<readonly Method[]>>;

export type Family = keyof typeof families;
