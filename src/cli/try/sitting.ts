import type { Scheme } from '#certification/scheme/scheme.ts';
import { choicesOf } from '#certification/scheme/walk/choices.ts';
import { playWalk, type Walk, type Walked, type Written } from '#certification/scheme/walk/walk.ts';
import type { WorkedOutside } from '#certification/scheme/worked-case/world.ts';
import type { Language } from '../command.ts';
import type { Asker } from './asker.ts';

/** One sitting of `scheme try`: the walk so far, who is asking, and what was taken back. */
export interface Sitting {
  readonly scheme: Scheme;
  readonly outside: WorkedOutside;
  readonly asker: Asker;
  readonly say: (text: string) => void;
  readonly language: Language;
  walk: Walk;
  /** Played from the walk; made anew with every change of it. */
  walked: Walked;
  /** The person who asks; empty: whoever may. */
  by: string;
  readonly takenBack: Written[];
  /** An act that was refused and not kept. */
  refused: Written | null;
  /** Lines that nobody understood: a script that has some ends with exit code 1. */
  misunderstood: number;
}

/** The end of the input in the middle of a question. */
export class InputEnded extends Error {}

export const inLanguage = (sitting: Sitting, zh: string, en: string): string => (sitting.language === 'zh' ? zh : en);

/** A text of the scheme in the language of the sitting. */
export function schemeText(sitting: Sitting, key: string, otherwise = key.split('.').at(-1) ?? key): string {
  const { texts } = sitting.scheme;
  return (Object.hasOwn(texts, key) ? texts[key]?.[sitting.language] : undefined) || otherwise;
}

export function changeWalk(sitting: Sitting, walk: Walk): void {
  sitting.walk = walk;
  sitting.walked = playWalk(sitting.scheme, walk, sitting.outside);
}

export async function ask(sitting: Sitting, prompt: string): Promise<string> {
  const line = await sitting.asker.ask(`  ${prompt} `);
  if (line === null) throw new InputEnded();
  return line.trim();
}

/** Asks until the answer is one of the list (by number or by name); Enter takes the first. */
export async function askOneOf(
  sitting: Sitting,
  question: string,
  options: readonly { readonly id: string; readonly text: string }[],
  preferred = 0,
): Promise<string> {
  const shown = options.map((option, i) => `${i + 1} ${option.text}`).join(' / ');
  for (;;) {
    const typed = await ask(sitting, `${question} (${shown}) [${preferred + 1}]`);
    const number = typed === '' ? preferred : Number(typed) - 1;
    const found = options.find((o) => o.id === typed || o.text === typed) ?? options[number];
    if (found) return found.id;
    sitting.misunderstood++;
    sitting.say(
      inLanguage(
        sitting,
        `  应为上列之一；实为 \`${typed}\`。请输入编号或名称。`,
        `  Expected one of the list; found \`${typed}\`. Type a number or a name.`,
      ),
    );
  }
}

export const choicesNow = (sitting: Sitting) =>
  choicesOf(sitting.walked.run, sitting.by === '' ? 'system' : sitting.by);
