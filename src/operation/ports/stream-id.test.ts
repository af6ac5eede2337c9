import { describe, expect, it } from 'vitest';
import { namedStream } from './stream-id.ts';

describe('the stream of something that has a name', () => {
  it('has the same uuid of version 8 every time, another for another name or kind', () => {
    const { id } = namedStream('scheme', 'cn-qms');
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(namedStream('scheme', 'cn-qms')).toEqual({ kind: 'scheme', id });
    expect(namedStream('scheme', 'cn-ems').id).not.toBe(id);
    expect(namedStream('source', 'cn-qms').id).not.toBe(id);
  });

  it('INVARIANT: never changes, since streams are stored under it', () => {
    // printf 'scheme:cn-qms' | sha256sum, with version and variant set (RFC 9562 5.8)
    expect(namedStream('scheme', 'cn-qms').id).toBe('8c4ee554-2dae-81a3-98a2-98a6de73299e');
  });
});
