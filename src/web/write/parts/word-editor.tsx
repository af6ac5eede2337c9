import { useState } from 'react';
import type { Tree } from '#certification/scheme/tree.ts';
import type { Param, Word } from '#certification/scheme/vocabulary/word.ts';
import type { Path, Plain } from '../model/edit-yaml.ts';
import { removePlace, setPlace } from '../model/folder.ts';
import type { Around } from '../model/names.ts';
import { nodeAt, plainOf } from '../model/view.ts';
import { pathKey, useWorkshop } from '../workshop.tsx';
import { Row } from './bits.tsx';
import { ParamControl } from './param-control.tsx';

/** The parameters of a word as they are written: a bare value stands for the word's short one. */
export function paramsOf(word: Word, tree: Tree | undefined): Readonly<Record<string, Plain>> {
  const plain = plainOf(tree);
  if (plain === undefined || plain === null || plain === '') return {};
  if (typeof plain === 'object' && !Array.isArray(plain)) return plain as Readonly<Record<string, Plain>>;
  return word.short === undefined ? {} : { [word.short]: plain };
}

/** Where the reference's own words speak of how something is written, the page says what it is. */
const labels: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  'scheme.id': ['编号（即文件夹名）', 'id, the name of its folder'],
  'scheme.in-force': ['实施日', 'in force from'],
  'run-by.owner': ['所有者在文件中的名称', 'owner, as named in the files'],
  'run-by.hosts': ['主办单位在文件中的名称', 'hosts, as named in the files'],
  'mandate.voluntary': ['自愿（不勾即为强制）', 'voluntary (else compulsory)'],
  'stage.work': ['做什么', 'what it does'],
  'mandate.outcome': ['通过后得到什么', 'what a success is called'],
};

interface WordProps {
  readonly word: Word;
  /** Where its parameters stand in scheme.yaml. */
  readonly path: Path;
  readonly around?: Around;
  /** Parameters that stand elsewhere on the page. */
  readonly without?: readonly string[];
  /** Parameters that are shown at once beside those that are required or given. */
  readonly first?: readonly string[];
  /** Called instead of writing at the path, where the word stands in a form that has no place of its own yet. */
  readonly onPut?: (params: Readonly<Record<string, Plain>>) => void;
}

/**
 * The controls of one word of the scheme language, made from the table of the language itself: a word or parameter that comes
 * new into the table is on the page without a line written here.
 */
export function WordEditor({ word, path, around = {}, without = [], first = [], onPut }: WordProps) {
  const { own, say, language, change } = useWorkshop();
  const node = nodeAt(own, path);
  const given = paramsOf(word, node);
  const shown = word.params.filter((param) => !without.includes(param.name));
  // What is given while one types stays where it is: a box that moves takes the keyboard away.
  const [initially] = useState(() => new Set(Object.keys(given)));
  const isFirst = (param: Param) => param.required === true || initially.has(param.name) || first.includes(param.name);
  const put = (param: Param, value: Plain | undefined) => {
    const { [param.name]: _, ...rest } = given;
    const fresh: Readonly<Record<string, Plain>> = value === undefined ? rest : { ...given, [param.name]: value };
    if (onPut) return onPut(fresh);
    change(pathKey([...path, param.name]), (folder) => {
      if (node?.is === 'map')
        return value === undefined
          ? removePlace(folder, [...path, param.name])
          : setPlace(folder, [...path, param.name], value);
      const [only, ...more] = Object.keys(fresh);
      return setPlace(
        folder,
        path,
        only === word.short && only !== undefined && more.length === 0 ? (fresh[only] ?? null) : fresh,
      );
    });
  };
  const labelFor = (param: Param) => {
    const spoken = Object.hasOwn(labels, `${word.name}.${param.name}`)
      ? labels[`${word.name}.${param.name}`]
      : undefined;
    return spoken?.[language === 'zh' ? 0 : 1] ?? param.text[language];
  };
  const control = (param: Param) => (
    <Row key={param.name} label={labelFor(param)}>
      <ParamControl
        param={param}
        label={labelFor(param)}
        place={`${word.place.replace(' ', '-')}-${param.name}`}
        path={[...path, param.name]}
        value={given[param.name]}
        around={around}
        onChange={(value) => put(param, value)}
      />
    </Row>
  );
  const rest = shown.filter((param) => !isFirst(param));
  return (
    <div className="w-word-editor">
      {shown.filter(isFirst).map(control)}
      {rest.length === 0 ? null : (
        <details className="w-more">
          <summary>{say(`更多（${rest.length}）`, `More (${rest.length})`)}</summary>
          {rest.map(control)}
        </details>
      )}
    </div>
  );
}
