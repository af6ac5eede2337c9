import { Button } from 'antd';
import { proposedCases } from '#certification/scheme/walk/proposed.ts';
import { writeWalk } from '#certification/scheme/walk/write.ts';
import { workedKinds } from '#certification/scheme/worked-case/case-file.ts';
import { caseFiles, type SchemeFolder, withFile, withoutFile } from '../model/folder.ts';
import { OrderButtons, SaidList } from '../parts/bits.tsx';
import { useWorkshop } from '../workshop.tsx';

const kindNames = {
  ordinary: ['通常', 'ordinary'],
  refusal: ['拒绝', 'refusal'],
  rare: ['少见的结局', 'rare end'],
} as const;

/** A name that no file of the folder has yet. */
export function freeCaseFile(folder: SchemeFolder, stem: string): string {
  const taken = caseFiles(folder);
  let file = `cases/${stem}.yaml`;
  for (let n = 2; taken.includes(file); n++) file = `cases/${stem}-${n}.yaml`;
  return file;
}

/** The worked cases: whether they still come out after every change, and a way to have the first three at once. */
export function Cases({ onOpen, onWalk }: { readonly onOpen: (file: string) => void; readonly onWalk: () => void }) {
  const workshop = useWorkshop();
  const { judged, say, language, change, house, isSettled } = workshop;
  const { scheme } = judged;
  const kinds = judged.cases.map((c) => c.worked?.kind);
  const missing = workedKinds.filter((kind) => !kinds.includes(kind));
  const propose = () => {
    if (scheme === null) return;
    const proposals = proposedCases(scheme, scheme.inForce.from, house.outside).filter(({ kind }) =>
      missing.includes(kind),
    );
    change('cases propose', (before) =>
      proposals.reduce(
        (writing, { kind, name, walk }) =>
          withFile(writing, freeCaseFile(writing, kind), writeWalk(scheme, walk, house.outside, { name, kind })),
        before,
      ),
    );
  };
  return (
    <section className="w-card">
      <h2>{say('示例案件', 'Worked cases')}</h2>
      <p className="soft">
        {say(
          '制度至少有三个示例：通常的、拒绝的、少见结局的。每次改动之后它们都自动重走一遍。',
          'A scheme has at least three: the ordinary run, a refusal, a rare end. They are played again after every change.',
        )}
      </p>
      <ul className="plain">
        {judged.cases.map(({ file, worked, failures }) => (
          <li key={file} className="w-item">
            <div className="w-item-head">
              <span className={failures.length === 0 && worked ? 'w-good' : 'w-bad'}>
                {failures.length === 0 && worked ? say('✓ 走通', '✓ comes out') : say('✗ 不符', '✗ differs')}
              </span>
              <strong>{worked?.name[language] ?? file}</strong>
              <span className="soft">
                {worked ? kindNames[worked.kind][language === 'zh' ? 0 : 1] : ''} <code>{file}</code>
              </span>
              <button type="button" onClick={() => onOpen(file)}>
                {say('看写法', 'Show the file')}
              </button>
              <OrderButtons name={file} onRemove={() => change(`case ${file}`, (f) => withoutFile(f, file))} />
            </div>
            {failures.map((failure) => (
              <p key={`${failure.at.line} ${failure.expected.en}`} className="w-said">
                {say('第', 'Line ')}
                {failure.at.line}
                {say(' 行：应为 ', ': expected ')}
                <q>{failure.expected[language]}</q>
                {say('，实为 ', ', found ')}
                <q>{failure.found[language]}</q>
              </p>
            ))}
          </li>
        ))}
      </ul>
      <SaidList
        workshop={workshop}
        messages={judged.messages.filter(({ diagnostic: d }) => d.file.startsWith('cases/'))}
      />
      {judged.cases.length === 0 ? <p>{say('还没有示例。', 'There is none yet.')}</p> : null}
      <p className="w-buttons">
        {missing.length > 0 ? (
          <Button type="primary" disabled={scheme === null || !isSettled} onClick={propose}>
            {say('由程序试走，提出缺少的示例', 'Have the missing ones walked and proposed')}
          </Button>
        ) : null}
        <Button onClick={onWalk}>{say('自己走一个', 'Walk one yourself')}</Button>
      </p>
      {missing.length > 0 ? (
        <p className="soft">
          {say(
            '提出的示例照制度现在的样子写成：请核对它是否就是您想要的。',
            'What is proposed is what the scheme does now: look it over, whether it is what you mean.',
          )}
        </p>
      ) : null}
    </section>
  );
}
