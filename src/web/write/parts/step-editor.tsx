import { generalTexts } from '#certification/scheme/general-texts.ts';
import { wordAt, wordsAt } from '#certification/scheme/words.ts';
import type { Path, Plain } from '../model/edit-yaml.ts';
import { addPlace, movePlace, removePlace, removeText, type SchemeFolder, setPlace, setText } from '../model/folder.ts';
import { idFrom } from '../model/ids.ts';
import { keysAt, nodeAt, plainOf, wordsOf } from '../model/view.ts';
import { labelOf, messagesAt, pathKey, useWorkshop } from '../workshop.tsx';
import { OrderButtons, Row, Said, Select, TextPair, Ticks } from './bits.tsx';
import { GuardsEditor } from './guards-editor.tsx';
import { listAt, NamedList } from './named-list.tsx';
import { nameOptions } from './param-control.tsx';
import { SharedParts } from './shared-parts.tsx';
import { valueWord } from './value-words.ts';
import { WordEditor } from './word-editor.tsx';

interface StepProps {
  readonly flow: string;
  readonly step: string;
  readonly number: number;
  readonly earlier: readonly string[];
  readonly onMove: (by: 1 | -1) => void;
}

/** A step that is written as its doers alone becomes a map as soon as more is said of it. */
export function asStepMap(folder: SchemeFolder, path: Path, plain: Plain | undefined): SchemeFolder {
  const isMap = typeof plain === 'object' && plain !== null && !Array.isArray(plain);
  return isMap ? folder : setPlace(folder, path, { by: plain ?? 'applicant' });
}

/** What each thing inside of a step can't do without, when it is first put in. */
export function freshInside(name: string, roles: readonly string[]): Plain {
  const [first = 'applicant', second = first] = roles;
  if (name === 'clock') return { period: { 'working-days': 5, 'first-day-counts': false } };
  if (name === 'findings') return { grades: ['serious', 'minor'], 'answered-by': first, 'verified-by': second };
  if (name === 'each') return { role: first };
  if (name === 'sub-case') return { scheme: 'other-scheme', flow: 'initial' };
  return {};
}

/** One step: who, with which form, how it may come out, what must hold, by when. */
export function StepEditor({ flow, step, number, earlier, onMove }: StepProps) {
  const workshop = useWorkshop();
  const { own, say, language, change } = workshop;
  const path = ['flows', flow, 'steps', step];
  const node = nodeAt(own, path);
  const plain = plainOf(node);
  const by = node?.is === 'map' ? wordsOf(nodeAt(node, ['by'])) : wordsOf(node);
  const form = node?.is === 'map' ? wordsOf(nodeAt(node, ['form']))[0] : undefined;
  const put = (what: string, next: (folder: SchemeFolder) => SchemeFolder) =>
    change(`${pathKey(path)} ${what}`, (folder) => next(asStepMap(folder, path, plain)));
  const word = wordAt('step');
  const inside = wordsAt('inside step').filter((one) => node?.is === 'map' && node.entries.has(one.name));
  const missing = wordsAt('inside step').filter((one) => !inside.includes(one));
  const count = messagesAt(workshop, path).length;
  const name = labelOf(workshop, `step.${step}`);
  return (
    <section className="w-card w-step" data-step={step}>
      <div className="w-item-head">
        <span className="w-step-number">{number}</span>
        <TextPair of={`step.${step}`} label={say('步骤', 'step')} />
        <OrderButtons
          name={name}
          onMove={onMove}
          onRemove={() => change(pathKey(path), (folder) => withoutTexts(removePlace(folder, path), step))}
        />
      </div>
      <Row label={say('由谁办理', 'Done by')}>
        <Ticks
          label={say(`${name} 由谁办理`, `who does ${name}`)}
          value={by}
          options={nameOptions(workshop, 'role', {})}
          onChange={(roles) =>
            put('by', (folder) => setPlace(folder, [...path, 'by'], roles.length === 1 ? (roles[0] ?? '') : [...roles]))
          }
        />
      </Row>
      <Row label={say('填写的表单', 'Form')}>
        <Select
          label={say(`${name} 填写的表单`, `form of ${name}`)}
          value={form ?? ''}
          options={nameOptions(workshop, 'form', {})}
          empty={say('不填表', 'none')}
          onChange={(id) =>
            put('form', (folder) =>
              id === '' ? removePlace(folder, [...path, 'form']) : setPlace(folder, [...path, 'form'], id),
            )
          }
        />
      </Row>
      <Outcomes flow={flow} step={step} stepPath={path} earlier={earlier} put={put} />
      <details
        className="w-more"
        open={count > 0 || inside.length > 0 || (node?.is === 'map' && node.entries.has('guards'))}
      >
        <summary>{say('条件、时限、指派……', 'Guards, clock, naming …')}</summary>
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
            {one.name === 'findings' ? <Grades path={[...path, 'findings', 'grades']} /> : null}
            <WordEditor
              word={one}
              path={[...path, one.name]}
              around={{ flow }}
              without={one.name === 'findings' ? ['grades'] : []}
              first={one.name === 'calculate' ? ['inputs'] : []}
            />
          </div>
        ))}
        <Row label={say('再加', 'Add')}>
          <Select
            label={say(`给 ${name} 加`, `add to ${name}`)}
            value=""
            empty={say('时限、不符合、逐人办理……', 'a clock, findings, each person …')}
            options={missing.map((one) => ({ id: one.name, text: valueWord(one.name, language) }))}
            onChange={(id) =>
              id === ''
                ? undefined
                : put(id, (folder) =>
                    withGradeTexts(setPlace(folder, [...path, id], freshInside(id, keysAt(own, ['roles']))), id),
                  )
            }
          />
        </Row>
        {word && <WordEditor word={word} path={path} around={{ flow }} without={['by', 'form']} first={['names']} />}
        <p className="soft">
          <code>{step}</code> {say('在文件中的名称', 'is its name in the files')}
        </p>
      </details>
      <Said at={path} />
    </section>
  );
}

export function withoutTexts(folder: SchemeFolder, step: string): SchemeFolder {
  return removeText(removeText(folder, `step.${step}`), `outcome.${step}`);
}

function withGradeTexts(folder: SchemeFolder, id: string): SchemeFolder {
  if (id !== 'findings') return folder;
  const both = (of: SchemeFolder, key: string, zh: string, en: string) =>
    setText(setText(of, key, 'zh', zh), key, 'en', en);
  return both(both(folder, 'grade.serious', '严重', 'serious'), 'grade.minor', '一般', 'minor');
}

function Grades({ path }: { readonly path: Path }) {
  const { own, say } = useWorkshop();
  return (
    <NamedList
      path={path}
      names={wordsOf(nodeAt(own, path))}
      what={say('等级', 'grade')}
      kind="grade"
      textKey={(id) => `grade.${id}`}
      write={listAt(path)}
    />
  );
}

const endings = ['granted', 'refused', 'withdrawn', 'closed'] as const;

/** The outcomes that the language has words for already; picked by one choice. */
const usual: readonly {
  readonly id: string;
  readonly goes: (earlier: readonly string[], reasons: string | undefined) => Plain;
}[] = [
  { id: 'accepted', goes: () => 'on' },
  { id: 'passed', goes: () => 'on' },
  { id: 'correct', goes: (earlier) => ({ return: earlier[0] ?? 'application' }) },
  { id: 'granted', goes: () => ({ end: 'granted' }) },
  { id: 'refused', goes: (_, reasons) => ({ end: 'refused', ...(reasons === undefined ? {} : { reasons }) }) },
  { id: 'failed', goes: (_, reasons) => ({ end: 'refused', ...(reasons === undefined ? {} : { reasons }) }) },
];

export function Outcomes({
  flow,
  step,
  stepPath,
  earlier,
  put,
}: {
  readonly flow: string;
  readonly step: string;
  readonly stepPath: Path;
  readonly earlier: readonly string[];
  readonly put: (what: string, next: (folder: SchemeFolder) => SchemeFolder) => void;
}) {
  const workshop = useWorkshop();
  const { own, say, language } = workshop;
  const path = [...stepPath, 'outcomes'];
  const outcomes = keysAt(own, path).filter((id) => id !== 'use');
  const reasons = keysAt(own, ['reasons']);
  const addUsual = (id: string) => {
    const goes = usual
      .find((one) => one.id === id)
      ?.goes(earlier, reasons.find((list) => list === 'refusal') ?? reasons[0]);
    if (goes !== undefined) put('outcome', (folder) => addPlace(folder, path, goes, id));
  };
  return (
    <div className="w-outcomes">
      <Row label={say('结论', 'Outcomes')}>
        {outcomes.length === 0 ? (
          <span className="soft">{say('只有“完成”，接着下一步', 'only “done”; the next step follows')}</span>
        ) : null}
        <SharedParts path={path} />
      </Row>
      {outcomes.map((id) => (
        <OutcomeEditor key={id} path={[...path, id]} step={step} id={id} earlier={earlier} flow={flow} put={put} />
      ))}
      <div className="w-inner">
        <Select
          label={say(
            `给 ${labelOf(workshop, `step.${step}`)} 加结论`,
            `add an outcome to ${labelOf(workshop, `step.${step}`)}`,
          )}
          value=""
          empty={say('添加结论……', 'Add an outcome …')}
          options={[
            ...usual
              .filter((one) => !outcomes.includes(one.id))
              .map((one) => ({ id: one.id, text: generalTexts[`outcome.${one.id}`]?.[language] ?? one.id })),
            { id: ' own', text: say('自己命名……', 'one of its own …') },
          ]}
          onChange={(id) =>
            id === ' own'
              ? put('outcome', (folder) => {
                  const fresh = idFrom('', 'outcome', outcomes);
                  const key = `outcome.${step}.${fresh}`;
                  return setText(setText(addPlace(folder, path, 'on', fresh), key, 'zh', '结论'), key, 'en', 'outcome');
                })
              : addUsual(id)
          }
        />
      </div>
    </div>
  );
}

/** Where the case goes with this outcome: on, back to a step, or to an end; with what it gives and what must be said. */
function OutcomeEditor({
  path,
  step,
  id,
  earlier,
  flow,
  put,
}: {
  readonly path: Path;
  readonly step: string;
  readonly id: string;
  readonly earlier: readonly string[];
  readonly flow: string;
  readonly put: (what: string, next: (folder: SchemeFolder) => SchemeFolder) => void;
}) {
  const workshop = useWorkshop();
  const { own, say, language } = workshop;
  const plain = plainOf(nodeAt(own, path));
  const map: Readonly<Record<string, Plain>> =
    typeof plain === 'object' && plain !== null && !Array.isArray(plain)
      ? (plain as Readonly<Record<string, Plain>>)
      : {};
  const { return: back, end } = map;
  const goes = typeof back === 'string' ? `return ${back}` : typeof end === 'string' ? `end ${end}` : 'on';
  const write = (fresh: Readonly<Record<string, Plain>>) =>
    put(`outcome ${id}`, (folder) => setPlace(folder, path, Object.keys(fresh).length === 0 ? 'on' : fresh));
  const setGoes = (to: string) => {
    const { return: _, end: __, ...rest } = map;
    const [way, target = ''] = to.split(' ');
    write(way === 'on' ? rest : { [way === 'return' ? 'return' : 'end']: target, ...rest });
  };
  const word = wordAt('outcome');
  const key = `outcome.${step}.${id}`;
  const general = Object.hasOwn(generalTexts, `outcome.${id}`);
  const name = labelOf(workshop, key);
  return (
    <div className="w-outcome">
      <div className="w-item-head">
        {general && nodeAt(workshop.texts, key.split('.')) === undefined ? (
          <strong>{generalTexts[`outcome.${id}`]?.[language]}</strong>
        ) : (
          <TextPair of={key} label={say('结论', 'outcome')} />
        )}
        <Select
          label={say(`${name} 之后`, `after ${name}`)}
          value={goes}
          options={[
            { id: 'on', text: say('→ 继续', '→ goes on') },
            ...earlier.map((to) => ({
              id: `return ${to}`,
              text: say(`↩ 退回“${labelOf(workshop, `step.${to}`)}”`, `↩ back to “${labelOf(workshop, `step.${to}`)}”`),
            })),
            ...endings.map((to) => ({
              id: `end ${to}`,
              text: say(`■ 结束：${valueWord(to, 'zh')}`, `■ ends: ${valueWord(to, 'en')}`),
            })),
          ]}
          onChange={setGoes}
        />
        <OrderButtons
          name={name}
          onMove={(by) => put(`outcome ${id}`, (folder) => movePlace(folder, path, by))}
          onRemove={() => put(`outcome ${id}`, (folder) => removeText(dropOutcome(folder, path), key))}
        />
      </div>
      {word && (
        <WordEditor
          word={word}
          path={path}
          around={{ flow }}
          without={['return', 'end']}
          first={end === 'granted' ? ['results'] : end === undefined ? [] : ['reasons']}
          key={goes}
          {...(typeof plain === 'string' ? { onPut: write } : {})}
        />
      )}
      <Said at={path} />
    </div>
  );
}

/** Without outcomes a step has the one outcome of its own again. */
function dropOutcome(folder: SchemeFolder, path: Path): SchemeFolder {
  return removePlace(folder, path);
}
