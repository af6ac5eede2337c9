import { Button } from 'antd';
import { useState } from 'react';
import { type Refusal as ActRefusal, paramsIn, refusalText } from '#certification/act/refusal.ts';
import type { StoredValue, StoredValues } from '#certification/case/events.ts';
import { isForwarding } from '#certification/case/guards.ts';
import { emptyCase } from '#certification/case/state.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { type Choice, reasonsOfChoice, stepOfChoice, writtenChoice } from '#certification/scheme/walk/choices.ts';
import { namesFor } from '#certification/scheme/walk/own-accord.ts';
import type { Standing, Walked, Written } from '#certification/scheme/walk/walk.ts';
import { caseState } from '#certification/scheme/worked-case/running.ts';
import type { Refusal } from '../../api/generated/api.ts';
import { FormFields } from '../../form/form-fields.tsx';
import { Row, Select, Ticks } from '../parts/bits.tsx';
import { useWorkshop } from '../workshop.tsx';
import { DeviceWorld } from './device-world.tsx';
import { textIn } from './walk-shown.tsx';

/** A refusal as the desk's forms take it. */
export function forForms(refusals: readonly ActRefusal[]): readonly Refusal[] {
  return refusals.map((refusal) => {
    const [zh, en] = [refusalText(refusal, 'zh'), refusalText(refusal, 'en')];
    return {
      code: refusal.code,
      params: paramsIn(refusal.params, 'zh'),
      field: refusal.field ?? null,
      basis: refusal.basis ?? null,
      text: { zh: zh.text, en: en.text },
      help: { zh: zh.help, en: en.help },
    };
  });
}

/** Everything that an act needs: outcome, form, names, reason; what is left empty of a required field gets a sample. */
export function ActForm({
  scheme,
  run,
  choice,
  by,
  refusals,
  onAct,
}: {
  readonly scheme: Scheme;
  readonly run: Walked['run'];
  readonly choice: Choice;
  readonly by: string;
  readonly refusals: readonly ActRefusal[];
  readonly onAct: (act: Written) => Standing | undefined;
}) {
  const { say, language } = useWorkshop();
  const step = stepOfChoice(run, choice);
  const [outcomeId, setOutcome] = useState(
    () =>
      step?.outcomes.find((o) => choice.outcomes.find((c) => c.id === o.id)?.bars.length === 0)?.id ??
      step?.outcomes[0]?.id ??
      '',
  );
  const [values, setValues] = useState<StoredValues>({});
  const [isOwn, setOwn] = useState(false);
  const [names, setNames] = useState<Written>(() => (step === undefined ? {} : namesFor(run, step)));
  const [reason, setReason] = useState('');
  const [words, setWords] = useState('');
  const [grade, setGrade] = useState(() => choice.outcomes[0]?.id ?? '');
  const outcome = step?.outcomes.find((o) => o.id === outcomeId);
  const form = scheme.forms.find((f) => f.id === step?.form);
  const list = reasonsOfChoice(run, choice, outcome);
  const codes = scheme.reasonLists.find((l) => l.id === list)?.codes ?? [];
  const code = codes.includes(reason) ? reason : (codes[0] ?? '');
  const isForward = outcome === undefined || isForwarding(outcome);
  const state = caseState(run, choice.in ?? '') ?? emptyCase('none');
  const doer = by !== '' ? by : (choice.may[0] ?? [...run.world.given.people.keys()][0] ?? '');
  const written = (): Written => {
    const base = writtenChoice(run, choice, doer);
    const kept = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
    const second =
      run.cases.has(choice.on) && choice.kind === 'open' ? { as: `${choice.on}-${run.cases.size + 1}` } : {};
    return {
      ...base,
      ...second,
      ...(choice.kind === 'round' ? { round: '2026' } : {}),
      ...(choice.kind === 'find' ? { grade, ...(words === '' ? {} : { text: words }) } : {}),
      ...(choice.kind === 'answer' && words !== '' ? { correction: words } : {}),
      ...(step !== undefined && step.outcomes.length > 1 ? { outcome: outcomeId } : {}),
      ...(form !== undefined && isForward && Object.keys(kept).length > 0 ? { values: kept } : {}),
      ...(form !== undefined && isForward && isOwn ? { fill: false } : {}),
      ...(step !== undefined && isForward && step.names.length > 0 ? { names } : {}),
      ...(code === '' ? {} : { reason: code === 'other' ? { code, words: words || say('说明', 'said') } : code }),
      ...(choice.kind === 'stage' && (step?.work === 'assign' || step?.work === 'draw') ? { seed: '1' } : {}),
    };
  };
  const about = (key: string) => textIn(scheme, key, language);
  return (
    <form
      className="w-act-form"
      onSubmit={(event) => {
        event.preventDefault();
        onAct(written());
      }}
    >
      {step !== undefined && step.outcomes.length > 1 ? (
        <Row label={say('结论', 'Outcome')}>
          <Select
            label={say('结论', 'Outcome')}
            value={outcomeId}
            options={step.outcomes.map((o) => ({ id: o.id, text: about(`outcome.${step.id}.${o.id}`) }))}
            onChange={setOutcome}
          />
        </Row>
      ) : null}
      {choice.kind === 'find' ? (
        <Row label={say('等级', 'Grade')}>
          <Select
            label={say('等级', 'Grade')}
            value={grade}
            options={choice.outcomes.map(({ id }) => ({ id, text: about(`grade.${id}`) }))}
            onChange={setGrade}
          />
        </Row>
      ) : null}
      {form !== undefined && isForward ? (
        <DeviceWorld run={run}>
          <FormFields
            scope={`try-${choice.on}`}
            form={form}
            values={values}
            around={{ steps: state.steps, standing: state.values }}
            texts={scheme.texts}
            refusals={forForms(refusals)}
            remarks={[]}
            isDisabled={false}
            onChange={setValues}
          />
          <label className="w-tick">
            <input type="checkbox" checked={isOwn} onChange={(event) => setOwn(event.target.checked)} />
            {say('空着的就空着（否则必填项取样例）', 'leave empty what is empty (else required fields get a sample)')}
          </label>
        </DeviceWorld>
      ) : null}
      {step !== undefined && isForward
        ? step.names.map((role) => (
            <Row key={role} label={say(`指派${about(`role.${role}`)}`, `Name: ${about(`role.${role}`)}`)}>
              <Ticks
                label={about(`role.${role}`)}
                value={listOf(names[role])}
                options={candidates(run, scheme, role).map((id) => ({ id, text: id }))}
                onChange={(chosen) => setNames({ ...names, [role]: [...chosen] })}
              />
            </Row>
          ))
        : null}
      {list !== undefined ? (
        <Row label={about(`reason.${list}`)}>
          <Select
            label={about(`reason.${list}`)}
            value={code}
            options={codes.map((id) => ({ id, text: about(`reason.${list}.${id}`) }))}
            onChange={setReason}
          />
        </Row>
      ) : null}
      {code === 'other' || choice.kind === 'find' || choice.kind === 'answer' ? (
        <Row label={say('说明', 'In words')}>
          <input
            aria-label={say('说明', 'In words')}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </Row>
      ) : null}
      <Button type="primary" htmlType="submit">
        {say('办理', 'Do it')} <small>({doer})</small>
      </Button>
    </form>
  );
}

const listOf = (value: StoredValue | undefined): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

function candidates(run: Walked['run'], scheme: Scheme, role: string): readonly string[] {
  const holders = [...run.world.given.people].filter(([, person]) => person.roles.includes(role));
  return scheme.roles.find((r) => r.id === role)?.of === 'named-party'
    ? [...new Set(holders.map(([, person]) => person.of))]
    : [...run.world.given.people.keys()];
}
