import type { Text } from '../../api/generated/api.ts';

export const roundTexts = {} as const satisfies Record<string, Text>;
