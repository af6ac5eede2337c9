import { Input, Radio, Select } from 'antd';
import type { StoredValue } from '#certification/case/events.ts';
import type { ReasonList, StepSpec } from '#certification/scheme/scheme.ts';
import { sentReason } from '../act/reason-input.tsx';
import type { Round, RoundAct } from '../api/generated/api.ts';
import { useWords } from '../desk/words.ts';
import { asRows, asText } from '../form/values.ts';
import type { RoundWithScheme } from './round-parts.ts';

/** The answer to one displayed row, as the form keeps it. */
export interface RowAnswer {
  readonly case: string;
  readonly granted: boolean;
  readonly grade: string;
  readonly code: string;
  readonly words: string;
}

/** The answers of a draft to the rows that stand on display; a row that is not answered yet is granted as displayed. */
export function rowsFrom(stored: StoredValue | undefined, round: Round): readonly RowAnswer[] {
  const kept = asRows(stored);
  return (round.display?.list ?? []).map((row) => {
    const found = kept.find((k) => k['case'] === row.case);
    if (found === undefined) return { case: row.case, granted: true, grade: row.grade ?? '', code: '', words: '' };
    return {
      case: row.case,
      granted: found['granted'] !== false,
      grade: asText(found['grade']),
      code: asText(found['code']),
      words: asText(found['words']),
    };
  });
}

/** Reasons for which a case's own decision is not granted: what a row that is refused has to name. */
function refusalReasons({ scheme }: RoundWithScheme, spec: StepSpec): ReasonList | undefined {
  const flow = scheme.flows.find((f) => f.id === scheme.round?.caseFlow);
  const step = flow?.steps.find((s) => s.id === spec.caseStep);
  const refused = step?.outcomes.find((o) => o.goes === 'end' && o.ending !== 'granted');
  return scheme.reasonLists.find((list) => list.id === refused?.reasons);
}

type SentRows = NonNullable<Extract<RoundAct, { act: 'do' }>['rows']>;

export function sentRows(rows: readonly RowAnswer[], of: RoundWithScheme, spec: StepSpec): SentRows {
  const list = refusalReasons(of, spec);
  return rows.map((row) => ({
    case: row.case,
    granted: row.granted,
    grade: row.granted && row.grade !== '' ? row.grade : null,
    reason: row.granted ? null : sentReason(list, { code: row.code, words: row.words }),
  }));
}

/** Every displayed row with its answer: granted with a grade, or not, with the reason. */
export function DecideRows({
  round,
  scheme,
  spec,
  rows,
  isDisabled,
  onChange,
}: RoundWithScheme & {
  readonly spec: StepSpec;
  readonly rows: readonly RowAnswer[];
  readonly isDisabled: boolean;
  readonly onChange: (rows: readonly RowAnswer[]) => void;
}) {
  const words = useWords();
  const list = refusalReasons({ round, scheme }, spec);
  const grades = scheme.round?.quotas ?? [];
  const put = (id: string, part: Partial<RowAnswer>) =>
    onChange(rows.map((row) => (row.case === id ? { ...row, ...part } : row)));
  return (
    <fieldset className="bare">
      <legend>{words.t('decideRows')}</legend>
      <ol className="findings">
        {rows.map((row) => {
          const shown = round.display?.list.find((r) => r.case === row.case);
          const member = round.cases.find((c) => c.id === row.case);
          return (
            <li key={row.case} className={`finding ${row.granted ? 'finding-closed' : 'finding-open'}`}>
              <div className="step-head">
                <strong>{shown?.title ?? member?.title}</strong>
                {member === undefined ? null : <span className="soft">{words.of(member.applicant.name)}</span>}
                {member?.score == null ? null : (
                  <span className="soft">
                    {words.t('score')} {String(member.score)} · {words.t('rank')} {String(member.rank)}
                  </span>
                )}
              </div>
              <div className="decide-row">
                <Radio.Group
                  aria-label={shown?.title ?? row.case}
                  value={row.granted}
                  disabled={isDisabled}
                  options={[
                    { value: true, label: words.t('granted') },
                    { value: false, label: words.t('notGranted') },
                  ]}
                  onChange={(event) => put(row.case, { granted: event.target.value === true })}
                />
                {row.granted ? (
                  grades.length === 0 ? null : (
                    <Select
                      aria-label={words.t('entryGrade')}
                      value={row.grade}
                      disabled={isDisabled}
                      options={[
                        { value: '', label: words.t('noGrade') },
                        ...grades.map((g) => ({ value: g.id, label: words.key(scheme.texts, `grade.${g.id}`, g.id) })),
                      ]}
                      onChange={(grade: string) => put(row.case, { grade })}
                    />
                  )
                ) : list === undefined ? null : (
                  <>
                    <Select
                      aria-label={words.key(scheme.texts, `reason.${list.id}`)}
                      value={row.code === '' ? null : row.code}
                      placeholder={words.t('choose')}
                      disabled={isDisabled}
                      options={list.codes.map((code) => ({
                        value: code,
                        label: words.key(scheme.texts, `reason.${list.id}.${code}`, code),
                      }))}
                      onChange={(code: string) => put(row.case, { code })}
                    />
                    <Input
                      aria-label={words.t('reasonWords')}
                      placeholder={words.t('reasonWords')}
                      value={row.words}
                      disabled={isDisabled}
                      onChange={(event) => put(row.case, { words: event.target.value })}
                    />
                  </>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </fieldset>
  );
}
