import type { SchemeFolder } from '../model/folder.ts';

/** A scheme that is being written, kept on this device and nowhere else. */
export interface KeptDraft extends SchemeFolder {
  readonly id: string;
  readonly title: string;
  readonly at: string;
}

const place = 'touchstone-schemes-written';

/** Drafts of this device, newest first; none where the browser keeps nothing. */
export function keptDrafts(): readonly KeptDraft[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isDraft) : [];
  } catch {
    return [];
  }
}

function isDraft(value: unknown): value is KeptDraft {
  if (typeof value !== 'object' || value === null) return false;
  const { id, title, at, files } = value as Partial<Record<keyof KeptDraft, unknown>>;
  const isText = [id, title, at].every((part) => typeof part === 'string');
  return (
    isText && typeof files === 'object' && files !== null && Object.values(files).every((t) => typeof t === 'string')
  );
}

/** False where it could not be kept (a private window, a full device): the page then says so. */
export function keepDraft(draft: KeptDraft): boolean {
  try {
    const others = keptDrafts().filter((kept) => kept.id !== draft.id);
    localStorage.setItem(place, JSON.stringify([draft, ...others].slice(0, 30)));
    return true;
  } catch {
    return false;
  }
}

export function forgetDraft(id: string): void {
  try {
    localStorage.setItem(place, JSON.stringify(keptDrafts().filter((kept) => kept.id !== id)));
  } catch {
    // What can't be written was not kept either.
  }
}
