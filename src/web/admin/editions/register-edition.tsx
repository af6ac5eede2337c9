import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useRef, useState } from 'react';
import type { PartFiles } from '#certification/scheme/flatten.ts';
import { ApiProblem, api } from '../../desk/api.ts';
import { Said } from '../../desk/said.tsx';
import { useWords } from '../../desk/words.ts';
import { ProblemShown } from '../../shell/problem-shown.tsx';
import { caseFiles, type SchemeFolder, schemeFile, textOfFile, textsFile } from '../../write/model/folder.ts';
import { readFiles } from '../../write/model/read-files.ts';
import { useAdminAct } from '../use-admin-act.ts';
import { EffectShown } from './effect-shown.tsx';

interface Chosen {
  readonly id: string;
  readonly edition: string;
  readonly files: {
    readonly scheme: NamedText;
    readonly texts: NamedText;
    readonly parts: { readonly id: string; readonly part: NamedText; readonly texts?: NamedText }[];
    readonly cases: NamedText[];
  };
}
type NamedText = { readonly name: string; readonly text: string };

/** An edition comes in as its files: first what it changes and touches, then the act. What is wrong with it is told with its place. */
export function RegisterEdition({ onDone }: { readonly onDone: (scheme: string) => void }) {
  const words = useWords();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Chosen | 'nothing' | null>(null);
  const weigh = useMutation({
    mutationFn: ({ id, files: { cases: _, ...rest } }: Chosen) =>
      api.post('/api/v1/schemes/{id}/effect', { path: { id }, body: { files: rest } }),
  });
  const submission = useAdminAct(
    ({ id, files: body }: Chosen, key) =>
      api.post('/api/v1/schemes/{id}/editions', { path: { id }, body: { files: body }, key }),
    (answer) =>
      words.t(answer.isNew ? 'editionIsRegistered' : 'editionWasRegistered', {
        edition: `${answer.id}@${answer.edition}`,
      }),
    {
      onDone: (answer) => {
        setChosen(null);
        weigh.reset();
        onDone(answer.id);
      },
    },
  );
  const open = async (input: HTMLInputElement) => {
    const list = [...(input.files ?? [])];
    // Whoever corrects a file chooses the same one again: a browser tells of that only when none is chosen.
    input.value = '';
    if (list.length === 0) return;
    submission.clear();
    weigh.reset();
    const read = await readFiles(list);
    const found = read === null ? 'nothing' : await withParts(read);
    setChosen(found);
    if (found !== 'nothing') weigh.mutate(found);
  };
  return (
    <section className="panel" aria-labelledby="register-edition-title">
      <h2 id="register-edition-title">{words.t('editionRegister')}</h2>
      <p className="soft">{words.t('editionRegisterHint')}</p>
      <div className="buttons">
        <Button onClick={() => folder.current?.click()}>{words.t('editionFolder')}</Button>
        <Button onClick={() => files.current?.click()}>{words.t('editionFiles')}</Button>
      </div>
      <input
        ref={folder}
        type="file"
        hidden
        aria-label={words.t('editionFolder')}
        // @ts-expect-error React's types do not know the attribute by which a browser takes a whole folder.
        webkitdirectory=""
        onChange={(event) => void open(event.target)}
      />
      <input
        ref={files}
        type="file"
        hidden
        multiple
        accept=".yaml,.yml,.zip"
        aria-label={words.t('editionFiles')}
        onChange={(event) => void open(event.target)}
      />
      {chosen === 'nothing' ? <Alert type="error" showIcon title={words.t('editionNoScheme')} /> : null}
      {chosen === null || chosen === 'nothing' ? null : (
        <div aria-live="polite">
          <h3>
            {chosen.id} · {words.t('edition', { edition: chosen.edition })}
          </h3>
          <p className="soft">{words.t('editionCases', { count: chosen.files.cases.length })}</p>
          {weigh.error === null ? null : <Faults problem={weigh.error} />}
          {weigh.data === undefined ? null : <EffectShown effect={weigh.data} />}
          {submission.problem === null ? null : <Faults problem={submission.problem} />}
          {weigh.data === undefined ? null : (
            <p>
              <Button type="primary" loading={submission.isBusy} onClick={() => void submission.submit(chosen)}>
                {words.t('editionRegisterIt', { edition: chosen.edition })}
              </Button>
            </p>
          )}
        </div>
      )}
    </section>
  );
}

/** What is wrong with the files, each fault on its line with its place; any other problem as everywhere. */
function Faults({ problem }: { readonly problem: unknown }) {
  const words = useWords();
  if (!(problem instanceof ApiProblem) || problem.code !== 'wrong-shape') return <ProblemShown problem={problem} />;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={words.t('editionFaults')}
      description={
        <ul className="refusals">
          {problem.message.split('\n').map((fault) => (
            <li key={fault}>
              <Said text={fault} />
            </li>
          ))}
        </ul>
      }
    />
  );
}

async function withParts(folder: SchemeFolder): Promise<Chosen> {
  const scheme = textOfFile(folder, schemeFile);
  const { readHouseData } = await import('../../write/model/house-data.ts');
  const named = (name: string): NamedText => ({ name, text: textOfFile(folder, name) });
  const head = (member: string) => new RegExp(`\\b${member}:\\s*["']?([^"',}\\s]+)`).exec(scheme)?.[1] ?? '';
  return {
    id: head('id'),
    edition: head('edition'),
    files: {
      scheme: named(schemeFile),
      texts: named(textsFile),
      parts: partsUsed(scheme, readHouseData().parts),
      cases: caseFiles(folder).map(named),
    },
  };
}

/** The shared parts that the scheme takes in, and those that they take in. */
function partsUsed(scheme: string, parts: ReadonlyMap<string, PartFiles>): Chosen['files']['parts'] {
  const used = new Map<string, PartFiles>();
  const take = (text: string) => {
    for (const [id, part] of parts)
      if (!used.has(id) && text.includes(id)) {
        used.set(id, part);
        take(part.part.text);
      }
  };
  take(scheme);
  return [...used].map(([id, { part, texts }]) => ({ id, part, ...(texts === undefined ? {} : { texts }) }));
}
