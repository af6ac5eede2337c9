import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { StoredValues } from '#certification/case/events.ts';
import type { Draft } from '../api/generated/api.ts';
import { ApiProblem } from '../desk/api.ts';
import { DraftKeeper, hasUnsaved, leaveUnsaved, saveUnsaved, unsavedDraft } from './keeper.ts';
import type { DraftPlace } from './places.ts';

/** A server that keeps one draft, as slowly as a test asks, and fails when it is told to. */
class OneDraft implements DraftPlace {
  readonly subject = 'admin:test';
  kept: Draft | null = null;
  savings = 0;
  fails: ApiProblem | null = null;
  wait: Promise<unknown> = Promise.resolve();

  read = async () => this.kept;
  save = async (values: StoredValues, revision: number): Promise<Draft> => {
    this.savings += 1;
    await this.wait;
    if (this.fails !== null) throw this.fails;
    if (this.kept !== null && this.kept.revision !== revision)
      throw new ApiProblem({ code: 'changed-since', status: 409 });
    this.kept = { subject: this.subject, values, revision: revision + 1, savedAt: '2026-01-01T00:00:00.000Z' } as Draft;
    return this.kept;
  };
  remove = async () => {
    if (this.fails !== null) throw this.fails;
    this.kept = null;
  };
}

const away = new ApiProblem({});
let place: OneDraft;
let keeper: DraftKeeper;

beforeEach(() => {
  vi.useFakeTimers();
  leaveUnsaved();
  place = new OneDraft();
  keeper = new DraftKeeper(place, null, { text: '' });
});

describe('a draft that keeps itself', () => {
  test('is saved once, a moment after the last of several changes', async () => {
    for (const text of ['a', 'ab', 'abc']) keeper.change({ text });
    expect(hasUnsaved()).toBe(true);
    await vi.advanceTimersByTimeAsync(1000);
    expect(place.savings).toBe(1);
    expect(place.kept?.values).toEqual({ text: 'abc' });
    expect(keeper.shown().state.is).toBe('saved');
    expect(hasUnsaved()).toBe(false);
  });

  test('left before it was saved, it is found again with its last words until the server has them', async () => {
    place.fails = away;
    keeper.change({ text: 'last words' });
    await keeper.save();
    expect(unsavedDraft(place.subject)?.shown().content).toEqual({ text: 'last words' });
    place.fails = null;
    await vi.advanceTimersByTimeAsync(9000);
    expect(place.kept?.values).toEqual({ text: 'last words' });
    expect(unsavedDraft(place.subject)).toBeUndefined();
  });

  test('what was done does not come back by a saving that was still under way', async () => {
    const held = Promise.withResolvers<void>();
    place.wait = held.promise;
    keeper.change({ text: 'sent' });
    void keeper.save();
    const forgotten = keeper.forget();
    held.resolve();
    await forgotten;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(place.kept).toBeNull();
    expect(keeper.shown()).toMatchObject({ content: { text: '' }, state: { is: 'new' } });
    expect(hasUnsaved()).toBe(false);
  });

  test('discarded it is gone, and taken back it is kept again', async () => {
    keeper.change({ text: 'thought better of' });
    await keeper.save();
    await keeper.discard();
    expect(place.kept).toBeNull();
    expect(keeper.shown().content).toEqual({ text: '' });
    keeper.takeBack();
    await vi.advanceTimersByTimeAsync(1000);
    expect(place.kept?.values).toEqual({ text: 'thought better of' });
  });

  test('that cannot be discarded stands where it stood', async () => {
    keeper.change({ text: 'here' });
    await keeper.save();
    place.fails = away;
    await keeper.discard();
    expect(keeper.shown()).toMatchObject({ content: { text: 'here' }, state: { is: 'failed' } });
  });

  test('written in two windows, the second chooses which one stays', async () => {
    const other = new DraftKeeper(place, null, { text: '' });
    other.change({ text: 'theirs' });
    await other.save();
    keeper.change({ text: 'mine' });
    await keeper.save();
    expect(keeper.shown().state.is).toBe('conflict');
    expect(hasUnsaved()).toBe(true);
    keeper.keepMine();
    await vi.advanceTimersByTimeAsync(1000);
    expect(place.kept?.values).toEqual({ text: 'mine' });
  });

  test('of a session that ended is sent again when it goes on, and not before', async () => {
    place.fails = new ApiProblem({ code: 'not-signed-in', status: 401 });
    keeper.change({ text: 'kept over the end' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(place.savings).toBe(1);
    place.fails = null;
    await saveUnsaved();
    expect(place.kept?.values).toEqual({ text: 'kept over the end' });
  });

  test('of whoever signed out is sent no more, however often it had failed', async () => {
    place.fails = away;
    keeper.change({ text: 'hers' });
    await saveUnsaved();
    place.fails = null;
    leaveUnsaved();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(place.kept).toBeNull();
  });
});
