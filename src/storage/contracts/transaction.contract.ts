import { describe, expect, it } from 'vitest';
import type { Storage } from '#operation/ports/storage.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import { idMaker, sampleCase } from './samples.ts';

/** The contract of `Transactions`. */
export function transactionContract(storage: () => Storage): void {
  const newId = idMaker(0x7a);

  describe('transactions', () => {
    it('do the work again when it met a deadlock, and keep the last one’s writes once', async () => {
      const [a, b] = [newId(), newId()];
      await storage().inTransaction((t) => storage().projections.put(t, { cases: [sampleCase(a), sampleCase(b)] }));
      let runs = 0;
      const both: (() => void)[] = [];
      const meet = () =>
        new Promise<void>((done) => {
          both.push(done);
          if (both.length === 2) for (const go of both) go();
        });
      const lockInTurn = (first: string, second: string, label: string) => {
        let hasMet = false;
        return storage().inTransaction(async (t) => {
          runs += 1;
          await storage().projections.put(t, { cases: [sampleCase(first, { ending: label })] });
          if (!hasMet) {
            hasMet = true;
            await meet();
          }
          await storage().projections.put(t, { cases: [sampleCase(second, { ending: label })] });
          return label;
        });
      };
      const answers = await Promise.all([lockInTurn(a, b, 'one'), lockInTurn(b, a, 'two')]);
      expect(answers).toEqual(['one', 'two']);
      expect(runs).toBeGreaterThan(2);
      const [left, right] = await storage().cases.byIds([a, b]);
      expect(left?.ending).toBe(right?.ending);
    });

    it('refuse a token that is over: a write outside of its transaction can’t happen', async () => {
      let kept: Transaction | null = null;
      await storage().inTransaction(async (transaction) => {
        kept = transaction;
      });
      const late = storage().settings.put(kept as unknown as Transaction, 'late', true);
      await expect(late).rejects.toThrow('this one is over');
    });

    it('never call a commit what the database rolled back, even when the work swallowed the error', async () => {
      const id = newId();
      const swallowing = storage().inTransaction(async (t) => {
        await storage().settings.put(t, 'before the error', true);
        const bad = sampleCase(id, { nextDue: '2026-02-31' });
        await storage()
          .projections.put(t, { cases: [bad] })
          .catch(() => {});
        return 'looks good';
      });
      await expect(swallowing).rejects.toThrow('nothing was committed');
      expect(await storage().settings.get('before the error')).toBeUndefined();
    });
  });
}
