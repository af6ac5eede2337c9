import { useState } from 'react';
import { neededTexts } from '#certification/scheme/texts.ts';
import { removeText } from '../model/folder.ts';
import { unusedTexts } from '../model/judge.ts';
import { nodeAt, wordOf } from '../model/view.ts';
import { TextPair } from '../parts/bits.tsx';
import { useWorkshop } from '../workshop.tsx';

/** Every text of the scheme in both languages; what is still missing stands first. */
export function Texts() {
  const workshop = useWorkshop();
  const { judged, say, texts, change } = workshop;
  const [sought, setSought] = useState('');
  const unused = unusedTexts(judged);
  if (judged.scheme === null)
    return (
      <p className="w-card">
        {say('声明能读懂之后，这里列出全部文字。', 'Once the declaration can be read, all its texts stand here.')}
      </p>
    );
  const said = (key: string, language: 'zh' | 'en') => wordOf(nodeAt(texts, [...key.split('.'), language]));
  const missing = new Set(
    judged.messages.flatMap(({ diagnostic: { code, params } }) =>
      code === 'text-missing' || code === 'text-language' ? [String(params['key'] ?? '').replaceAll('`', '')] : [],
    ),
  );
  const keys = [...new Set(neededTexts(judged.scheme).map(({ key }) => key))];
  const shown = keys
    .filter((key) => {
      const all = `${key} ${said(key, 'zh')} ${said(key, 'en')} ${judged.scheme?.texts[key]?.zh ?? ''}`.toLowerCase();
      return all.includes(sought.toLowerCase());
    })
    .sort((a, b) => Number(missing.has(b)) - Number(missing.has(a)));
  return (
    <section className="w-card">
      <h2>{say(`文字（${keys.length}，缺 ${missing.size}）`, `Texts (${keys.length}, ${missing.size} missing)`)}</h2>
      <p className="soft">
        {say(
          '灰色的是语言自己已有的说法，写了才改用自己的。',
          'What is grey the language says by itself; write your own to say it otherwise.',
        )}
      </p>
      <input
        type="search"
        aria-label={say('查找文字', 'Find a text')}
        placeholder={say('查找……', 'Find …')}
        value={sought}
        onChange={(event) => setSought(event.target.value)}
      />
      {unused.length === 0 ? null : (
        <p>
          {say(`有 ${unused.length} 条文字已无处使用：`, `${unused.length} texts are used nowhere: `)}
          {unused.join('、')}{' '}
          <button type="button" onClick={() => change('texts unused', (folder) => unused.reduce(removeText, folder))}>
            {say('全部删除', 'Remove them')}
          </button>
        </p>
      )}
      <ul className="plain w-texts">
        {shown.map((key) => (
          <li key={key} className={missing.has(key) ? 'w-is-missing' : ''}>
            <code>{key}</code>
            <TextPair of={key} label={key} isLong={key === 'summary' || key.startsWith('help.')} />
          </li>
        ))}
      </ul>
    </section>
  );
}
