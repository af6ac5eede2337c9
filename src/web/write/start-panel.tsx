import { Button } from 'antd';
import { useRef, useState } from 'react';
import { today } from '../toolbox/analysis/download.ts';
import { forgetDraft, type KeptDraft, keptDrafts } from './keep/drafts.ts';
import type { SchemeFolder } from './model/folder.ts';
import { loadPattern, patternsIn } from './model/patterns.ts';
import { readFiles } from './model/read-files.ts';
import { fromNothing, usualKinds } from './model/start.ts';
import { valueWord } from './parts/value-words.ts';
import type { Say } from './workshop.tsx';

interface StartProps {
  readonly say: Say;
  readonly language: 'zh' | 'en';
  readonly onStart: (folder: SchemeFolder, draft?: KeptDraft) => void;
}

/** How a scheme begins: from nothing, from a pattern, from files that one has, or where one stopped. */
export function StartPanel({ say, language, onStart }: StartProps) {
  return (
    <div className="start-panel">
      <FromNothing say={say} language={language} onStart={onStart} />
      <div className="w-start-side">
        <Kept say={say} onStart={onStart} />
        <FromPattern say={say} language={language} onStart={onStart} />
        <FromFiles say={say} onStart={onStart} />
      </div>
    </div>
  );
}

function FromNothing({ say, language, onStart }: StartProps) {
  const [texts, setTexts] = useState({ title: { zh: '', en: '' }, owner: { zh: '', en: '' }, basis: '' });
  const [kind, setKind] = useState('certification');
  const [isTried, setTried] = useState(false);
  const pair = (name: 'title' | 'owner', label: string, examples: readonly [string, string]) => (
    <div className="w-row">
      <span className="w-row-label">{label}</span>
      <div className="w-row-control w-text-pair">
        {(['zh', 'en'] as const).map((lang, i) => (
          <input
            key={lang}
            lang={lang === 'zh' ? 'zh-CN' : 'en'}
            aria-label={`${label} ${lang === 'zh' ? '中文' : 'English'}`}
            aria-invalid={isTried && texts[name][lang].trim() === ''}
            placeholder={examples[i]}
            value={texts[name][lang]}
            onChange={(event) => setTexts({ ...texts, [name]: { ...texts[name], [lang]: event.target.value } })}
          />
        ))}
      </div>
    </div>
  );
  const isFilled = [texts.title.zh, texts.title.en, texts.owner.zh, texts.owner.en].every((t) => t.trim() !== '');
  const begin = () => {
    setTried(true);
    const usual = usualKinds.find((one) => one.kind === kind);
    if (!isFilled || usual === undefined) return;
    const basis = texts.basis.trim() || texts.title.zh.trim();
    onStart(fromNothing({ ...usual, title: trimmed(texts.title), owner: trimmed(texts.owner), basis, day: today() }));
  };
  return (
    <form
      className="w-card"
      onSubmit={(event) => {
        event.preventDefault();
        begin();
      }}
    >
      <h2>{say('从头开始', 'From nothing')}</h2>
      <p className="soft">
        {say(
          '说出名称、所有者和种类，就得到一项能检查、能试走的最小制度，再一步步改成您的。',
          'Say what it is called, whose it is and of what kind: you get the smallest scheme that checks and can be walked, and make it yours.',
        )}
      </p>
      {pair('title', say('制度名称', 'Title'), ['例如：社区食堂卫生等级', 'Canteen hygiene grade'])}
      {pair('owner', say('所有者', 'Owner'), ['例如：街道办事处', 'Neighbourhood office'])}
      <div className="w-row">
        <span className="w-row-label">{say('种类', 'Kind')}</span>
        <div className="w-row-control">
          <select aria-label={say('种类', 'Kind')} value={kind} onChange={(event) => setKind(event.target.value)}>
            {usualKinds.map((one) => (
              <option key={one.kind} value={one.kind}>
                {valueWord(one.kind, language)} → {valueWord(one.outcome, language)}
              </option>
            ))}
          </select>
        </div>
      </div>
      <div className="w-row">
        <span className="w-row-label">{say('依据文件', 'Legal basis')}</span>
        <div className="w-row-control">
          <input
            aria-label={say('依据文件', 'Legal basis')}
            placeholder={say('文件名称与文号（先标为待确认）', 'title and number (marked to be confirmed)')}
            value={texts.basis}
            onChange={(event) => setTexts({ ...texts, basis: event.target.value })}
          />
        </div>
      </div>
      {isTried && !isFilled ? (
        <p className="w-said" role="alert">
          {say(
            '名称和所有者要有中文和英文：公众会看到这两种文字。',
            'Title and owner are needed in Chinese and in English: the public reads both.',
          )}
        </p>
      ) : null}
      <Button type="primary" htmlType="submit" size="large">
        {say('开始编写', 'Begin')}
      </Button>
    </form>
  );
}

const trimmed = (text: { readonly zh: string; readonly en: string }) => ({ zh: text.zh.trim(), en: text.en.trim() });

function Kept({ say, onStart }: Omit<StartProps, 'language'>) {
  const [drafts, setDrafts] = useState(keptDrafts);
  if (drafts.length === 0) return null;
  return (
    <section className="w-card">
      <h2>{say('接着写', 'Go on')}</h2>
      <ul className="plain">
        {drafts.map((draft) => (
          <li key={draft.id} className="w-kept-draft">
            <button type="button" className="link" onClick={() => onStart({ files: draft.files }, draft)}>
              {draft.title}
            </button>{' '}
            <small className="soft">{draft.at.slice(0, 16).replace('T', ' ')}</small>
            <button
              type="button"
              aria-label={say(`删除草稿 ${draft.title}`, `Remove the draft ${draft.title}`)}
              onClick={() => {
                forgetDraft(draft.id);
                setDrafts(keptDrafts());
              }}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <p className="soft">{say('草稿只在这台设备上。', 'Drafts are on this device only.')}</p>
    </section>
  );
}

function FromPattern({ say, language, onStart }: StartProps) {
  const [name, setName] = useState('');
  const [isLoading, setLoading] = useState(false);
  return (
    <section className="w-card">
      <h2>{say('从样板开始', 'From a pattern')}</h2>
      <select aria-label={say('样板', 'Pattern')} value={name} onChange={(event) => setName(event.target.value)}>
        <option value="">{say('《编写制度》一页的样板：社区食堂', 'The one of the page on writing: a canteen')}</option>
        {patternsIn(language).map(({ name: id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
      <p className="w-buttons">
        <Button
          loading={isLoading}
          onClick={async () => {
            setLoading(true);
            onStart(await loadPattern(name === '' ? null : name));
          }}
        >
          {say('取用', 'Take it')}
        </Button>
      </p>
    </section>
  );
}

function FromFiles({ say, onStart }: Omit<StartProps, 'language'>) {
  const [fault, setFault] = useState<string | null>(null);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const open = async (input: HTMLInputElement) => {
    const list = [...(input.files ?? [])];
    // Whoever corrects a file chooses the same one again: a browser tells of that only when none is chosen.
    input.value = '';
    const read = await readFiles(list);
    if (read !== null) return onStart(read);
    setFault(
      say(
        '应有 scheme.yaml（可连同 texts.yaml、cases/，或装着它们的 ZIP）；所选文件里没有。',
        'Expected scheme.yaml, with texts.yaml and cases/ or in a ZIP; it is not among the files chosen.',
      ),
    );
  };
  return (
    <section className="w-card">
      <h2>{say('打开已有的', 'Open what you have')}</h2>
      <p className="w-buttons">
        <Button onClick={() => folder.current?.click()}>{say('打开文件夹', 'Open a folder')}</Button>
        <Button onClick={() => files.current?.click()}>{say('打开文件或 ZIP', 'Open files or a ZIP')}</Button>
      </p>
      <input
        ref={folder}
        hidden
        type="file"
        aria-label={say('文件夹', 'folder')}
        {...{ webkitdirectory: '' }}
        onChange={(event) => void open(event.target)}
      />
      <input
        ref={files}
        hidden
        multiple
        type="file"
        accept=".yaml,.yml,.zip"
        aria-label={say('文件', 'files')}
        data-open-files
        onChange={(event) => void open(event.target)}
      />
      {fault === null ? null : (
        <p className="w-said" role="alert">
          {fault}
        </p>
      )}
    </section>
  );
}
