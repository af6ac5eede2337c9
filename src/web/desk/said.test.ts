import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Said } from './said.tsx';

const shown = (text: string) => renderToStaticMarkup(createElement(Said, { text }));

test('what stands between backticks is shown as code, all else as it is', () => {
  expect(shown('制度 cn-qms 没有流程 `first`；可用 `initial`、`renewal`。')).toBe(
    '制度 cn-qms 没有流程 <code>first</code>；可用 <code>initial</code>、<code>renewal</code>。',
  );
  expect(shown('found `12`')).toBe('found <code>12</code>');
  expect(shown('')).toBe('');
});

test('nothing of it is ever markup, and a backtick that somebody wrote alone stays one', () => {
  expect(shown('found `<img src=x onerror=alert(1)>` & <b>')).toBe(
    'found <code>&lt;img src=x onerror=alert(1)&gt;</code> &amp; &lt;b&gt;',
  );
  expect(shown('5` 30')).toBe('5` 30');
  expect(shown('``')).toBe('``');
});
