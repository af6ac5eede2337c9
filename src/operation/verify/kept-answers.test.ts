import { describe, expect, it } from 'vitest';
import { KeptAnswers } from './kept-answers.ts';

/** A store that stands at a position, and answers that say at which they were made. */
function shelf(most = 10) {
  const store = { at: 1, made: 0 };
  const kept = new KeptAnswers<string>(async () => `${store.at}`, most);
  const make = async () => {
    store.made += 1;
    return `made at ${store.at}`;
  };
  return { store, kept, ask: (question: string) => kept.of(question, make) };
}

describe('answers kept while nothing changes', () => {
  it('are made once, and anew after any change', async () => {
    const { store, ask } = shelf();
    expect([await ask('上海'), await ask('上海')]).toEqual(['made at 1', 'made at 1']);
    expect(store.made).toBe(1);
    store.at = 2;
    expect(await ask('上海')).toBe('made at 2');
    // A position that comes again (a restore) does not bring back what was kept then.
    store.at = 1;
    expect(await ask('上海')).toBe('made at 1');
    expect(store.made).toBe(3);
  });

  it('are shared by those who ask at the same time, but not with one who asks after a change', async () => {
    const { store, kept } = shelf();
    let finish = (_: string) => {};
    const slow = () => {
      store.made += 1;
      return new Promise<string>((done) => {
        finish = done;
      });
    };
    const first = kept.of('上海', slow);
    const second = kept.of('上海', slow);
    await new Promise((done) => setTimeout(done));
    store.at = 2;
    const third = kept.of('上海', async () => 'after the change');
    expect(await third).toBe('after the change');
    finish('before the change');
    expect([await first, await second]).toEqual(['before the change', 'before the change']);
    expect(store.made).toBe(1);
    // Made while it changed, so not kept; the third's was.
    expect(await kept.of('上海', async () => 'made again')).toBe('after the change');
  });

  it('are not kept when they failed, and the next one tries again', async () => {
    const { kept, ask } = shelf();
    await expect(kept.of('上海', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    expect(await ask('上海')).toBe('made at 1');
  });

  it('are dropped when nobody asked for them for the longest time', async () => {
    const { store, ask } = shelf(2);
    for (const question of ['a', 'b', 'a', 'c']) await ask(question);
    expect(store.made).toBe(3);
    await ask('a');
    expect(store.made).toBe(3);
    await ask('b');
    expect(store.made).toBe(4);
  });
});
