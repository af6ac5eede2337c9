import { useCallback, useEffect, useRef, useState } from 'react';
import type { StoredValues } from '#certification/case/events.ts';
import type { Draft } from '../api/generated/api.ts';
import { ApiProblem } from '../desk/api.ts';
import { onResumed } from '../shell/session.ts';

/** Where a draft is kept. */
export interface DraftPlace {
  readonly read: () => Promise<Draft | null>;
  readonly save: (content: StoredValues, revision: number) => Promise<Draft>;
  readonly remove: () => Promise<unknown>;
}

export type DraftState =
  | { readonly is: 'new' }
  | { readonly is: 'unsaved' }
  | { readonly is: 'saving' }
  | { readonly is: 'saved'; readonly at: string }
  | { readonly is: 'failed'; readonly problem: unknown }
  /** Another window saved in between: hers or theirs, the person chooses. */
  | { readonly is: 'conflict'; readonly theirs: Draft };

export interface KeptDraft {
  readonly content: StoredValues;
  readonly state: DraftState;
  readonly change: (content: StoredValues) => void;
  readonly takeTheirs: () => void;
  readonly keepMine: () => void;
  readonly retry: () => void;
  /** The act was done, which took the draft away on the server, or it is thrown away. */
  readonly forget: (content: StoredValues) => void;
}

const pause = 800;
const retryPause = 8000;

/**
 * A draft that keeps itself: saved a moment after the last change, again when the network or the session comes back, and
 * when the page is left. One saving at a time, each with the revision of the one before.
 */
export function useDraft(place: DraftPlace, initial: Draft | null, begin: StoredValues): KeptDraft {
  const [content, setContent] = useState<StoredValues>(initial?.values ?? begin);
  const [state, setState] = useState<DraftState>(
    initial === null ? { is: 'new' } : { is: 'saved', at: initial.savedAt },
  );
  const hold = useRef({
    content,
    revision: initial?.revision ?? 0,
    isDirty: false,
    isSaving: false,
    timer: undefined as ReturnType<typeof setTimeout> | undefined,
    place,
  });
  hold.current.place = place;

  const save = useCallback(async () => {
    const held = hold.current;
    clearTimeout(held.timer);
    if (held.isSaving || !held.isDirty) return;
    held.isSaving = true;
    held.isDirty = false;
    setState({ is: 'saving' });
    try {
      const saved = await held.place.save(held.content, held.revision);
      held.revision = saved.revision;
      setState({ is: 'saved', at: saved.savedAt });
    } catch (problem) {
      held.isDirty = true;
      const theirs = await theirsIn(problem, held.place);
      setState(theirs === null ? { is: 'failed', problem } : { is: 'conflict', theirs });
      if (theirs === null) held.timer = setTimeout(() => void save(), retryPause);
      held.isSaving = false;
      return;
    }
    held.isSaving = false;
    if (held.isDirty) held.timer = setTimeout(() => void save(), pause);
  }, []);

  useEffect(() => {
    const now = () => void save();
    const warn = (event: BeforeUnloadEvent) => {
      if (hold.current.isDirty || hold.current.isSaving) event.preventDefault();
    };
    const stopListening = onResumed(now);
    window.addEventListener('online', now);
    window.addEventListener('beforeunload', warn);
    return () => {
      stopListening();
      window.removeEventListener('online', now);
      window.removeEventListener('beforeunload', warn);
      void save();
    };
  }, [save]);

  const change = useCallback(
    (fresh: StoredValues) => {
      const held = hold.current;
      held.content = fresh;
      held.isDirty = true;
      setContent(fresh);
      setState((old) => (old.is === 'conflict' || old.is === 'saving' ? old : { is: 'unsaved' }));
      clearTimeout(held.timer);
      held.timer = setTimeout(() => void save(), pause);
    },
    [save],
  );

  const settle = (theirs: Draft, fresh: StoredValues, isDirty: boolean) => {
    const held = hold.current;
    Object.assign(held, { content: fresh, revision: theirs.revision, isDirty });
    setContent(fresh);
    setState({ is: 'saved', at: theirs.savedAt });
    if (isDirty) void save();
  };

  return {
    content,
    state,
    change,
    takeTheirs: () => state.is === 'conflict' && settle(state.theirs, state.theirs.values, false),
    keepMine: () => state.is === 'conflict' && settle(state.theirs, hold.current.content, true),
    retry: () => void save(),
    forget: (fresh) => {
      const held = hold.current;
      clearTimeout(held.timer);
      Object.assign(held, { content: fresh, revision: 0, isDirty: false });
      setContent(fresh);
      setState({ is: 'new' });
    },
  };
}

/** The draft that another window saved; null when the saving failed for another reason. */
async function theirsIn(problem: unknown, place: DraftPlace): Promise<Draft | null> {
  if (!(problem instanceof ApiProblem) || problem.code !== 'changed-since') return null;
  return place.read().catch(() => null);
}
