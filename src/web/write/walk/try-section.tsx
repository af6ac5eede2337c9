import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { actorsOf, type Choice, choicesOf } from '#certification/scheme/walk/choices.ts';
import { nextAct } from '#certification/scheme/walk/own-accord.ts';
import { walkOn } from '#certification/scheme/walk/proposed.ts';
import {
  isDone,
  playWalk,
  type Standing,
  startWalk,
  type Walk,
  type Walked,
  type Written,
} from '#certification/scheme/walk/walk.ts';
import { kindOfWalk, writeWalk } from '#certification/scheme/walk/write.ts';
import { addDays, isValidDay } from '#certification/time/day.ts';
import { withFile } from '../model/folder.ts';
import { Select } from '../parts/bits.tsx';
import { freeCaseFile } from '../sections/cases.tsx';
import { useWorkshop } from '../workshop.tsx';
import { ActForm } from './act-form.tsx';
import { ChoiceCard, Refusals, Register, Steps } from './walk-shown.tsx';

/** Walking the scheme on the device: the same engine and the same answers as `touchstone scheme try`. */
export function TrySection({ onSaved }: { readonly onSaved: () => void }) {
  const { judged, say } = useWorkshop();
  if (judged.scheme === null)
    return (
      <p className="w-card">
        {say(
          '声明能读懂之后即可试走；请先看右侧或“文件”中的提示。',
          'It can be walked as soon as it can be read; see the messages first.',
        )}
      </p>
    );
  return <Walking scheme={judged.scheme} onSaved={onSaved} />;
}

interface Sitting {
  readonly walk: Walk;
  readonly takenBack: readonly Written[];
}

function Walking({ scheme, onSaved }: { readonly scheme: Scheme; readonly onSaved: () => void }) {
  const { say, house, change, language } = useWorkshop();
  const begin = (): Sitting => ({ walk: startWalk(scheme, scheme.inForce.from), takenBack: [] });
  const [sitting, setSitting] = useState<Sitting>(begin);
  const [by, setBy] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [refused, setRefused] = useState<{ readonly act: Written; readonly standing: Standing } | null>(null);
  // Roles that came into the scheme since the walk began take part in it.
  const walk = useMemo((): Walk => {
    const fresh = startWalk(scheme, scheme.inForce.from).given;
    const merged = (key: 'people' | 'parties') => ({ ...asMap(fresh[key]), ...asMap(sitting.walk.given[key]) });
    return { ...sitting.walk, given: { ...sitting.walk.given, people: merged('people'), parties: merged('parties') } };
  }, [scheme, sitting.walk]);
  const walked = useMemo((): Walked => playWalk(scheme, walk, house.outside), [scheme, walk, house]);
  const { run } = walked;
  const choices = choicesOf(run, by === '' ? 'system' : by);
  const settle = (fresh: Walk) => {
    setSitting({ walk: fresh, takenBack: [] });
    setRefused(null);
    setChosen(null);
  };
  const act = (written: Written): Standing | undefined => {
    const further = { ...walk, acts: [...walk.acts, written] };
    const standing = playWalk(scheme, further, house.outside).standings.at(-1);
    if (standing && isDone(standing)) settle(further);
    else if (standing) setRefused({ act: written, standing });
    return standing;
  };
  const back = () => {
    const last = walk.acts.at(-1);
    if (last === undefined) return;
    setSitting({ walk: { ...walk, acts: walk.acts.slice(0, -1) }, takenBack: [...sitting.takenBack, last] });
    setRefused(null);
    setChosen(null);
  };
  const again = () => {
    const next = sitting.takenBack.at(-1);
    if (next === undefined) return;
    setSitting({ walk: { ...walk, acts: [...walk.acts, next] }, takenBack: sitting.takenBack.slice(0, -1) });
  };
  const save = (kept: Walk) => {
    const kind = kindOfWalk(playWalk(scheme, kept, house.outside).standings);
    const title = scheme.texts['title'];
    const name = { zh: `试走：${title?.zh ?? ''}`, en: `A walk: ${title?.en ?? ''}` };
    change('cases walk', (folder) =>
      withFile(folder, freeCaseFile(folder, kind), writeWalk(scheme, kept, house.outside, { name, kind })),
    );
    onSaved();
  };
  const later = walked.standings.findLast((s) => s.wrong !== null);
  return (
    <section className="w-card w-walking">
      <div className="w-walk-bar">
        <strong data-walk-day>{run.world.day}</strong>
        {[1, 7, 30, 365].map((days) => (
          <button key={days} type="button" onClick={() => act({ day: addDays(dayOf(run.world.day), days) })}>
            +{days} {say('天', days === 1 ? 'day' : 'days')}
          </button>
        ))}
        <Select
          label={say('以谁的身份', 'as whom')}
          value={by}
          empty={say('谁可以谁办', 'whoever may')}
          options={actorsOf(run).map((id) => ({ id, text: personText(run, id, scheme, language) }))}
          onChange={setBy}
        />
        <button type="button" disabled={walk.acts.length === 0} onClick={back}>
          {say('撤一步', 'Back')}
        </button>
        <button type="button" disabled={sitting.takenBack.length === 0} onClick={again}>
          {say('重做', 'Again')}
        </button>
        <button
          type="button"
          onClick={() => {
            const next = nextAct(run);
            if (next !== null) act(next);
          }}
        >
          {say('自动一步', 'Next by itself')}
        </button>
        <button type="button" onClick={() => settle(walkOn(scheme, walk, house.outside))}>
          {say('自动走完', 'All by itself')}
        </button>
        <button type="button" onClick={() => settle(begin().walk)}>
          {say('从头', 'From the start')}
        </button>
        <Button type="primary" disabled={walk.acts.length === 0} onClick={() => save(walk)}>
          {say('存为示例案件', 'Keep as a worked case')}
        </Button>
      </div>
      {later?.wrong ? (
        <p className="w-said">
          {say(
            '制度改动之后，走过的有些步骤已不存在：',
            'The scheme has changed since, and some acts of the walk no longer exist: ',
          )}
          {later.wrong[language]}
        </p>
      ) : null}
      <div className="w-walk-columns">
        <div>
          <h3>{say('现在可办', 'What can be done now')}</h3>
          <ul className="plain w-choices">
            {choices.map((choice) => {
              const key = keyOf(choice);
              return (
                <li key={key}>
                  <ChoiceCard
                    scheme={scheme}
                    choice={choice}
                    asks={by !== ''}
                    isChosen={chosen === key}
                    onChoose={() => setChosen(chosen === key ? null : key)}
                  />
                  {chosen === key ? (
                    <ActForm
                      key={`${walk.acts.length}`}
                      scheme={scheme}
                      run={run}
                      choice={choice}
                      by={by}
                      refusals={refused?.standing.refusals ?? []}
                      onAct={act}
                    />
                  ) : null}
                </li>
              );
            })}
          </ul>
          {choices.length === 0 ? <p>{say('没有可办的事项。', 'Nothing can be done.')}</p> : null}
          {refused === null ? null : (
            <div className="w-refused-act" role="alert">
              <h4>{say('被拒绝，理由：', 'Refused, because:')}</h4>
              <Refusals scheme={scheme} refusals={refused.standing.refusals} />
              {refused.standing.wrong ? <p>{refused.standing.wrong[language]}</p> : null}
              <button type="button" onClick={() => save({ ...walk, acts: [...walk.acts, refused.act] })}>
                {say('把这次拒绝存为示例案件', 'Keep this refusal as a worked case')}
              </button>
            </div>
          )}
        </div>
        <div>
          <Steps scheme={scheme} run={run} />
          <Register scheme={scheme} entries={walked.standings.at(-1)?.entries ?? []} />
        </div>
      </div>
    </section>
  );
}

const asMap = (value: unknown): Readonly<Record<string, Written>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, Written>>) : {};

const keyOf = (c: Choice) => [c.kind, c.on, c.in, c.line, c.entryAct].join(' ');

function dayOf(day: string) {
  if (!isValidDay(day)) throw new Error(day);
  return day;
}

function personText(run: Walked['run'], id: string, scheme: Scheme, language: 'zh' | 'en'): string {
  const roles = run.world.given.people.get(id)?.roles ?? [];
  const said = roles
    .map((role) => scheme.texts[`role.${role}`]?.[language] ?? role)
    .join(language === 'zh' ? '、' : ', ');
  return said === '' ? id : `${said} (${id})`;
}
