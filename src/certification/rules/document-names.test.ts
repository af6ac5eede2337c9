import { describe, expect, it } from 'vitest';
import { citedInEnglish, readDocumentNames } from './document-names.ts';

function names(documents: object) {
  const read = readDocumentNames({ documents }, 'documents.yaml');
  if (!read.ok) throw new Error(read.refusals.map((r) => r.text.en).join('; '));
  return read.parts;
}

describe('names of official documents in English', () => {
  const known = names({ 条例: 'Regulations', '条例（2023年修订）': 'Regulations (revised 2023)', 办法: 'Measures $1' });

  it('stand for their titles, the longer title first, with the article as it is', () => {
    expect(citedInEnglish('条例（2023年修订） 10', known)).toBe('Regulations (revised 2023) 10');
    expect(citedInEnglish('from 条例 5.4 to 办法', known)).toBe('from Regulations 5.4 to Measures $1');
  });

  it('leave a title that is not known as it is: by it the document is found', () => {
    expect(citedInEnglish('某规定 3', known)).toBe('某规定 3');
    expect(citedInEnglish('IAF MD 2:2023', known)).toBe('IAF MD 2:2023');
  });

  it('say the mark of memory in one language', () => {
    expect(citedInEnglish('办法 3（待确认 to be confirmed）', known)).toBe('Measures $1 3 (to be confirmed)');
  });

  it('are refused with place and find where one is none', () => {
    const read = readDocumentNames({ documents: { 条例: '条例', 办法: 3 } }, 'rules/documents.yaml');
    expect(read.ok ? [] : read.refusals.map((r) => [r.code, r.params['at'], r.params['found']])).toEqual([
      ['document-names-file', '条例', '条例'],
      ['document-names-file', '办法', '3'],
    ]);
    expect(readDocumentNames(null, 'f').ok).toBe(false);
  });
});
