import { describe, expect, test } from 'vitest';
import { addressOf } from './api.ts';
import { textsByPage } from './texts/language.ts';
import { instantText, refusalWords, type Words } from './words.ts';

const english = { language: 'en' } as Words;
const texts = {
  'field.persons': { zh: '有效人数', en: 'Effective persons' },
  'step.review': { zh: '申请评审', en: 'Application review' },
  'step.contract': { zh: '签订合同', en: 'Contract' },
};

describe('a refusal in English', () => {
  test('has the scheme’s words in English too, one by one where several stand in a row', () => {
    const refusal = {
      code: 'step-not-open',
      params: { step: '申请评审', open: '申请评审、签订合同', label: '有效人数' },
      text: { zh: '…', en: 'The step “申请评审” cannot be done now; “有效人数” is empty.' },
      help: { zh: '…', en: 'Open now: 申请评审、签订合同.' },
      field: null,
      basis: null,
    };
    expect(refusalWords(refusal, texts, english)).toEqual({
      text: 'The step “Application review” cannot be done now; “Effective persons” is empty.',
      help: 'Open now: Application review, Contract.',
    });
    expect(refusalWords(refusal, texts, { language: 'zh' } as Words).text).toBe('…');
  });
});

test('an instant is shown in its zone, to the minute', () => {
  expect(instantText('2026-03-10T16:05:06.789Z')).toBe('2026-03-11 00:05');
  expect(instantText(null)).toBe('—');
});

test('an address has its parameters put in and leaves out what is not asked', () => {
  expect(
    addressOf('/api/v1/cases/{id}/drafts/{step}', { path: { id: 'a/b', step: 's' }, query: { line: undefined } }),
  ).toBe('/api/v1/cases/a%2Fb/drafts/s');
  expect(addressOf('/api/v1/work', { query: { list: 'todo', after: 'x y' } })).toBe('/api/v1/work?list=todo&after=x+y');
});

test('no key of a text stands twice: the later one would silently take its place', () => {
  const keys = textsByPage.flatMap((page) => Object.keys(page));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});
