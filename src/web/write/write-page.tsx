import { Button } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useWords } from '../desk/words.ts';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import { Mark } from '../shell/sign-in-page.tsx';
import { download } from '../toolbox/analysis/download.ts';
import { changeTo, type History, redo, startHistory, undo } from '../toolbox/workspace/history.ts';
import { type KeptDraft, keepDraft } from './keep/drafts.ts';
import { removeText, type SchemeFolder, schemeFile, textOfFile, textsFile } from './model/folder.ts';
import type { HouseData } from './model/house-data.ts';
import { type Judged, judge, type Message, unusedTexts } from './model/judge.ts';
import { keysAt, mapOf, nodeAt, wordOf } from './model/view.ts';
import { writeZip } from './model/zip.ts';
import { SaidList } from './parts/bits.tsx';
import { type Section, sectionNames, sectionOfMessage, sections } from './parts/sections.ts';
import { FlowPicture, FormPreview, PrintSheet } from './preview.tsx';
import { Basics } from './sections/basics.tsx';
import { Cases } from './sections/cases.tsx';
import { Files } from './sections/files.tsx';
import { Flow } from './sections/flow.tsx';
import { Forms } from './sections/forms.tsx';
import { Results } from './sections/results.tsx';
import { Roles } from './sections/roles.tsx';
import { Round } from './sections/round.tsx';
import { Texts } from './sections/texts.tsx';
import { StartPanel } from './start-panel.tsx';
import { TrySection } from './walk/try-section.tsx';
import { type Say, useWorkshop, type Workshop, WorkshopProvider } from './workshop.tsx';
import './write.css';

/**
 * The page that writes a scheme: without an account and without the server, since checking, drawing and walking are pure and
 * run on the device. What is written are the very files of the folder; the page keeps no second form of them.
 */
export function WritePage() {
  const { language, t } = useWords();
  const say: Say = useCallback((zh, en) => (language === 'zh' ? zh : en), [language]);
  const house = useHouse();
  const [work, setWork] = useState<{ readonly folder: SchemeFolder; readonly draft: string } | null>(null);
  const start = (folder: SchemeFolder, draft?: KeptDraft) =>
    setWork({ folder, draft: draft?.id ?? `${Date.now()}-${Math.round(Math.random() * 1e6)}` });
  useEffect(() => {
    document.title = `${say('编写制度', 'Writing a scheme')} · ${t('name')}`;
  }, [say, t]);
  return (
    <div className="write-page">
      <header className="write-head no-print">
        <a className="brand" href="/">
          <Mark />
          <span>
            {t('name')} <small>{say('编写制度', 'Writing a scheme')}</small>
          </span>
        </a>
        <span className="soft device-note">
          {say('全部在本机运行，不上传。', 'All of it runs on this device; nothing is sent.')}
        </span>
        <a href="/desk">{t('desk')}</a>
        <LanguageSwitch />
      </header>
      <main id="main" tabIndex={-1}>
        {house === null ? (
          <p className="loading" role="status">
            {say('正在取规则与共用部件……', 'Fetching rules and shared parts …')}
          </p>
        ) : 'fault' in house ? (
          <p className="w-card w-said" role="alert">
            {say('规则没有取到：', 'The rules could not be fetched: ')}
            {house.fault}{' '}
            <button type="button" onClick={() => location.reload()}>
              {say('再试', 'Try again')}
            </button>
          </p>
        ) : work === null ? (
          <>
            <h1>{say('编写一项制度', 'Write a scheme')}</h1>
            <StartPanel say={say} language={language} onStart={start} />
          </>
        ) : (
          <Writing
            key={work.draft}
            begun={work.folder}
            draft={work.draft}
            house={house}
            language={language}
            say={say}
            onLeave={() => setWork(null)}
          />
        )}
      </main>
    </div>
  );
}

function useHouse(): HouseData | { readonly fault: string } | null {
  const [house, setHouse] = useState<HouseData | { readonly fault: string } | null>(null);
  useEffect(() => {
    import('./model/house-data.ts')
      .then((part) => setHouse(part.readHouseData()))
      .catch((error: unknown) => setHouse({ fault: error instanceof Error ? error.message : String(error) }));
  }, []);
  return house;
}

interface WritingProps {
  readonly begun: SchemeFolder;
  readonly draft: string;
  readonly house: HouseData;
  readonly language: 'zh' | 'en';
  readonly say: Say;
  readonly onLeave: () => void;
}

function Writing({ begun, draft, house, language, say, onLeave }: WritingProps) {
  const [history, setHistory] = useState<History<SchemeFolder>>(() => startHistory(begun));
  const folder = history.present;
  // The check follows when the hand rests for a moment: typing never waits for it.
  const settled = useSettled(folder);
  const judged = useMemo(() => judge(settled, house), [settled, house]);
  const [section, setSection] = useState<Section>('basics');
  const [flow, setFlow] = useState('');
  const [file, setFile] = useState(schemeFile);
  const isKept = useKept(draft, folder);
  const own = useMemo(() => mapOf(textOfFile(folder, schemeFile), schemeFile), [folder]);
  const texts = useMemo(() => mapOf(textOfFile(folder, textsFile), textsFile), [folder]);
  const change = useCallback<Workshop['change']>(
    (what, next) =>
      setHistory((h) => {
        const fresh = next(h.present);
        const isTyped = what.startsWith('text ') || what.startsWith('file ');
        return changeTo(h, isTyped || fresh === h.present ? fresh : tidy(h.present, fresh, house), what, Date.now());
      }),
    [house],
  );
  const flows = keysAt(own, ['flows']).filter((id) => id !== 'use');
  const shownFlow = flows.includes(flow) ? flow : (flows[0] ?? '');
  const goTo = (message: Message) => {
    const { diagnostic, path } = message;
    const to = sectionOfMessage(message);
    if (to === 'flow' && path?.[1] !== undefined) setFlow(String(path[1]));
    if (to === 'files') setFile(diagnostic.file);
    setSection(to);
    const step = to === 'flow' && path?.[2] === 'steps' ? `[data-step="${String(path[3])}"]` : null;
    const field = to === 'forms' && path?.[2] !== undefined ? `[data-field="${String(path[2])}"]` : null;
    setTimeout(
      () => document.querySelector(step ?? field ?? '.write-section')?.scrollIntoView({ block: 'center' }),
      80,
    );
  };
  useUndoKeys(
    () => setHistory(undo),
    () => setHistory(redo),
  );
  const workshop: Workshop = {
    folder,
    isSettled: settled === folder,
    own,
    texts,
    judged,
    house,
    language,
    say,
    change,
    goTo,
  };
  const isYaml = own !== undefined && texts !== undefined;
  return (
    <WorkshopProvider value={workshop}>
      <div className="write-bar no-print">
        <h1>{wordOf(nodeAt(texts, ['title', language])) || judged.id || say('无名', 'nameless')}</h1>
        <span className="bar-buttons">
          <button type="button" disabled={history.past.length === 0} onClick={() => setHistory(undo)} title="Ctrl+Z">
            {say('撤销', 'Undo')}
          </button>
          <button type="button" disabled={history.future.length === 0} onClick={() => setHistory(redo)} title="Ctrl+Y">
            {say('重做', 'Redo')}
          </button>
          <button type="button" onClick={() => print()}>
            {say('打印', 'Print')}
          </button>
          <button type="button" onClick={onLeave}>
            {say('其他制度', 'Other schemes')}
          </button>
          <Button type="primary" onClick={() => saveFolder(folder, judged.id)}>
            {say('下载文件夹（ZIP）', 'Download the folder (ZIP)')}
          </Button>
        </span>
        <p className="write-state" role="status" data-sound={judged.isSound && settled === folder}>
          <StateWords judged={judged} />{' '}
          <span className="soft">
            {isKept
              ? say('草稿已存在本机。', 'The draft is kept on this device.')
              : say('这个浏览器不保存草稿：离开前请下载。', 'This browser keeps no draft: download before you leave.')}
          </span>
        </p>
      </div>
      <nav className="write-sections no-print" aria-label={say('各节', 'Sections')}>
        {sections.map((one) => (
          <button
            key={one}
            type="button"
            data-section={one}
            aria-current={one === section ? 'page' : undefined}
            onClick={() => setSection(one)}
          >
            {sectionNames[one][language === 'zh' ? 0 : 1]}
            <Count judged={judged} section={one} />
          </button>
        ))}
      </nav>
      <div className={`write-body section-${section} no-print`}>
        <div className="write-section">
          {!isYaml && section !== 'files' ? (
            <p className="w-card w-said" role="alert">
              {say(
                '文件现在不是完整的 YAML，请先在“文件”中改好。',
                'A file is no whole YAML just now: mend it under “Files” first.',
              )}
            </p>
          ) : (
            <SectionShown
              section={section}
              flow={shownFlow}
              file={file}
              onFlow={setFlow}
              onFile={setFile}
              onSection={setSection}
            />
          )}
        </div>
        <aside className="write-aside">
          {judged.scheme !== null && (section === 'flow' || section === 'basics' || section === 'roles') ? (
            <FlowPicture scheme={judged.scheme} flow={shownFlow} />
          ) : null}
          {judged.scheme !== null && section === 'forms' ? (
            <section className="w-card">
              <h2>{say('申请方看到的表单', 'The form as the applicant sees it')}</h2>
              <FormPreview scheme={judged.scheme} />
            </section>
          ) : null}
          <Messages />
        </aside>
      </div>
      {judged.scheme === null ? null : <PrintSheet scheme={judged.scheme} />}
    </WorkshopProvider>
  );
}

function SectionShown(props: {
  readonly section: Section;
  readonly flow: string;
  readonly file: string;
  readonly onFlow: (flow: string) => void;
  readonly onFile: (file: string) => void;
  readonly onSection: (section: Section) => void;
}) {
  switch (props.section) {
    case 'basics':
      return <Basics />;
    case 'roles':
      return <Roles />;
    case 'forms':
      return <Forms />;
    case 'flow':
      return <Flow flow={props.flow} onFlow={props.onFlow} />;
    case 'round':
      return <Round />;
    case 'results':
      return <Results />;
    case 'texts':
      return <Texts />;
    case 'try':
      return <TrySection onSaved={() => props.onSection('cases')} />;
    case 'cases':
      return (
        <Cases
          onWalk={() => props.onSection('try')}
          onOpen={(file) => {
            props.onFile(file);
            props.onSection('files');
          }}
        />
      );
    case 'files':
      return <Files file={props.file} onFile={props.onFile} />;
  }
}

/** Texts that nothing needs any more after a change go with what needed them. */
function tidy(before: SchemeFolder, after: SchemeFolder, house: HouseData): SchemeFolder {
  const withoutCases = ({ files }: SchemeFolder): SchemeFolder => ({
    files: { [schemeFile]: files[schemeFile] ?? '', [textsFile]: files[textsFile] ?? '' },
  });
  const stood = new Set(unusedTexts(judge(withoutCases(before), house)));
  const fresh = unusedTexts(judge(withoutCases(after), house)).filter((key) => !stood.has(key));
  return fresh.reduce(removeText, after);
}

function StateWords({ judged }: { readonly judged: Judged }) {
  const { say } = useWorkshop();
  const failed = judged.cases.filter((c) => c.failures.length > 0).length;
  if (judged.isSound)
    return (
      <strong className="w-good">
        {say(
          `✓ 检查通过，${judged.cases.length} 个示例都走通`,
          `✓ Sound; all ${judged.cases.length} worked cases come out`,
        )}
      </strong>
    );
  return (
    <strong className="w-bad">
      {say(
        `还有 ${judged.messages.length} 处要改`,
        judged.messages.length === 1 ? '1 thing to put right' : `${judged.messages.length} things to put right`,
      )}
      {failed > 0 ? say(`，${failed} 个示例不符`, `, ${failed} worked cases differ`) : ''}
    </strong>
  );
}

function Count({ judged, section }: { readonly judged: Judged; readonly section: Section }) {
  const count = judged.messages.filter((message) => sectionOfMessage(message) === section).length;
  const failed = section === 'cases' ? judged.cases.filter((c) => c.failures.length > 0).length : 0;
  return count + failed === 0 ? null : <span className="count-late"> {count + failed} </span>;
}

/** Every message, each leading to its place. */
function Messages() {
  const workshop = useWorkshop();
  const { judged, say, goTo } = workshop;
  if (judged.messages.length === 0) return null;
  return (
    <section className="w-card w-messages">
      <h2>{say('检查', 'The check')}</h2>
      <ol>
        {judged.messages.slice(0, 40).map((message) => {
          const { diagnostic: d } = message;
          return (
            <li key={`${d.file}:${d.line}:${d.column}:${d.code}:${d.found}`}>
              <SaidList workshop={workshop} messages={[message]} />
              <button type="button" className="link" onClick={() => goTo(message)}>
                {say('去那里', 'Go there')}
              </button>{' '}
              <code>
                {d.file}:{d.line}
              </code>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** The folder as it was when the hand last rested. */
function useSettled(folder: SchemeFolder): SchemeFolder {
  const [settled, setSettled] = useState(folder);
  useEffect(() => {
    const later = setTimeout(() => setSettled(folder), 180);
    return () => clearTimeout(later);
  }, [folder]);
  return settled;
}

/** The draft is written a moment after the last change, and at once when the page is left. */
function useKept(draft: string, folder: SchemeFolder): boolean {
  const [isKept, setKept] = useState(true);
  const newest = useRef(folder);
  newest.current = folder;
  useEffect(() => {
    const keep = () => {
      const { files } = newest.current;
      const texts = mapOf(files[textsFile] ?? '', textsFile);
      const title = wordOf(nodeAt(texts, ['title', 'zh'])) || wordOf(nodeAt(texts, ['title', 'en'])) || '—';
      setKept(keepDraft({ id: draft, title, at: new Date().toISOString(), files }));
    };
    const later = setTimeout(keep, folder === newest.current ? 400 : 0);
    addEventListener('pagehide', keep);
    return () => {
      clearTimeout(later);
      removeEventListener('pagehide', keep);
    };
  }, [draft, folder]);
  return isKept;
}

/** Undo from anywhere on the page; in a box of text as well, since each box writes into the one history. */
function useUndoKeys(back: () => void, again: () => void): void {
  const acts = useRef({ back, again });
  acts.current = { back, again };
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key !== 'z' && key !== 'y') return;
      event.preventDefault();
      if (key === 'y' || event.shiftKey) acts.current.again();
      else acts.current.back();
    };
    addEventListener('keydown', hear);
    return () => removeEventListener('keydown', hear);
  }, []);
}

function saveFolder(folder: SchemeFolder, id: string): void {
  const name = /^[a-z][a-z0-9-]*$/.test(id) ? id : 'scheme';
  const files = Object.fromEntries(Object.entries(folder.files).map(([file, text]) => [`${name}/${file}`, text]));
  download(writeZip(files), `${name}.zip`, 'application/zip');
}
