import type { Text } from '../../api/generated/api.ts';

export const entryTexts = {} as const satisfies Record<string, Text>;
