import type { Text } from '../../api/generated/api.ts';

export const adminTexts = {} as const satisfies Record<string, Text>;
