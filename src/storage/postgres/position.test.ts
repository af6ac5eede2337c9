import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leaveClusters, openTestStorage, type TestStorage } from '../../../test/database.ts';
import { openStorage } from '../open-storage.ts';
import { PositionReader } from './position.ts';

let test: TestStorage;

beforeAll(async () => {
  test = await openTestStorage();
});
afterAll(async () => {
  await test.close();
  await leaveClusters();
});

describe('the position of what can be seen', () => {
  it('moves with every commit, of whichever process', async () => {
    const { storage } = test;
    const other = openStorage({ url: test.url, files: test.files, connections: 2 });
    for (let i = 0; i < 20; i++) {
      const before = await storage.position();
      let inside = '';
      await other.inTransaction(async (t) => {
        await other.settings.put(t, 'tried', i);
        inside = await storage.position();
      });
      const after = await storage.position();
      expect([before, inside]).not.toContain(after);
    }
    await other.close();
  });

  it('is asked for after the question: who comes while one is on its way shares the next', async () => {
    const answers: ((position: string) => void)[] = [];
    const reader = new PositionReader({
      rows: <Row>() => new Promise<Row[]>((done) => answers.push((position) => done([{ position } as unknown as Row]))),
    });
    const early = reader.read();
    const late = [reader.read(), reader.read(), reader.read()];
    expect(answers).toHaveLength(1);
    answers[0]?.('before');
    expect(await early).toBe('before');
    await new Promise((done) => setTimeout(done));
    expect(answers).toHaveLength(2);
    const latest = reader.read();
    answers[1]?.('after');
    expect(await Promise.all(late)).toEqual(['after', 'after', 'after']);
    await new Promise((done) => setTimeout(done));
    answers[2]?.('still later');
    expect(await latest).toBe('still later');
  });

  it('fails for those who waited for it, and for nobody else', async () => {
    let fails = true;
    const reader = new PositionReader({
      rows: async <Row>() => {
        if (fails) throw new Error('gone');
        return [{ position: 'here' } as unknown as Row];
      },
    });
    await expect(reader.read()).rejects.toThrow('gone');
    fails = false;
    expect(await reader.read()).toBe('here');
  });
});
