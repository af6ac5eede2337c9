import type { StoredValues } from '#certification/case/events.ts';
import type { Draft } from '../api/generated/api.ts';
import { ApiProblem } from '../desk/api.ts';
import type { DraftPlace } from './places.ts';

export type DraftState =
  | { readonly is: 'new' }
  | { readonly is: 'unsaved' }
  | { readonly is: 'saving' }
  | { readonly is: 'saved'; readonly at: string }
  | { readonly is: 'failed'; readonly problem: unknown }
  /** Another window saved in between: hers or theirs, the person chooses. */
  | { readonly is: 'conflict'; readonly theirs: Draft }
  /** Thrown away by herself; the word beside the form still takes it back. */
  | { readonly is: 'discarded'; readonly content: StoredValues };

export interface DraftShown {
  readonly content: StoredValues;
  readonly state: DraftState;
  /** Counts how often the content came from elsewhere than the form: inputs that hold their own text begin anew. */
  readonly turn: number;
}

const pause = 800;
const retryPause = 8000;

/** Every form of this page whose last words are not saved yet, by the name of its draft. */
const unsaved = new Map<string, DraftKeeper>();

/** The form that was left before its words were saved: opened again, it goes on with them. */
export function unsavedDraft(subject: string): DraftKeeper | undefined {
  return unsaved.get(subject);
}

/** Saves what is not saved yet, once, as far as the server can be reached. */
export async function saveUnsaved(): Promise<void> {
  await Promise.all([...unsaved.values()].map((keeper) => keeper.save()));
}

/** Whoever signs out leaves nothing behind that would be sent in the next person's name. */
export function leaveUnsaved(): void {
  for (const keeper of unsaved.values()) keeper.stop();
  unsaved.clear();
}

export function hasUnsaved(): boolean {
  return unsaved.size > 0;
}

/**
 * A draft that keeps itself: saved a moment after the last change, again when the network or the session comes back, and
 * when the form is left. One saving at a time, each with the revision of the one before. It outlives its form until its
 * last words are saved.
 */
export class DraftKeeper {
  readonly #place: DraftPlace;
  readonly #begin: StoredValues;
  readonly #watchers = new Set<() => void>();
  #shown: DraftShown;
  #revision: number;
  #isDirty = false;
  #saving: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(place: DraftPlace, stored: Draft | null, begin: StoredValues) {
    this.#place = place;
    this.#begin = begin;
    this.#revision = stored?.revision ?? 0;
    this.#shown = {
      content: stored?.values ?? begin,
      state: stored === null ? { is: 'new' } : { is: 'saved', at: stored.savedAt },
      turn: 0,
    };
  }

  readonly shown = (): DraftShown => this.#shown;

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  readonly change = (content: StoredValues): void => {
    const { state } = this.#shown;
    this.#mark(true);
    this.#show({ content, state: state.is === 'conflict' || state.is === 'saving' ? state : { is: 'unsaved' } });
    this.#saveIn(pause);
  };

  readonly save = async (): Promise<void> => {
    clearTimeout(this.#timer);
    if (this.#saving !== null) await this.#saving;
    if (!this.#isDirty) return;
    const saving = this.#saveOnce();
    this.#saving = saving;
    await saving;
    // Whoever waited for this one may have begun the next already.
    if (this.#saving === saving) this.#saving = null;
    const { state } = this.#shown;
    if (!this.#isDirty || state.is === 'conflict') return;
    // Signing in again saves by itself: asked before, the server could only say once more that the session has ended.
    if (state.is === 'failed' && state.problem instanceof ApiProblem && state.problem.code === 'not-signed-in') return;
    this.#saveIn(state.is === 'failed' ? retryPause : pause);
  };

  readonly takeTheirs = (): void => this.#settle((theirs) => theirs.values, false);
  readonly keepMine = (): void => this.#settle(() => this.#shown.content, true);

  /** The act was done: its draft goes, and no saving that is still under way brings it back. */
  readonly forget = async (): Promise<void> => {
    await this.#clear({ is: 'new' });
    // What cannot be removed now lies there as a draft: seen, dated, and thrown away by a click.
    await this.#place.remove().catch(() => undefined);
  };

  readonly discard = async (): Promise<void> => {
    const { content } = this.#shown;
    await this.#clear({ is: 'discarded', content });
    await this.#place.remove().catch((problem: unknown) => {
      // It stands on the server still: so it stands here.
      this.#show({ content, state: { is: 'failed', problem }, turn: this.#shown.turn + 1 });
    });
  };

  readonly takeBack = (): void => {
    const { state, turn } = this.#shown;
    if (state.is !== 'discarded') return;
    this.#show({ content: state.content, state: { is: 'unsaved' }, turn: turn + 1 });
    this.change(state.content);
  };

  stop(): void {
    clearTimeout(this.#timer);
    this.#isDirty = false;
  }

  async #saveOnce(): Promise<void> {
    this.#mark(false);
    this.#show({ state: { is: 'saving' } });
    // INVARIANT: while a saving is under way, the keeper stays among the unsaved: whoever opens the form again waits for it.
    unsaved.set(this.#place.subject, this);
    try {
      const saved = await this.#place.save(this.#shown.content, this.#revision);
      this.#revision = saved.revision;
      this.#show({ state: { is: 'saved', at: saved.savedAt } });
    } catch (problem) {
      const theirs = await theirsIn(problem, this.#place);
      this.#isDirty = true;
      this.#show({ state: theirs === null ? { is: 'failed', problem } : { is: 'conflict', theirs } });
    }
    this.#mark(this.#isDirty);
  }

  async #clear(state: DraftState): Promise<void> {
    this.#mark(false);
    clearTimeout(this.#timer);
    await this.#saving;
    clearTimeout(this.#timer);
    this.#mark(false);
    this.#revision = 0;
    this.#show({ content: this.#begin, state, turn: this.#shown.turn + 1 });
  }

  #settle(fresh: (theirs: Draft) => StoredValues, isMine: boolean): void {
    const { state, turn } = this.#shown;
    if (state.is !== 'conflict') return;
    this.#revision = state.theirs.revision;
    this.#mark(isMine);
    this.#show({ content: fresh(state.theirs), state: { is: 'saved', at: state.theirs.savedAt }, turn: turn + 1 });
    if (isMine) void this.save();
  }

  #saveIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), milliseconds);
  }

  #mark(isDirty: boolean): void {
    this.#isDirty = isDirty;
    const { subject } = this.#place;
    if (isDirty) unsaved.set(subject, this);
    else if (unsaved.get(subject) === this) unsaved.delete(subject);
  }

  #show(part: Partial<DraftShown>): void {
    this.#shown = { ...this.#shown, ...part };
    for (const watcher of this.#watchers) watcher();
  }
}

/** The draft that another window saved; null when the saving failed for another reason. */
async function theirsIn(problem: unknown, place: DraftPlace): Promise<Draft | null> {
  if (!(problem instanceof ApiProblem) || problem.code !== 'changed-since') return null;
  return place.read().catch(() => null);
}
