import type { Text } from '#toolbox/method/text.ts';
import { methodTexts } from './method-texts.ts';
import { pageTexts } from './page-texts.ts';

/** All texts of the page itself; those of methods, forms and questions come with them from `#toolbox`. */
export const texts = { ...pageTexts, ...methodTexts } as const satisfies Record<string, Text>;
