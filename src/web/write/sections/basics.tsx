import { wordAt } from '#certification/scheme/words.ts';
import { addPlace, removePlace } from '../model/folder.ts';
import { idFrom } from '../model/ids.ts';
import { keysAt, nodeAt, wordOf, wordsOf } from '../model/view.ts';
import { AddNamed, OrderButtons, Row, Said, TextPair } from '../parts/bits.tsx';
import { WordEditor } from '../parts/word-editor.tsx';
import { useWorkshop } from '../workshop.tsx';

/** What it is, whose it is, on what it stands. */
export function Basics() {
  const { own, say, change } = useWorkshop();
  const [scheme, runBy, mandate, basis] = [
    wordAt('document', 'scheme'),
    wordAt('document', 'run-by'),
    wordAt('document', 'mandate'),
    wordAt('mandate'),
  ];
  const owner = wordOf(nodeAt(own, ['run-by', 'owner']));
  const parties = [
    ...new Set([owner, ...['hosts', 'guides', 'organisers'].flatMap((part) => wordsOf(nodeAt(own, ['run-by', part])))]),
  ].filter((id) => id !== '');
  const bases = keysAt(own, ['mandate', 'basis']);
  return (
    <>
      <section className="w-card">
        <h2>{say('名称', 'Name')}</h2>
        <Row label={say('制度名称', 'Title')}>
          <TextPair of="title" label={say('制度名称', 'Title')} />
        </Row>
        <Row label={say('一句话说明', 'In one sentence')}>
          <TextPair of="summary" label={say('一句话说明', 'In one sentence')} isLong />
        </Row>
      </section>
      <section className="w-card">
        <h2>{say('是什么', 'What it is')}</h2>
        {scheme && <WordEditor word={scheme} path={['scheme']} />}
        <Said at={['scheme']} />
      </section>
      <section className="w-card">
        <h2>{say('谁的制度', 'Whose it is')}</h2>
        {parties.map((id) => (
          <Row key={id} label={id === owner ? say('所有者', 'Owner') : id}>
            <TextPair of={`party.${id}`} label={id === owner ? say('所有者', 'Owner') : id} />
          </Row>
        ))}
        {runBy && <WordEditor word={runBy} path={['run-by']} />}
        <Said at={['run-by']} />
      </section>
      <section className="w-card">
        <h2>{say('凭什么', 'On what it stands')}</h2>
        {mandate && <WordEditor word={mandate} path={['mandate']} />}
        <h3>{say('依据文件', 'Documents')}</h3>
        {bases.map((id) => (
          <div key={id} className="w-item">
            <div className="w-item-head">
              <code>{id}</code>
              <OrderButtons
                name={id}
                onRemove={() => change(`basis ${id}`, (folder) => removePlace(folder, ['mandate', 'basis', id]))}
              />
            </div>
            {basis && <WordEditor word={basis} path={['mandate', 'basis', id]} first={['certainty']} />}
          </div>
        ))}
        <AddNamed
          what={say('依据', 'document')}
          onAdd={(zh, en) =>
            change('basis add', (folder) =>
              addPlace(
                folder,
                ['mandate', 'basis'],
                { title: zh || en, certainty: 'to-be-confirmed' },
                idFrom(en, 'rule', bases),
              ),
            )
          }
        />
        <Said at={['mandate']} />
      </section>
    </>
  );
}
