import { describe, expect, it } from 'vitest';
import { collectionOrder } from './collection-order.ts';

/** A small generator of our own (Lehmer), so that the test's order is always the same. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

describe('the order of collection', () => {
  const parts = ['P1', 'P2', 'P3', 'P4', 'P5'];
  const steps = collectionOrder(parts, ['A', 'B', 'C'], 3, generator(7));

  it('takes every part by every operator in every trial once', () => {
    expect(steps.length).toBe(45);
    expect(new Set(steps.map((step) => `${step.trial} ${step.operator} ${step.part}`)).size).toBe(45);
    expect(steps.map((step) => step.order)).toEqual(Array.from({ length: 45 }, (_, i) => i + 1));
  });

  it('hides the parts behind labels that are new in each trial', () => {
    for (const trial of [1, 2, 3]) {
      const own = steps.filter((step) => step.trial === trial);
      expect(new Set(own.map((step) => `${step.part} ${step.label}`)).size).toBe(5);
    }
    const labelOf = (trial: number) =>
      parts.map((part) => steps.find((step) => step.trial === trial && step.part === part)?.label.slice(1)).join(' ');
    expect(new Set([labelOf(1), labelOf(2), labelOf(3)]).size).toBeGreaterThan(1);
  });

  it('gives the same order for the same numbers and another for others', () => {
    expect(collectionOrder(parts, ['A', 'B', 'C'], 3, generator(7))).toEqual(steps);
    expect(collectionOrder(parts, ['A', 'B', 'C'], 3, generator(8))).not.toEqual(steps);
  });
});
