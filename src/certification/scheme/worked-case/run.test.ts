import { describe, expect, it } from 'vitest';
import { formatDiagnostic } from '../diagnostic.ts';
import { parseScheme } from '../parse.ts';
import { sampleFiles } from '../sample-scheme.contract.ts';
import { readWorkedCase } from './case-file.ts';
import { runWorkedCase } from './run.ts';
import type { WorkedOutside } from './world.ts';

const outside: WorkedOutside = {
  holidays: undefined,
  digest: () => 'a'.repeat(64),
  code: () => ({ ok: true }),
  sampleCode: () => '1',
};

const head = `case: { zh: 示例, en: sample }
kind: ordinary
given:
  day: 2026-03-02
  parties: { association: {}, firm: {} }
  people:
    li: { of: firm, roles: [applicant] }
    wu: { of: association, roles: [officer] }
acts:
`;

function play(acts: string, language: 'zh' | 'en' = 'en') {
  const scheme = parseScheme(sampleFiles());
  const worked = readWorkedCase({ name: 'case.yaml', text: head + acts });
  if (!scheme.ok || !worked.ok) throw new Error('does not parse');
  return runWorkedCase(scheme.parsed.scheme, worked.worked, outside).map(
    ({ at, expected, found }) => `${at.line}: ${expected[language]} / ${found[language]}`,
  );
}

const opened = `  - { by: wu, round: 2026 }
  - { by: wu, stage: call }
  - { open: initial, by: li }
`;

describe('a worked case', () => {
  it('says nothing when all comes out as it says', () => {
    expect(play(`${opened}  - { by: li, do: apply, values: { size: S }, expect: { open: [check] } }\n`)).toEqual([]);
  });

  it('says in Chinese, wholly, what came of an act and what was expected', () => {
    const words = [
      ...play(`${opened}  - { by: li, do: apply, values: { size: XL } }\n`, 'zh'),
      ...play(`${opened}  - { by: li, do: apply, values: { size: S }, expect: { refused: [value-choice] } }\n`, 'zh'),
      ...play(`${opened}  - { by: li, do: apply, values: { size: S }, expect: { ended: granted, entry: {} } }\n`, 'zh'),
      ...play(`${opened}  - { in: nowhere, by: li, do: apply }\n`, 'zh'),
      ...play('  - { by: li, stage: call }\n', 'zh'),
    ];
    expect(words).toEqual([
      expect.stringMatching(/^13: `do apply` 得以办理 \/ value-choice: .*`XL`/),
      '13: 被拒绝：value-choice / 已办理',
      '13: granted / 未结束',
      '13: 一项登记 / 没有',
      '13: 示例的世界里有的行为 / 没有案件 `nowhere`',
      '10: 示例的世界里有的行为 / 没有打开的批次',
    ]);
    // What an author writes in the file stays as he writes it; everything else is Chinese.
    for (const line of words) expect(line.replace(/`[^`]*`|[a-z]+(-[a-z]+)+|granted/g, '')).not.toMatch(/[a-z]{3}/);
  });

  it('calls steps and roles in an English refusal by their English names', () => {
    const words = [
      ...play(`${opened}  - { by: li, do: check }\n`),
      ...play(`${opened}  - { by: wu, do: apply, values: { size: S } }\n`),
    ];
    expect(words).toEqual([
      expect.stringMatching(/step-not-open: The step “.+” cannot be done now: it has not come up yet\./),
      expect.stringMatching(/role-missing: /),
    ]);
    for (const line of words) expect(line).not.toMatch(/\p{Script=Han}/u);
  });

  it('names the line where an act that should be done is refused, and the reason', () => {
    expect(play(`${opened}  - { by: li, do: apply, values: { size: XL } }\n`)).toEqual([
      expect.stringMatching(/^13: `do apply` to be done \/ value-choice: .*`XL`/),
    ]);
  });

  it('names the line where an act that should be refused is done, or refused for something else', () => {
    expect(play(`${opened}  - { by: li, do: apply, expect: { refused: [role-missing] } }\n`)).toEqual([
      '13: refused: role-missing / done',
    ]);
    expect(play(`${opened}  - { by: wu, do: apply, expect: { refused: [wrong-party] } }\n`)).toEqual([
      expect.stringMatching(/^13: refused: wrong-party \/ role-missing: /),
    ]);
  });

  it('holds every expectation against what is', () => {
    expect(
      play(
        `${opened}  - { by: li, do: apply, expect: { open: [decide], ended: granted, values: { size: M }, entries: 2, entry: { status: valid }, clocks: { check: 2026-03-09 }, round: { open: [call] } } }\n`,
      ),
    ).toEqual([
      '13: [decide] / [check]',
      '13: granted / not ended',
      '13: M / L',
      '13: 2 / 0',
      '13: an entry / none',
      '13: 2026-03-09 / beyond-table',
      '13: [call] / [collecting]',
    ]);
  });

  it('fills in what it does not speak of, unless it says not to', () => {
    expect(
      play(
        `${opened}  - { by: li, do: apply, fill: false, expect: { refused: [field-missing, requirement-unmet, fields-absent] } }\n`,
      ),
    ).toEqual([]);
    expect(
      play(
        `${opened}  - { by: li, do: apply, values: { units: [{ model: a, count: 2 }, { model: b, count: 3 }] }, expect: { values: { total: 5 } } }\n`,
      ),
    ).toEqual([]);
  });

  it('fails at an act on what does not exist', () => {
    expect(play('  - { by: li, do: apply }\n')).toEqual([expect.stringContaining('no case')]);
    expect(play('  - { by: wu, stage: call }\n')).toEqual([expect.stringContaining('no round is open')]);
    expect(play('  - { by: wu, entry: story, act: suspend }\n')).toEqual([expect.stringContaining('no entry `story`')]);
  });

  it.each([
    ['kind: ordinary', 'kind: usual', 'ordinary, refusal, rare'],
    ['case: { zh: 示例, en: sample }', 'case: { zh: 示例 }', '{zh, en}'],
    ['  day: 2026-03-02\n', '', 'a day'],
    ['acts:\n', 'acts: []\n', 'a list of acts'],
    ['roles: [officer]', 'rolls: [officer]', 'Did you mean `roles`'],
  ])('refuses a file with `%s` as `%s`', (was, now, says) => {
    const worked = readWorkedCase({
      name: 'case.yaml',
      text: `${head.replace(was, now)}${now.startsWith('acts') ? '' : '  - { day: 2026-03-03 }\n'}`,
    });
    expect(worked.ok ? [] : worked.diagnostics.map((d) => formatDiagnostic(d, 'en')).join()).toContain(says);
  });

  it('refuses an act with a word that no act knows', () => {
    const worked = readWorkedCase({ name: 'case.yaml', text: `${head}  - { by: li, do: apply, outcom: done }\n` });
    expect(
      worked.ok
        ? ''
        : formatDiagnostic(
            worked.diagnostics[0] ??
              (() => {
                throw new Error();
              })(),
            'en',
          ),
    ).toBe(
      'case.yaml:10:26: expected day, time, by, in, expect, do, outcome, line, values, names, reason, remarks, identified, fill at `do`; found `outcom`. Did you mean `outcome`.',
    );
  });
});
