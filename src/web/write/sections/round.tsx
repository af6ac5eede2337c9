import { wordAt, wordsAt } from '#certification/scheme/words.ts';
import type { Path, Plain } from '../model/edit-yaml.ts';
import { addPlace, movePlace, removePlace, setPlace, setText } from '../model/folder.ts';
import { idFrom } from '../model/ids.ts';
import { keysAt, nodeAt, plainOf } from '../model/view.ts';
import { AddNamed, OrderButtons, Row, Said, Select, TextPair } from '../parts/bits.tsx';
import { GuardsEditor } from '../parts/guards-editor.tsx';
import { asStepMap, freshInside, Outcomes, withoutTexts } from '../parts/step-editor.tsx';
import { valueWord } from '../parts/value-words.ts';
import { WordEditor } from '../parts/word-editor.tsx';
import { labelOf, messagesAt, pathKey, useWorkshop } from '../workshop.tsx';

/** What a stage is called and does when it is first put in; the texts of the usual ones. */
const usualStages = {
  call: ['征集通知', 'Call'],
  collecting: ['收件', 'Collecting applications'],
  deciding: ['决定名单', 'Decision over the list'],
} as const;

/** One run of a call (批次): its stages in order, quotas, reviewers, scores, the public display. */
export function Round() {
  const { own, say } = useWorkshop();
  return nodeAt(own, ['round']) === undefined ? (
    <section className="w-card">
      <h2>{say('批次', 'Round')}</h2>
      <p className="soft">
        {say(
          '评选、征集、抽查等一批一批地办：征集、收件、评审、排序、公示、按名单决定。逐件办理的制度不需要批次。',
          'Selections, calls and draws are done in rounds: call, collect, review, rank, display, decide over the list. A scheme that decides case by case needs none.',
        )}
      </p>
      <Begin />
    </section>
  ) : (
    <RoundEditor />
  );
}

function Begin() {
  const workshop = useWorkshop();
  const { own, say, change } = workshop;
  const flows = keysAt(own, ['flows']).filter((id) => id !== 'use');
  const [flow] = flows;
  const roles = keysAt(own, ['roles']).filter((id) => id !== 'use');
  const by = roles.find((id) => id !== 'applicant') ?? roles[0] ?? 'applicant';
  const begin = () =>
    change('round add', (folder) => {
      const stages: { readonly [key: string]: Plain } = {
        call: { work: 'call', by },
        collecting: { work: 'collect', by },
        deciding: { work: 'decide-list', by, 'case-step': lastStep(flow ?? '') },
      };
      const added = setPlace(folder, ['round'], { 'case-flow': flow ?? 'initial', stages });
      return Object.entries(usualStages).reduce(
        (texts, [id, [zh, en]]) => setText(setText(texts, `step.${id}`, 'zh', zh), `step.${id}`, 'en', en),
        added,
      );
    });
  const lastStep = (of: string): string => keysAt(own, ['flows', of, 'steps']).at(-1) ?? 'decision';
  return flow === undefined ? (
    <p>{say('先在“流程”中写下案件的流程。', 'First write the flow of its cases under “Flow”.')}</p>
  ) : (
    <button type="button" className="w-main" onClick={begin}>
      {say('以批次办理', 'It is run in rounds')}
    </button>
  );
}

function RoundEditor() {
  const workshop = useWorkshop();
  const { own, say, language, change } = workshop;
  const round = nodeAt(own, ['round']);
  const flow = plainOf(nodeAt(own, ['round', 'case-flow']));
  const stages = keysAt(own, ['round', 'stages']).filter((id) => id !== 'use');
  const word = wordAt('document', 'round');
  const inside = wordsAt('inside round').filter((one) => round?.is === 'map' && round.entries.has(one.name));
  const missing = wordsAt('inside round').filter((one) => !inside.includes(one));
  const around = typeof flow === 'string' ? { flow } : {};
  const roles = keysAt(own, ['roles']).filter((id) => id !== 'use');
  return (
    <>
      <section className="w-card">
        <div className="w-item-head">
          <h2>{say('批次', 'Round')}</h2>
          <OrderButtons
            name={say('批次', 'the round')}
            onRemove={() =>
              change('round', (folder) =>
                stages.reduce((texts, id) => withoutTexts(texts, id), removePlace(folder, ['round'])),
              )
            }
          />
        </div>
        {word && <WordEditor word={word} path={['round']} around={around} first={['quotas', 'recommenders']} />}
        <Said at={['round']} />
      </section>
      {stages.map((id, index) => (
        <StageEditor
          key={id}
          stage={id}
          number={index + 1}
          earlier={stages.slice(0, index)}
          flow={typeof flow === 'string' ? flow : ''}
        />
      ))}
      <section className="w-card w-add-step">
        <h3>{say('添加阶段', 'Add a stage')}</h3>
        <AddNamed
          what={say('阶段', 'stage')}
          onAdd={(zh, en) =>
            change('stages add', (folder) => {
              const id = idFrom(en, 'stage', [...stages, ...keysAt(own, ['flows', String(flow), 'steps'])]);
              const by = roles.find((role) => role !== 'applicant') ?? 'applicant';
              const added = addPlace(folder, ['round', 'stages'], { work: 'act', by }, id);
              return setText(setText(added, `step.${id}`, 'zh', zh), `step.${id}`, 'en', en);
            })
          }
        />
      </section>
      <section className="w-card">
        <h3>{say('评审、评分、公示', 'Reviewers, scores, display')}</h3>
        {inside.map((one) => (
          <div key={one.name} className="w-inner">
            <div className="w-item-head">
              <h4>{valueWord(one.name, language)}</h4>
              <OrderButtons
                name={valueWord(one.name, language)}
                onRemove={() => change(`round ${one.name}`, (folder) => removePlace(folder, ['round', one.name]))}
              />
            </div>
            <WordEditor word={one} path={['round', one.name]} around={around} />
            <Said at={['round', one.name]} />
          </div>
        ))}
        {missing.length === 0 ? null : (
          <Row label={say('再加', 'Add')}>
            <Select
              label={say('给批次加', 'add to the round')}
              value=""
              empty={say('分派、评分、公示……', 'assignment, scores, display …')}
              options={missing.map((one) => ({ id: one.name, text: valueWord(one.name, language) }))}
              onChange={(id) =>
                id === ''
                  ? undefined
                  : change(`round ${id}`, (folder) =>
                      setPlace(
                        folder,
                        ['round', id],
                        freshInRound(id, roles, keysAt(own, ['flows', String(flow), 'steps'])),
                      ),
                    )
              }
            />
          </Row>
        )}
      </section>
    </>
  );
}

/** What each can't do without, when it is first put in. */
function freshInRound(name: string, roles: readonly string[], steps: readonly string[]): Plain {
  const role = roles.find((id) => id !== 'applicant') ?? 'reviewer';
  const step = steps.find((id) => id !== steps[0]) ?? 'review';
  if (name === 'assignment') return { role, step, 'per-case': 3 };
  if (name === 'scoring') return { step, field: 'score', decimals: 2 };
  return { period: { 'working-days': 5, 'first-day-counts': true } };
}

function StageEditor({
  stage,
  number,
  earlier,
  flow,
}: {
  readonly stage: string;
  readonly number: number;
  readonly earlier: readonly string[];
  readonly flow: string;
}) {
  const workshop = useWorkshop();
  const { own, say, language, change } = workshop;
  const path: Path = ['round', 'stages', stage];
  const node = nodeAt(own, path);
  const plain = plainOf(node);
  const word = wordAt('stage');
  const name = labelOf(workshop, `step.${stage}`);
  const inside = wordsAt('inside step').filter((one) => node?.is === 'map' && node.entries.has(one.name));
  const missing = wordsAt('inside step').filter((one) => !inside.includes(one));
  const put = (what: string, next: Parameters<typeof change>[1]) =>
    change(`${pathKey(path)} ${what}`, (folder) => next(asStepMap(folder, path, plain)));
  const has = (key: string) => node?.is === 'map' && node.entries.has(key);
  return (
    <section className="w-card w-step" data-stage={stage}>
      <div className="w-item-head">
        <span className="w-step-number">{number}</span>
        <TextPair of={`step.${stage}`} label={say('阶段', 'stage')} />
        <OrderButtons
          name={name}
          onMove={(by) => change(`stages ${stage}`, (folder) => movePlace(folder, path, by))}
          onRemove={() => change(pathKey(path), (folder) => withoutTexts(removePlace(folder, path), stage))}
        />
      </div>
      {word && <WordEditor word={word} path={path} around={{ flow }} first={['work', 'case-step']} />}
      <details
        className="w-more"
        open={messagesAt(workshop, path).length > 0 || inside.length > 0 || has('outcomes') || has('guards')}
      >
        <summary>{say('结论、条件、时限', 'Outcomes, guards, clock')}</summary>
        <Outcomes flow={flow} step={stage} stepPath={path} earlier={earlier} put={put} />
        <h4>{say('办理时必须成立', 'What must hold')}</h4>
        <GuardsEditor path={[...path, 'guards']} flow={flow} prepare={(folder) => asStepMap(folder, path, plain)} />
        {inside.map((one) => (
          <div key={one.name} className="w-inner">
            <div className="w-item-head">
              <h4>{valueWord(one.name, language)}</h4>
              <OrderButtons
                name={valueWord(one.name, language)}
                onRemove={() => put(one.name, (folder) => removePlace(folder, [...path, one.name]))}
              />
            </div>
            <WordEditor
              word={one}
              path={[...path, one.name]}
              around={{ flow }}
              first={one.name === 'calculate' ? ['inputs'] : []}
            />
          </div>
        ))}
        <Row label={say('再加', 'Add')}>
          <Select
            label={say(`给 ${name} 加`, `add to ${name}`)}
            value=""
            empty={say('时限、计算……', 'a clock, a calculation …')}
            options={missing.map((one) => ({ id: one.name, text: valueWord(one.name, language) }))}
            onChange={(id) =>
              id === ''
                ? undefined
                : put(id, (folder) => setPlace(folder, [...path, id], freshInside(id, keysAt(own, ['roles']))))
            }
          />
        </Row>
      </details>
      <p className="soft">
        <code>{stage}</code>
      </p>
      <Said at={path} />
    </section>
  );
}
