import { createContext, useContext } from 'react';
import type { TreeMap } from '#certification/scheme/tree.ts';
import type { Path, Plain } from './model/edit-yaml.ts';
import { removePlace, type SchemeFolder, setPlace, setText } from './model/folder.ts';
import type { HouseData } from './model/house-data.ts';
import type { Judged, Message } from './model/judge.ts';
import { nodeAt, wordOf } from './model/view.ts';

export type Say = (zh: string, en: string) => string;

/** What every part of the page works on: the folder as it stands, what is said of it, and the one way to change it. */
export interface Workshop {
  readonly folder: SchemeFolder;
  /** What is judged is what stands: nothing was changed since. */
  readonly isSettled: boolean;
  readonly own: TreeMap | undefined;
  readonly texts: TreeMap | undefined;
  /** Follows the folder as soon as there is time for it. */
  readonly judged: Judged;
  readonly house: HouseData;
  readonly language: 'zh' | 'en';
  readonly say: Say;
  /** `what` names the place that changes: typing on in it is one step back. */
  readonly change: (what: string, next: (folder: SchemeFolder) => SchemeFolder) => void;
  /** Leads to the section and the place of a message. */
  readonly goTo: (message: Message) => void;
}

const Here = createContext<Workshop | null>(null);
export const WorkshopProvider = Here.Provider;

export function useWorkshop(): Workshop {
  const workshop = useContext(Here);
  if (workshop === null) throw new Error('outside of the workshop');
  return workshop;
}

/** A text of the scheme: as written, else as the language or a shared part has it, else its last word. */
export function labelOf(workshop: Workshop, key: string): string {
  const { language, texts, judged } = workshop;
  const path = key.split('.');
  const own = wordOf(nodeAt(texts, [...path, language])) || wordOf(nodeAt(texts, [...path, 'zh']));
  const known = judged.scheme?.texts ?? {};
  return own || (Object.hasOwn(known, key) ? (known[key]?.[language] ?? '') : '') || (path.at(-1) ?? key);
}

/** Messages that stand at a place or inside of it. */
export function messagesAt(workshop: Workshop, path: Path): readonly Message[] {
  return workshop.judged.messages.filter(
    (message) =>
      message.diagnostic.code !== 'cases-missing' &&
      message.path !== null &&
      path.every((part, i) => String(message.path?.[i]) === String(part)),
  );
}

export const pathKey = (path: Path) => path.join('/');

export function put(workshop: Workshop, path: Path, value: Plain | undefined): void {
  workshop.change(pathKey(path), (folder) =>
    value === undefined ? removePlace(folder, path) : setPlace(folder, path, value),
  );
}

export function putText(workshop: Workshop, key: string, language: 'zh' | 'en', said: string): void {
  workshop.change(`text ${key} ${language}`, (folder) => setText(folder, key, language, said));
}
