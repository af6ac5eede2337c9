import { type ReactNode, useId, useState } from 'react';
import { diagnosticText } from '#certification/scheme/diagnostic.ts';
import type { Path } from '../model/edit-yaml.ts';
import { nodeAt, wordOf } from '../model/view.ts';
import { messagesAt, putText, useWorkshop, type Workshop } from '../workshop.tsx';

/** A text in both languages side by side; what the language or a shared part already has shows through while it is empty. */
export function TextPair({
  of: key,
  label,
  isLong,
}: {
  readonly of: string;
  readonly label: string;
  readonly isLong?: boolean;
}) {
  const workshop = useWorkshop();
  const known = workshop.judged.scheme?.texts[key];
  const box = (language: 'zh' | 'en') => {
    const value = wordOf(nodeAt(workshop.texts, [...key.split('.'), language]));
    const name = `${label} ${language === 'zh' ? '中文' : 'English'}`;
    const common = {
      value,
      'aria-label': name,
      lang: language === 'zh' ? 'zh-CN' : 'en',
      placeholder: value === '' ? placeholderOf(known?.[language], key, language) : '',
      onChange: (event: { readonly target: { readonly value: string } }) =>
        putText(workshop, key, language, event.target.value),
    };
    return isLong ? <textarea rows={2} {...common} /> : <input {...common} />;
  };
  const lacks = workshop.judged.messages.filter(
    ({ diagnostic: { code, params } }) =>
      (code === 'text-language' || code === 'text-missing') && params['key'] === `\`${key}\``,
  );
  return (
    <div className="w-text-pair" data-text={key}>
      {box('zh')}
      {box('en')}
      <SaidList workshop={workshop} messages={lacks} />
    </div>
  );
}

/** A stand-in is the key's own last word: that is no text that somebody wrote. */
function placeholderOf(known: string | undefined, key: string, language: 'zh' | 'en'): string {
  return known === undefined || known === key.split('.').at(-1) ? (language === 'zh' ? '中文' : 'English') : known;
}

/** What the check says at this place, in words, under it. */
export function Said({ at }: { readonly at: Path }) {
  const workshop = useWorkshop();
  // A missing text is said under its own boxes.
  const here = messagesAt(workshop, at).filter(({ diagnostic }) => diagnostic.code !== 'text-missing');
  return <SaidList workshop={workshop} messages={here} />;
}

export function SaidList({
  workshop,
  messages,
}: {
  readonly workshop: Workshop;
  readonly messages: Workshop['judged']['messages'];
}) {
  const { say, language } = workshop;
  if (messages.length === 0) return null;
  return (
    <ul className="w-said" role="status">
      {messages.map(({ diagnostic }) => {
        const { expected, found, help } = diagnosticText(diagnostic, language);
        return (
          <li key={`${diagnostic.line}:${diagnostic.column}:${diagnostic.code}:${diagnostic.found}`}>
            {expected}
            {say('；实为 ', '; found ')}
            {found}
            {say('。', '. ')}
            {help}
            {say('。', '.')}
          </li>
        );
      })}
    </ul>
  );
}

export function Row({
  label,
  hint,
  children,
}: {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <div className="w-row">
      <span className="w-row-label">
        {label}
        {hint === undefined ? null : <small className="soft"> {hint}</small>}
      </span>
      <div className="w-row-control">{children}</div>
    </div>
  );
}

/** Names and a way to add one: the keyboard stays in the first box, so that ten fields are ten times name, Enter. */
export function AddNamed({
  what,
  more,
  onAdd,
}: {
  readonly what: string;
  readonly more?: ReactNode;
  readonly onAdd: (zh: string, en: string) => void;
}) {
  const { say } = useWorkshop();
  const [zh, setZh] = useState('');
  const [en, setEn] = useState('');
  const first = useId();
  const add = () => {
    if (zh.trim() === '' && en.trim() === '') return document.getElementById(first)?.focus();
    onAdd(zh.trim(), en.trim());
    setZh('');
    setEn('');
    document.getElementById(first)?.focus();
  };
  return (
    <form
      className="w-add-named"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <input
        id={first}
        aria-label={`${what} 中文`}
        placeholder={`${what}（中文）`}
        lang="zh-CN"
        value={zh}
        onChange={(e) => setZh(e.target.value)}
      />
      <input
        aria-label={`${what} English`}
        placeholder={say('English', 'English name')}
        lang="en"
        value={en}
        onChange={(e) => setEn(e.target.value)}
      />
      {more}
      <button type="submit" className="w-main">
        {say(`添加${what}`, `Add ${what}`)}
      </button>
    </form>
  );
}

/** Up, down, away: the same three for everything that stands in an order. */
export function OrderButtons({
  name,
  onMove,
  onRemove,
}: {
  readonly name: string;
  readonly onMove?: ((by: 1 | -1) => void) | undefined;
  readonly onRemove: () => void;
}) {
  const { say } = useWorkshop();
  return (
    <span className="w-order">
      {onMove === undefined ? null : (
        <>
          <button
            type="button"
            aria-label={say(`上移 ${name}`, `Move ${name} up`)}
            title={say('上移', 'Up')}
            onClick={() => onMove(-1)}
          >
            ↑
          </button>
          <button
            type="button"
            aria-label={say(`下移 ${name}`, `Move ${name} down`)}
            title={say('下移', 'Down')}
            onClick={() => onMove(1)}
          >
            ↓
          </button>
        </>
      )}
      <button
        type="button"
        aria-label={say(`删除 ${name}`, `Remove ${name}`)}
        title={say('删除', 'Remove')}
        onClick={onRemove}
      >
        ×
      </button>
    </span>
  );
}

export interface Option {
  readonly id: string;
  readonly text: string;
}

export function Select({
  label,
  value,
  options,
  empty,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  /** The text of choosing nothing; left out: something must be chosen. */
  readonly empty?: string | undefined;
  readonly onChange: (value: string) => void;
}) {
  const known = options.some((option) => option.id === value);
  return (
    <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      {empty === undefined ? null : <option value="">{empty}</option>}
      {known || value === '' ? null : <option value={value}>{value} ?</option>}
      {value === '' && empty === undefined ? <option value="">—</option> : null}
      {options.map((option) => (
        <option key={option.id} value={option.id}>
          {option.text}
        </option>
      ))}
    </select>
  );
}

/** Several of a few, each to be ticked. */
export function Ticks({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: readonly string[];
  readonly options: readonly Option[];
  readonly onChange: (value: readonly string[]) => void;
}) {
  const unknown = value
    .filter((id) => !options.some((option) => option.id === id))
    .map((id) => ({ id, text: `${id} ?` }));
  return (
    <fieldset className="w-ticks" aria-label={label}>
      {[...options, ...unknown].map((option) => (
        <label key={option.id}>
          <input
            type="checkbox"
            checked={value.includes(option.id)}
            onChange={(event) =>
              onChange(event.target.checked ? [...value, option.id] : value.filter((id) => id !== option.id))
            }
          />
          {option.text}
        </label>
      ))}
    </fieldset>
  );
}
