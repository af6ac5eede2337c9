import { describe, expect, it } from 'vitest';
import { checkScheme } from './check.ts';
import { type Diagnostic, type DiagnosticCode, diagnosticTexts, formatDiagnostic } from './diagnostic.ts';
import { parseScheme } from './parse.ts';
import { sampleAround, sampleFiles, sampleScheme, sampleTexts } from './sample-scheme.contract.ts';

/** What is replaced, by what, the code of the message, the words it quotes, and a piece of what it says. */
type Broken = readonly [was: string, now: string, code: DiagnosticCode, found: string, says: string];

/** The language broken in every way that it allows, place by place. The message stands on the line that was broken. */
const broken: readonly Broken[] = [
  // YAML itself
  ['scheme: { id: sample,', 'scheme: { id: sample,,', 'yaml-syntax', '', 'YAML'],
  ['  officer: body', '  officer: "body', 'yaml-syntax', '', 'YAML'],
  ['  officer: body', '  officer: &x body', 'no-anchors', 'officer: &x body', 'no anchors'],
  ['  officer: body', '  officer: !!str body', 'no-anchors', 'officer: !!str body', 'no anchors'],
  ['  officer: body', '  applicant: body', 'yaml-syntax', 'applicant: body', 'unique'],
  ['  officer: body', '  ? [a, b]\n  : body', 'key-not-text', '…', 'a word as key'],
  ['title: Sample rule', 'title: "Cafe\u0301 rule"', 'not-nfc', 'Cafe\u0301 rule', 'normalization form C'],
  // The top
  ['run-by: {', 'runby: {', 'word-unknown', 'runby', 'Did you mean `run-by`'],
  ['reasons:\n', 'reason:\n', 'word-unknown', 'reason', 'Did you mean `reasons`'],
  ['id: sample,', 'id: Sample,', 'value', 'Sample', 'one name'],
  ['id: sample,', 'id: example,', 'id-differs', 'example', 'The folder is `sample`'],
  ['kind: selection', 'kind: selecton', 'value', 'selecton', 'Did you mean `selection`'],
  ['object: service', 'object: servise', 'value', 'servise', 'one of management-system'],
  ['in-force: 2026-01-01', 'in-force: 2026-02-30', 'value', '2026-02-30', 'a day YYYY-MM-DD'],
  [
    'in-force: 2026-01-01',
    'in-force: { from: 2026-01-01, to: 2025-12-31 }',
    'days-disordered',
    '2026-01-01 … 2025-12-31',
    'the last day after the first',
  ],
  [
    'scheme: { id: sample, edition: "2026",',
    'scheme: { id: sample,',
    'param-missing',
    '',
    'expected `edition` in `scheme`',
  ],
  ['owner: association, ', '', 'param-missing', '', 'expected `owner` in `run-by`'],
  ['hosts: [association]', 'hosts: [other-host]', 'text-missing', '', '`party.other-host`'],
  ['hosts: [association]', 'zone: ""', 'value', '', 'a text'],
  ['voluntary: true', 'voluntary: yes', 'value', 'yes', '`true` or `false`'],
  ['  voluntary: true\n', '', 'param-missing', '', 'expected `voluntary` in `mandate`'],
  ['outcome: result', 'outcome: award', 'outcome-word', 'award', 'result, experience, naming'],
  ['outcome: result', 'outcome: prize', 'value', 'prize', 'one of certificate'],
  ['  outcome: result', '  outcome: result\n  fee: true', 'fee-basis', 'true', 'a basis for the fee'],
  ['  outcome: result', '  outcome: result\n  clauses: [28]', 'value', '[28]', 'some of 1, 2'],
  ['certainty: verified', 'certainty: sure', 'value', 'sure', 'verified, secondary, to-be-confirmed'],
  ['    rule: {', '    rule: { titel: x,', 'word-unknown', 'titel', 'Did you mean `title`'],
  // Roles and reasons
  ['officer: body', 'officer: bodi', 'value', 'bodi', 'applicant, body'],
  ['officer: body', 'Officer: body', 'id-form', 'Officer', 'small letters'],
  ['least: 2, most: 9', 'least: -1, most: 9', 'range', '-1', 'from 0 to 1000'],
  ['least: 2, most: 9', 'least: two, most: 9', 'value', 'two', 'a whole number'],
  ['blind-to: advice, until: decide', 'blind-to: advice', 'role-until', 'decider', '`blind-to` and `until` together'],
  ['blind-to: advice,', 'blind-to: advise,', 'name-unknown', 'advise', 'Did you mean `advice`'],
  ['  laboratory: named-party', '  laboratory: named-party\n  guest: public', 'text-missing', '', '`role.guest`'],
  ['[not-good, other]', '[not-good, not-good]', 'code-twice', 'not-good', 'each code once'],
  ['[not-good, other]', '[not-good, "so so"]', 'code-form', 'so so', 'a code of letters'],
  ['[not-good, other]', '[]', 'value', '[]', 'a list of codes'],
  ['basis: rule 3 }', 'basis: rules 3 }', 'name-unknown', 'rules', 'Did you mean `rule`'],
  // Forms
  ['size: { choice: [L, M, S] }', 'size: { choise: [L, M, S] }', 'word-unknown', 'choise', 'Did you mean `choice`'],
  ['scope-text: { text: 200 }', 'scope-text: string', 'kind-missing', 'string', 'one kind of value'],
  [
    'scope-text: { text: 200 }',
    'scope-text: { required: false }',
    'kind-missing',
    '{required: false}',
    'one kind of value',
  ],
  [
    'scope-text: { text: 200 }',
    'scope-text: { text: 200, number: person }',
    'kind-twice',
    'number',
    'one kind of value',
  ],
  ['scope-text: { text: 200 }', 'scope-text: { text: 0 }', 'range', '0', 'from 1 to 100000'],
  [
    'scope-text: { text: 200 }',
    'scope-text: { text: { lenght: 5 } }',
    'word-unknown',
    'lenght',
    'most, lines, bilingual',
  ],
  ['code: { list: sector,', 'code: { list: sectors,', 'name-unknown', 'sectors', 'Did you mean `sector`'],
  ['code: { list: sector, many: true }', 'code: { many: true }', 'param-missing', '', 'expected `list` in `code`'],
  ['not-before: started-on', 'not-before: started', 'name-unknown', 'started', 'Did you mean `started-on`'],
  ['not-before: started-on', 'not-before: persons', 'field-kind', 'persons', 'expected a field of kind date'],
  [
    'show-if: { field: size, is: L }, required-if',
    'show-if: { fild: size, is: L }, required-if',
    'word-unknown',
    'fild',
    'any, not, field, step, holds',
  ],
  [
    'show-if: { field: size, is: L }, required-if',
    'show-if: { field: sice, is: L }, required-if',
    'name-unknown',
    'sice',
    'Did you mean `size`',
  ],
  [
    'show-if: { field: size, is: L }, required-if',
    'show-if: { field: size, equals: L }, required-if',
    'word-unknown',
    'equals',
    'given, is, is-not',
  ],
  [
    'show-if: { field: size, is: L }, required-if',
    'show-if: { field: size, is: L, is-not: M }, required-if',
    'too-much-said',
    'is, is-not',
    'only one of',
  ],
  [
    'show-if: { field: size, is: L }, required-if',
    'show-if: { any: [{ not: { any: [{ not: { field: size } }] } }] }, required-if',
    'condition-deep',
    '{any: …}',
    'at most three levels',
  ],
  ['show-if: { field: size, is: L }, required-if', 'show-if: size, required-if', 'shape', 'size', 'a condition'],
  ['show-if: { field: size, is: L }, required-if', 'show-if: [], required-if', 'nothing-said', '[]', 'at least one of'],
  ['columns: { model: text, count: number }', 'columns: [model, count]', 'value', '[model, count]', 'column → field'],
  ['        most: 9\n', '        most: 9000000\n', 'range', '9000000', 'from 1 to 100000'],
  ['sum-of: units.count', 'sum-of: units.model', 'sum', 'units.model', 'number fields of the same form'],
  ['sum-of: units.count', 'sum-of: units.counts', 'name-unknown', 'units.counts', 'Did you mean `units.count`'],
  ['old: { entry: { kind: honour,', 'old: { entry: { kind: honor,', 'value', 'honor', 'one of certificate'],
  [
    '    score: { number: { decimals: 2 } }',
    '    score: { number: { decimals: 2 } }\n    persons: text',
    'name-twice',
    'persons',
    'to be the same as where it was declared',
  ],
  ['field: points, least: 60', 'field: size, least: 60', 'field-kind', 'size', 'expected a field of kind number'],
  // Flows
  ['opened-by: applicant', 'opened-by: aplicant', 'name-unknown', 'aplicant', 'Did you mean `applicant`'],
  ['        by: applicant\n', '', 'param-missing', '', 'expected `by` in `step`'],
  ['form: application\n', 'form: aplication\n', 'name-unknown', 'aplication', 'Did you mean `application`'],
  ['during: collecting', 'during: colecting', 'name-unknown', 'colecting', 'a declared stage of the round'],
  ['correct: { return: apply }', 'correct: { return: decide }', 'return-forward', 'decide', 'Earlier steps: apply'],
  ['correct: { return: apply }', 'correct: { return: aply }', 'name-unknown', 'aply', 'Did you mean `apply`'],
  [
    'correct: { return: apply }',
    'correct: { return: apply, end: closed }',
    'too-much-said',
    'return, end',
    'only one of',
  ],
  ['accepted: on', 'accepted: off', 'shape', 'off', '`parameter: value` pairs'],
  [
    'refused: { end: refused, reasons: refusal }\n        clock',
    'refused: { end: refuse, reasons: refusal }\n        clock',
    'value',
    'refuse',
    'granted, refused',
  ],
  [
    'refused: { end: refused, reasons: refusal }\n        clock',
    'refused: { end: refused, reasons: refusals }\n        clock',
    'name-unknown',
    'refusals',
    'a declared list of reasons',
  ],
  [
    'granted: { end: granted, results: story }',
    'granted: { end: closed, results: story }',
    'result-needs-grant',
    'granted',
    'to end in `granted`',
  ],
  [
    'granted: { end: granted, results: story }',
    'granted: { end: granted, results: storys }',
    'name-unknown',
    'storys',
    'Did you mean `story`',
  ],
  ['after: check, only-if', 'after: chek, only-if', 'name-unknown', 'chek', 'Did you mean `check`'],
  [
    'after: check, only-if',
    'after: { step: check, is: refused }, only-if',
    'outcome-unknown',
    'refused',
    'an outcome of the step `check`: accepted',
  ],
  ['after: [ballot, advice]', 'after: [ballot, decide]', 'step-unreachable', 'rank', 'a step that can be reached'],
  [
    'only-if: { step: check, is: accepted }',
    'only-if: { step: check, is: acepted }',
    'outcome-unknown',
    'acepted',
    'Did you mean `accepted`',
  ],
  [
    'assign: { by: officer, names: [panel, laboratory] }',
    'assign: { by: officer, names: [laboratory, panels] }',
    'name-unknown',
    'panels',
    'Did you mean `panel`',
  ],
  [
    '        by: officer\n        findings',
    '        by: laboratory\n        findings',
    'role-not-named',
    'laboratory',
    'to be named in this flow',
  ],
  [
    '{ working-days: 5, first-day-counts: false }',
    '{ working-days: 5 }',
    'param-missing',
    '',
    'expected `first-day-counts` in `period`',
  ],
  [
    '{ working-days: 5, first-day-counts: false }',
    '{ first-day-counts: false }',
    'nothing-said',
    '{first-day-counts: false}',
    'days, working-days, months, years',
  ],
  [
    '{ working-days: 5, first-day-counts: false }',
    '{ days: 5, months: 1, first-day-counts: false }',
    'too-much-said',
    '{days: 5, months: 1, first-day-counts: false}',
    'only one of',
  ],
  [
    '{ working-days: 5, first-day-counts: false }',
    '{ weeks: 5, first-day-counts: false }',
    'word-unknown',
    'weeks',
    'working-days, months',
  ],
  [
    '{ working-days: 5, first-day-counts: false }',
    '{ working-days: 5.5, first-day-counts: false }',
    'value',
    '5.5',
    'a whole number',
  ],
  [
    '        each: { role: panel }\n',
    '        each: { role: panel, rows: units }\n',
    'too-much-said',
    'rows, role',
    'only one of',
  ],
  ['        each: { role: panel }\n', '        each: { join: any }\n', 'nothing-said', '', 'rows, choices, role'],
  [
    '        each: { role: panel }\n',
    '        each: { rows: size }\n',
    'name-unknown',
    'size',
    'a declared field of rows',
  ],
  [
    '        each: { role: panel }\n',
    '        each: { choices: persons }\n',
    'field-kind',
    'persons',
    'choice or code',
  ],
  [
    'calculator: sample-calculator',
    'calculator: sample-calculater',
    'name-unknown',
    'sample-calculater',
    'Did you mean `sample-calculator`',
  ],
  ['inputs: { persons:', 'inputs: { person:', 'input-unknown', 'person', 'Did you mean `persons`'],
  ['at-least: { persons: days }', 'at-least: { persons: day }', 'figure-unknown', 'day', 'Did you mean `days`'],
  ['at-least: { persons: days }', 'at-least: { size: days }', 'field-kind', 'size', 'number'],
  ['answered-by: applicant, ', '', 'param-missing', '', 'expected `answered-by` in `findings`'],
  ['on-entry: story', 'on-entry: tale', 'name-unknown', 'tale', 'a declared result'],
  ['act: confirm }', 'act: confirmed }', 'value', 'confirmed', 'suspend, restore'],
  ['act: suspend, reasons: status }', 'act: suspend }', 'act-needs-reasons', 'suspend', 'a list of reasons'],
  [
    'granted: { end: granted, results: story }',
    'granted: { end: granted, results: story, act: confirm }',
    'act-needs-entry',
    'confirm',
    'to say `on-entry`',
  ],
  [
    'leave: { by: applicant, until: decide }',
    'leave: { by: applicant, until: decided }',
    'name-unknown',
    'decided',
    'Did you mean `decide`',
  ],
  [
    'leave: { by: applicant, until: decide }',
    'leave: { by: applicant, ending: granted }',
    'value',
    'granted',
    'refused, withdrawn, closed',
  ],
  // Guards
  ['- not-banned: applicant', '- not-baned: applicant', 'word-unknown', 'not-baned', 'Did you mean `not-banned`'],
  ['- not-banned: applicant', '- not-banned: everybody', 'value', 'everybody', 'applicant, actor, named'],
  [
    '- not-banned: applicant',
    '- { not-banned: applicant, no-conflict: rule }',
    'shape',
    '{not-banned: applicant, no-conflict: rule}',
    'one guard',
  ],
  ['- order: [started-on, ended-on]', '- order: [started-on, persons]', 'field-kind', 'persons', 'date'],
  ['- present: [persons]', '- present: [person]', 'name-unknown', 'person', 'Did you mean `persons`'],
  ['message: promise-first', 'message: Promise first', 'value', 'Promise first', 'one name'],
  ['message: promise-first', 'message: promise-second', 'text-missing', '', '`message.promise-second`'],
  [
    '{ condition: { field: promise, is: true }, message: promise-first }',
    '{ message: promise-first }',
    'param-missing',
    '',
    'expected `condition` in `requires`',
  ],
  ['- not-same-as: panel', '- not-same-as: panell', 'name-unknown', 'panell', 'Did you mean `panel`'],
  [
    'no-history: { kind: honour, status: [withdrawn],',
    'no-history: { kind: honour, status: [withdrawn: status.lat], scheme: sample,',
    'name-unknown',
    'status.lat',
    'Did you mean `status.late`',
  ],
  [
    'no-history: { kind: honour, status: [withdrawn],',
    'no-history: { kind: honour, status: [withdrawn: late],',
    'value',
    '[{withdrawn: late}]',
    'or {state: list.code}',
  ],
  ['score: { step: ballot,', 'score: { step: balot,', 'name-unknown', 'balot', 'Did you mean `ballot`'],
  ['quorum: 2/3', 'quorum: 3/2', 'value', '3/2', 'a share such as 2/3'],
  [
    'vote: { step: ballot, role: panel, quorum: 2/3, share: 1/2, of: present }',
    'vote: { step: ballot }',
    'nothing-said',
    '{step: ballot}',
    'quorum, share',
  ],
  [
    'vote: { step: ballot, role: panel, quorum: 2/3,',
    'vote: { step: check, role: panel, quorum: 2/3,',
    'field-kind',
    'check',
    'a step done by each person',
  ],
  [
    'time: { from: apply, least: { days: 1, first-day-counts: false } }',
    'time: { from: apply }',
    'nothing-said',
    '{from: apply}',
    'least, most',
  ],
  ['rank-within-quota: first', 'rank-within-quota: third', 'name-unknown', 'third', 'a declared quota'],
  [
    'accumulated: { field: units, column: count,',
    'accumulated: { field: units, column: model,',
    'field-kind',
    'model',
    'number',
  ],
  [
    'accumulated: { field: units, column: count,',
    'accumulated: { field: units, column: size,',
    'name-unknown',
    'size',
    'a declared column',
  ],
  ['- competent: sectors', '- competent: persons', 'field-kind', 'persons', 'code or choice'],
  [
    'holds: { kind: qualification, who: laboratory }',
    'holds: { kind: qualification, who: applicant }',
    'not-here',
    'applicant',
    'a `requires` guard',
  ],
  [
    'holds: { kind: qualification, who: laboratory }',
    'holds: { kind: qualifications, who: laboratory }',
    'value',
    'qualifications',
    'one of certificate',
  ],
  ['status: [withdrawn], within', 'status: [gone], within', 'value', '[gone]', 'some of suspended'],
  // Results
  ['    kind: honour\n', '    kind: honours\n', 'value', 'honours', 'one of certificate'],
  ['validity: { years: 3 }', 'validity: { years: 0 }', 'value', '{years: 0}', '{years: 3}'],
  ['validity: { years: 3 }', 'validity: { field: size }', 'field-kind', 'size', 'date'],
  ['number: "S{year}{serial:4}"', 'number: "S{serial:4}"', 'pattern-not-unique', 'S{serial:4}', 'a serial and a year'],
  ['number: "S{year}{serial:4}"', 'number: "S{year}"', 'pattern-not-unique', 'S{year}', 'a serial and a year'],
  ['number: "S{year}{serial:4}"', 'number: "S{years}{yy}{serial:4}"', 'pattern', '{years}', '{serial:N}'],
  [
    'number: "S{year}{serial:4}"',
    'number: "S{year}{serial:4}{field:sice}"',
    'name-unknown',
    'sice',
    'a declared field',
  ],
  ['    number: "S{year}{serial:4}"\n', '', 'param-missing', '', 'expected `number` in `result`'],
  ['codes: [size]', 'codes: [started-on]', 'field-kind', 'started-on', 'code or choice'],
  ['text: scope-text,', 'text: persons,', 'field-kind', 'persons', 'text'],
  ['succeeds: old', 'succeeds: size', 'field-kind', 'size', 'entry'],
  [
    '      suspend: { by: decider',
    '      suspends: { by: decider',
    'word-unknown',
    'suspends',
    'Did you mean `suspend`',
  ],
  [
    '      suspend: { by: decider, reasons: status, most',
    '      cancel: { by: decider, reasons: status, most',
    'not-here',
    'most',
    'It belongs to `suspend`',
  ],
  ['look: { flow: review-again,', 'look: { flow: initial,', 'duty-unmet', 'initial', 'an outcome with `act: confirm`'],
  [
    'look: { flow: review-again, first: { months: 12, first-day-counts: false },',
    'look: { flow: review-again,',
    'param-missing',
    '',
    'expected `first` in `duty`',
  ],
  ['late: flag }', 'late: suspend }', 'value', 'suspend', 'must-suspend, must-withdraw, flag'],
  // Rounds
  ['  case-flow: initial\n', '  case-flow: initials\n', 'name-unknown', 'initials', 'Did you mean `initial`'],
  ['quotas: { first: 1, second: 2 }', 'quotas: { first: many }', 'value', '{first: many}', 'a whole number'],
  [
    'work: rank, by: officer, case-step: rank }',
    'work: ranks, by: officer, case-step: rank }',
    'value',
    'ranks',
    'act, call',
  ],
  [
    'work: rank, by: officer, case-step: rank }',
    'work: rank, by: officer }',
    'round-work',
    'ranking',
    'expected `case-step` with the work `rank`',
  ],
  [
    'work: rank, by: officer, case-step: rank }',
    'work: rank, by: officer, case-step: check }',
    'round-work',
    'ranking',
    '`form: score`',
  ],
  ['names: panel, case-step: assign }', 'case-step: assign }', 'round-work', 'assigning', '`names: [panel]`'],
  [
    'work: decide-list, by: decider, case-step: decide }',
    'work: decide-list, by: decider, case-step: apply }',
    'round-work',
    'deciding',
    '`outcomes: apply (granted, refused)`',
  ],
  [
    '  scoring: { step: ballot, field: points, decimals: 2 }',
    '  scoring: { step: ballot, field: points }',
    'param-missing',
    '',
    'expected `decimals` in `scoring`',
  ],
  ['quotas: { first: 1, second: 2 }', 'quotas: { first: 1, second: 2, third: 3 }', 'text-missing', '', '`grade.third`'],
  ['per-case: 2', 'per-case: 0', 'range', '0', 'from 1 to 50'],
];

const brokenTexts: readonly Broken[] = [
  ['title: { zh: 示例, en: Sample }', 'title: { zh: 示例 }', 'text-language', 'title', 'Add English'],
  ['title: { zh: 示例, en: Sample }', 'title: { zh: 示例, en: "" }', 'value', '', 'a text'],
  ['title: { zh: 示例, en: Sample }', 'title: 示例', 'shape', '示例', '`key: {zh, en}`'],
  ['title: { zh: 示例, en: Sample }', 'title: { zh: 示例奖, en: Sample }', 'honour-word', '示例奖', 'no 奖 or 表彰'],
  [
    'title: { zh: 示例, en: Sample }',
    'title: { zh: 示例, en: Sample, or so }',
    'text-comma',
    'or so',
    'quotes around a text',
  ],
  [
    '  officer: { zh: 经办, en: Officer }',
    '  oficer: { zh: 经办, en: Officer }',
    'text-unused',
    'role.oficer',
    'Did you mean `role.officer`',
  ],
  [
    '  officer: { zh: 经办, en: Officer }',
    '  officer: { zh: 经办, en: Officer }\n  nobody: { zh: 无, en: Nobody }',
    'text-unused',
    'role.nobody',
    'Remove it',
  ],
];

function diagnose(scheme: string, texts: string): readonly Diagnostic[] {
  const parsed = parseScheme(sampleFiles({ scheme, texts }));
  return parsed.ok ? checkScheme(parsed.parsed, sampleAround) : parsed.diagnostics;
}

const lineOf = (text: string, piece: string) => text.slice(0, text.indexOf(piece)).split('\n').length;

describe('a scheme broken in every way that the language allows', () => {
  it('is whole before it is broken', () => {
    expect(diagnose(sampleScheme, sampleTexts)).toEqual([]);
  });

  const rows = [
    ...broken.map((row) => ({ row, file: 'scheme.yaml' })),
    ...brokenTexts.map((row) => ({ row, file: 'texts.yaml' })),
  ];
  it.each(
    rows.map(({ row, file }) => [`${row[2]}: ${row[1].trim() || `without ${row[0].trim()}`}`, row, file] as const),
  )('%s', (_, [was, now, code, found, says], file) => {
    const whole = file === 'texts.yaml' ? sampleTexts : sampleScheme;
    expect(whole, 'the piece to be broken').toContain(was);
    const text = whole.replace(was, () => now);
    const diagnostics = file === 'texts.yaml' ? diagnose(sampleScheme, text) : diagnose(text, sampleTexts);
    const said = diagnostics.map((d) => formatDiagnostic(d, 'en'));
    const one = diagnostics.find(
      (d) => d.code === code && (found === '' || d.found === found) && formatDiagnostic(d, 'en').includes(says),
    );
    expect(one, said.join('\n')).toBeDefined();
    expect(`${one?.file}`).toBe(file);
    const missing = code === 'param-missing' || code === 'text-missing';
    // What is missing has no line of its own: the message stands where its word begins.
    if (missing) expect(one?.line ?? 0).toBeLessThanOrEqual(lineOf(whole, was) + 1);
    else
      expect(one?.line).toBe(
        lineOf(whole, was) +
          (now.startsWith(was) && now.includes('\n') ? now.trimEnd().split('\n').length - 1 : 0) +
          leadingLines(was),
      );
  });

  it('covers at least eighty ways and leaves no placeholder in any language', () => {
    expect(broken.length + brokenTexts.length).toBeGreaterThanOrEqual(80);
    for (const [was, now] of broken) {
      for (const d of diagnose(
        sampleScheme.replace(was, () => now),
        sampleTexts,
      )) {
        for (const language of ['zh', 'en'] as const)
          expect(formatDiagnostic(d, language)).not.toMatch(
            /\{(where|wanted|param|known|nearest|example|meaning|space|why|what|kind|key)\}/,
          );
      }
    }
  });

  it('has every code of the table in a test here, in another test of this folder, or named as unreachable by a file', () => {
    const tested = new Set<string>([...broken, ...brokenTexts].map(([, , code]) => code));
    const elsewhere = [
      'file-too-large',
      'too-deep',
      'part-unknown',
      'part-place',
      'part-circle',
      'cases-missing',
      'case-wrong',
      'honour-basis',
      'compulsory-basis',
      'round-missing',
      'no-ending',
      'name-unused',
      'too-long',
    ];
    expect(Object.keys(diagnosticTexts).filter((code) => !tested.has(code) && !elsewhere.includes(code))).toEqual([]);
  });
});

/** A piece that begins with blank lines or ends one line and begins the next is looked for on the line of its first sign. */
function leadingLines(was: string): number {
  return was.length - was.trimStart().length > 0 && was.startsWith('\n') ? 1 : 0;
}
