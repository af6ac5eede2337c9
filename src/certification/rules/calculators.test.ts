import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calculate, calculators } from './calculators.ts';
import { draw } from './draw.ts';
import { fraction } from './fraction.ts';
import { inputJsonSchema, readInput } from './input.ts';
import { loadedRules, sha256 } from './rules-folder.contract.ts';

const context = loadedRules();

describe('every calculator', () => {
  it.each(
    calculators.map((c) => [c.name, c] as const),
  )('%s answers its own example with words in both languages and figures with their mark', (name, calculator) => {
    const answer = calculate(name, calculator.example, context);
    if (!answer.ok) throw new Error(answer.refusals.map((r) => r.text.en).join('\n'));
    expect(answer.lines.length).toBeGreaterThan(0);
    for (const line of answer.lines) {
      expect([
        line.id,
        /[\u4e00-\u9fff]/.test(line.text.zh) || line.text.zh === line.text.en,
        line.text.en !== '',
      ]).toEqual([line.id, true, true]);
      expect(`${line.text.zh}${line.text.en}`).not.toMatch(/undefined|NaN|\[object/);
      if (line.rule) expect(line.rule.article !== '' && line.rule.source !== '' && line.rule.edition !== '').toBe(true);
    }
    for (const figure of Object.values(answer.values))
      expect(['verified', 'secondary', 'to-be-confirmed']).toContain(figure.certainty);
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
  });

  it('has a name of its own and a schema for the API', () => {
    expect(new Set(calculators.map((c) => c.name)).size).toBe(calculators.length);
    for (const calculator of calculators)
      expect(inputJsonSchema(calculator.input)).toMatchObject({ type: 'object', additionalProperties: false });
  });

  it('refuses an unknown name with the list of the known ones', () => {
    const answer = calculate('__proto__', {}, context);
    expect(!answer.ok && answer.refusals[0]?.help.en).toContain('audit-time, sample');
  });

  it('refuses malformed input with words, and never crashes', () => {
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(
        '2026-11-25',
        'qms',
        '-1',
        '1e9',
        '9999999999',
        '__proto__',
        '2026-02-30',
        'CN',
        'XX',
        0,
        -1,
        0.5,
        Number.MAX_SAFE_INTEGER,
        true,
      ),
    );
    for (const calculator of calculators) {
      const names = [...calculator.input.map((field) => field.name), '__proto__', 'constructor'];
      const mixed = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: names.length });
      const near = fc
        .tuple(mixed, fc.boolean())
        .map(([noise, keep]) => (keep ? { ...(calculator.example as object), ...noise } : noise));
      fc.assert(
        fc.property(near, (raw) => {
          const answer = calculate(calculator.name, raw, context);
          if (answer.ok) return;
          for (const r of answer.refusals)
            if (r.code === '' || r.text.zh === '' || r.text.en === '' || r.help.zh === '')
              throw new Error(`no words: ${JSON.stringify(r)}`);
          if (answer.refusals.length === 0) throw new Error('a refusal without a reason');
        }),
        { numRuns: 150 },
      );
    }
  });

  it('names each faulty field by its path', () => {
    const read = readInput(calculators[0]?.input ?? [], {
      standard: 'qms',
      persons: '12',
      day: '2026-11-25',
      adjustments: [{ reason: 'maturity' }, 5],
    });
    expect(!read.ok && read.refusals.map((r) => r.params['field'])).toEqual([
      'adjustments[0].percent',
      'adjustments[1].',
    ]);
  });
});

describe('a draw, replayed', () => {
  const objects = ['甲', '乙', '丙', '丁'].map((id) => ({ id, class: 'B' }));
  const order = {
    seed: 'seed',
    objects,
    shares: { B: fraction(1, 2) },
    inspectors: [],
    inspectorsEach: 2,
    hash: sha256,
  };

  it('gives what a few lines of Python give (hashlib over the documented texts)', () => {
    const result = draw(order);
    expect(result.listHash).toBe('bb10d7d9c21666182b466c7010fce2c5e031f4d8db910bb8d5557f4f84ddff17');
    expect(result.drawn.map((d) => `${d.id} ${d.ticket}`)).toEqual([
      '丁 2c24e82d51e760e8e74709d2f140086ff7bb607f7d93b1018bf7907b45284657',
      '丙 2d373ffb7ba81bef5158cd0cab5d57f779ba035096aeb353acf07f132af7b1f1',
    ]);
  });

  it('draws the same share whatever the order, and only of the list', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 0, max: 100 }),
        fc.string(),
        (ids, percent, seed) => {
          const list = ids.map((id) => ({ id, class: 'A' }));
          const run = (o: typeof list) => draw({ ...order, seed, objects: o, shares: { A: fraction(percent, 100) } });
          const result = run(list);
          expect(result.drawn).toHaveLength(Math.ceil((ids.length * percent) / 100));
          expect(run([...list].reverse())).toEqual(result);
          for (const drawn of result.drawn) expect(ids).toContain(drawn.id);
        },
      ),
    );
  });
});
