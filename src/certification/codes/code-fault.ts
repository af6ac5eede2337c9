import { type Refusal, refusal, type Text } from './refusal.ts';

/** What the messages about one kind of code have in common: its name, and how it should look. */
export interface CodeKind {
  readonly id: string;
  readonly text: Text;
  /** One that is right, shown in help lines. */
  readonly sample: string;
}

/** The length is wrong: nothing else can be said about the code. */
export function wrongLength(kind: CodeKind, found: string, expected: number | string): Refusal {
  const length = [...found].length;
  return refusal(
    'wrong-length',
    { kind: kind.id, found, expected, length },
    {
      zh: `${kind.text.zh}应为 ${expected} 位，\`${found}\` 有 ${length} 位`,
      en: `A ${kind.text.en} has ${expected} characters, \`${found}\` has ${length}`,
    },
    {
      zh: `请核对是否漏写或多写，例如 ${kind.sample}`,
      en: `Check for a missing or an extra character; a right one is ${kind.sample}`,
    },
  );
}

/** A character that may not stand where it stands; `position` counts from 1. */
export function badCharacter(kind: CodeKind, found: string, position: number, expected: Text): Refusal {
  const character = [...found][position - 1] ?? '';
  return refusal(
    'bad-character',
    { kind: kind.id, found, position, character, expected: expected.en },
    {
      zh: `\`${found}\` 第 ${position} 位 \`${character}\` 不对：应为${expected.zh}`,
      en: `Character ${position} of \`${found}\` is \`${character}\`: expected ${expected.en}`,
    },
    { zh: `请对照证照原件核对第 ${position} 位`, en: `Compare character ${position} with the original document` },
  );
}

/** The check character does not fit the others: one of them is wrong, or two were exchanged. */
export function wrongCheck(
  kind: CodeKind,
  found: string,
  position: number,
  expected: string,
  code = 'wrong-check',
): Refusal {
  const character = [...found].slice(position - 1, position - 1 + expected.length).join('');
  return refusal(
    code,
    { kind: kind.id, found, position, character, expected },
    {
      zh: `\`${found}\` 第 ${position} 位校验码为 \`${character}\`，按其余各位计算应为 \`${expected}\``,
      en: `The check character at position ${position} of \`${found}\` is \`${character}\`; the other characters give \`${expected}\``,
    },
    {
      zh: '某一位抄错或相邻两位颠倒，请对照原件逐位核对',
      en: 'A character is wrong, or two neighbours are exchanged: compare each with the original',
    },
  );
}

/** The text does not have the form of this kind of code at all. */
export function otherForm(kind: CodeKind, found: string, expected: Text, help?: Text): Refusal {
  return refusal(
    'other-form',
    { kind: kind.id, found, expected: expected.en },
    {
      zh: `${kind.text.zh}应为${expected.zh}，实为 \`${found}\``,
      en: `Expected ${expected.en} for a ${kind.text.en}, found \`${found}\``,
    },
    help ?? { zh: `请改写，例如 ${kind.sample}`, en: `Write it like ${kind.sample}` },
  );
}

/** A value of the right form that the loaded list does not hold. `list` names the list and its date. */
export function notInList(kind: CodeKind, found: string, list: Text): Refusal {
  return refusal(
    'not-in-list',
    { kind: kind.id, found, list: list.en },
    { zh: `${list.zh}中没有 \`${found}\``, en: `\`${found}\` is not in ${list.en}` },
    { zh: '请核对代码；清单之外的代码不作判断', en: 'Check the code; nothing is said of codes outside the list' },
  );
}
