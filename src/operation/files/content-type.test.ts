import { describe, expect, test } from 'vitest';
import { contentTypeOf } from './content-type.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('the type of a file is told by its content', () => {
  test.each([
    ['报告.pdf', bytes('%PDF-1.7\n'), 'application/pdf'],
    ['a.PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0), 'image/png'],
    [
      'list.xlsx',
      Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 20, 0),
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
    ['list.csv', bytes('编号,名称\n1,甲'), 'text/csv'],
    ['c.jwt', bytes('eyJhbGciOi'), 'application/vc+jwt'],
  ])('%s', (name, head, mediaType) => {
    expect(contentTypeOf(name, head)).toEqual({ ok: true, mediaType });
  });

  test.each([
    ['a picture called a document', 'photo.pdf', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)],
    ['a page that a browser would run', 'note.txt', bytes('  <!DOCTYPE html><script>')],
    ['a drawing with a script', 'logo.svg', bytes('<svg xmlns')],
    ['a program', 'tool.exe', bytes('MZ')],
    ['no ending', 'file', bytes('hello')],
    ['binary called text', 'data.csv', Uint8Array.of(1, 0, 2)],
    ['an ending named like a member of every object', 'x.constructor', bytes('hello')],
  ])('%s is refused', (_, name, head) => {
    expect(contentTypeOf(name, head).ok).toBe(false);
  });
});
