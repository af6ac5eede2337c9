import { useEffect, useState, useSyncExternalStore } from 'react';
import type { StoredValues } from '#certification/case/events.ts';
import type { Draft } from '../api/generated/api.ts';
import { DraftKeeper, type DraftShown } from './keeper.ts';
import type { DraftPlace } from './places.ts';
import { asStored, restored } from './restored.ts';

/** What a form is opened with: its draft as it was stored, or as it was left a moment ago. */
export interface OpenedDraft {
  readonly place: DraftPlace;
  readonly stored: Draft | null;
  readonly living: DraftKeeper | undefined;
}

export interface KeptDraft extends DraftShown, Pick<DraftKeeper, 'change' | 'takeTheirs' | 'keepMine' | 'discard'> {
  readonly retry: () => void;
  readonly takeBack: () => void;
  /** The act was done. */
  readonly forget: () => Promise<void>;
  /** Nothing of it is ever stored. */
  readonly isUnkept: boolean;
}

/** A form's content, kept by itself while it is written. */
export function useDraft({ place, stored, living }: OpenedDraft, begin: StoredValues): KeptDraft {
  const [keeper] = useState(() => living ?? new DraftKeeper(place, stored, begin));
  const shown = useSyncExternalStore(keeper.watch, keeper.shown);
  useEffect(() => () => void keeper.save(), [keeper]);
  const { change, takeTheirs, keepMine, discard, takeBack, forget, save } = keeper;
  return {
    ...shown,
    change,
    takeTheirs,
    keepMine,
    discard,
    takeBack,
    forget,
    retry: () => void save(),
    isUnkept: place.subject === '',
  };
}

/** A form of fixed fields: `begin` is the form as it stands empty, and says which fields there are. */
export function useFormDraft<T extends object>(opened: OpenedDraft, begin: T) {
  const draft = useDraft(opened, asStored(begin));
  const content = restored(begin, draft.content);
  return { draft, content, change: (part: Partial<T>) => draft.change(asStored({ ...content, ...part })) };
}
