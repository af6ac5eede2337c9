import { describe, expect, it } from 'vitest';
import { calculate } from './calculators.ts';
import { listedCodes } from './rulebook.ts';
import { answered, figures, loadedRules } from './rules-folder.contract.ts';

/** The acceptance examples of the domain, to the figure; the numbers are those of its list. */
const context = loadedRules();
const day = '2026-11-25';
const of = (name: string, raw: object) => figures(context, name, { day, ...raw });
const refusal = (name: string, raw: object) => {
  const answer = calculate(name, { day, ...raw }, context);
  if (answer.ok) throw new Error('expected a refusal');
  return answer.refusals.map((r) => `${r.text.en} | ${r.help.en}`).join('\n');
};

describe('audit time (examples 1 and 2)', () => {
  it('1: 250 persons, quality', () => {
    expect(of('audit-time', { standard: 'qms', persons: 250 })).toEqual({
      persons: '250',
      baseDays: '9',
      days: '9',
      lowestDays: '6.5',
      onSiteDays: '7.5',
      surveillanceDays: '3',
      recertificationDays: '6',
    });
    const { lines } = answered(calculate('audit-time', { standard: 'qms', persons: 250, day }, context));
    const exact = Object.fromEntries(lines.map((line) => [line.id, line.inputs['exact']]));
    expect(exact).toMatchObject({ lowest: '6.3', 'on-site': '7.2', surveillance: '3', recertification: '6' });
  });

  it('2: environment medium, occupational safety high, edges', () => {
    const base = (standard: string, persons: number, complexity?: string) => {
      const found = of('audit-time', complexity ? { standard, persons, complexity } : { standard, persons });
      return Array.isArray(found) ? found : found['baseDays'];
    };
    expect(base('ems', 250, 'medium')).toBe('10');
    expect(base('ohs', 250, 'high')).toBe('13');
    expect([base('qms', 275), base('qms', 276)]).toEqual(['9', '10']);
    expect([base('qms', 1), base('ohs', 1, 'low')]).toEqual(['1.5', '2.5']);
  });

  it('warns at a band edge and names both sides', () => {
    const near = (persons: number) =>
      answered(calculate('audit-time', { standard: 'qms', persons, day }, context)).lines.find(
        (line) => line.id === 'base',
      )?.near?.en;
    expect(near(270)).toBe('Near a band edge: 6 more persons give 10 days');
    expect(near(280)).toBe('Near a band edge: 5 fewer persons give 9 days');
    expect(near(220)).toBeUndefined();
  });

  it('13 of the traps: limits before rounding, a floor goes up', () => {
    const down = (persons: number, percent: number) =>
      of('audit-time', { standard: 'qms', persons, adjustments: [{ reason: 'maturity', percent: -percent }] });
    expect(of('audit-time', { standard: 'qms', persons: 150 })).toMatchObject({ days: '8', surveillanceDays: '3' });
    expect(down(150, 30)).toMatchObject({ days: '6' });
    expect(of('audit-time', { standard: 'qms', persons: 300 })).toMatchObject({ days: '10', recertificationDays: '7' });
    expect(down(250, 10)).toMatchObject({ days: '8' });
    expect(
      of('audit-time', { standard: 'qms', persons: 250, adjustments: [{ reason: 'languages', percent: 15 }] }),
    ).toMatchObject({ days: '10.5' });
  });

  it('refuses what is over the limit, naming it, and adjustments without a right reason', () => {
    expect(
      refusal('audit-time', {
        standard: 'qms',
        persons: 250,
        adjustments: [
          { reason: 'maturity', percent: -20 },
          { reason: 'automation', percent: -10.01 },
        ],
      }),
    ).toMatch(/30\.01%; the limit of cnca-qms-01@2025 5\.4、附录 B is 30%.*6\.3 days, rounded up to 6\.5/);
    expect(
      of('audit-time', {
        standard: 'qms',
        persons: 250,
        adjustments: [
          { reason: 'maturity', percent: 5 },
          { reason: 'luck', percent: -1 },
          { reason: 'other', percent: -1 },
        ],
      }),
    ).toEqual(['wrong-direction', 'unknown-reason', 'reason-in-words']);
    expect(of('audit-time', { standard: 'qms', persons: 250, adjustments: [{ percent: -5 }] })).toEqual([
      'missing-field',
    ]);
  });

  it('bad numbers: 0, negative, above 10,700, fractional', () => {
    for (const persons of [0, -5, '-0.5'])
      expect(of('audit-time', { standard: 'qms', persons })).toEqual(['persons-not-positive']);
    expect(refusal('audit-time', { standard: 'qms', persons: 10_701 })).toContain('Follow the progression by hand');
    expect(of('audit-time', { standard: 'qms', persons: 10_700 })).toMatchObject({ days: '22' });
    const lines = answered(calculate('audit-time', { standard: 'qms', persons: 275.5, day }, context)).lines;
    expect(lines[0]?.text.en).toBe('275.5 effective persons, rounded up to 276');
    expect(lines[1]?.value).toBe('10');
    expect(of('audit-time', { standard: 'ems', persons: 10 })).toEqual(['wrong-complexity']);
    expect(of('audit-time', { standard: 'qms', persons: 10, complexity: 'high' })).toEqual(['wrong-complexity']);
    expect(of('audit-time', { standard: 'ohs', persons: 10, complexity: 'limited' })).toEqual(['wrong-complexity']);
    expect(of('audit-time', { standard: 'iso', persons: 'many', day: '2026-13-01', size: 3 })).toEqual([
      'unknown-field',
      'wrong-value',
      'wrong-value',
      'no-such-day',
    ]);
  });

  it('shows the mark of an uncertain column wherever the value stands', () => {
    const limited = answered(
      calculate('audit-time', { standard: 'ems', complexity: 'limited', persons: 250, day }, context),
    );
    expect(limited.certainty).toBe('to-be-confirmed');
    expect(limited.values['baseDays']).toEqual({
      value: '5',
      unit: 'days',
      rule: 'iaf-md-5@4 (2019) ems-limited',
      certainty: 'to-be-confirmed',
    });
    expect(limited.values['days']?.certainty).toBe('to-be-confirmed');
  });
});

describe('integrated audit (example 3)', () => {
  const parts = [
    { standard: 'qms', days: 9 },
    { standard: 'ems', days: 10 },
    { standard: 'ohs', days: 13 },
  ];
  const reduced = parts.map((part) => ({ ...part, adjustments: [{ reason: 'maturity', percent: -30 }] }));

  it('32 less 20 % is 25.6, shown 26, as 25.5 would cross the limit', () => {
    const found = of('integrated', { parts, integrationPercent: 20 });
    expect(found).toMatchObject({ sumDays: '32', days: '26', totalReduction: '20%' });
    const line = answered(calculate('integrated', { parts, integrationPercent: 20, day }, context)).lines.find(
      (l) => l.id === 'integrated',
    );
    expect(line?.inputs['exact']).toBe('25.6');
    expect(line?.text.en).toContain('25.5 would cross the limit');
  });

  it('30 % first gives 17.92, −44 %: allowed by MD 11 alone, not by CNCA-QMS-01:2025', () => {
    expect(of('integrated', { parts: reduced, integrationPercent: 20, packs: ['iaf-md-11'] })).toMatchObject({
      sumDays: '22.4',
      days: '18',
      totalReduction: '44%',
    });
    const line = answered(
      calculate('integrated', { parts: reduced, integrationPercent: 20, packs: ['iaf-md-11'], day }, context),
    ).lines.find((l) => l.id === 'integrated');
    expect(line?.inputs['exact']).toBe('17.92');
    expect(refusal('integrated', { parts: reduced, integrationPercent: 20 })).toContain(
      'quality management (ISO 9001) by 44%; the limit of cnca-qms-01@2025 5.4、附录 B is 30%',
    );
    expect(of('integrated', { parts: reduced, integrationPercent: 20, jurisdiction: 'INT' })).toMatchObject({
      days: '18',
    });
  });

  it('refuses 25 % for integration and reductions that add up to 70 %', () => {
    expect(refusal('integrated', { parts, integrationPercent: 25 })).toContain(
      '25%; the limit of iaf-md-11@2019 section 2.1 is 20%',
    );
    const seventy = parts.map((part) => ({
      ...part,
      adjustments: [
        { reason: 'maturity', percent: -30 },
        { reason: 'automation', percent: -20 },
      ],
    }));
    expect(of('integrated', { parts: seventy, integrationPercent: 20, packs: ['iaf-md-11'] })).toEqual([
      'part-over-limit',
      'total-over-limit',
      'part-over-limit',
      'total-over-limit',
      'part-over-limit',
      'total-over-limit',
    ]);
    const three = parts.map((part) => ({
      ...part,
      adjustments: [
        { reason: 'a', percent: -30 },
        { reason: 'b', percent: -20 },
        { reason: 'c', percent: -20 },
      ],
    }));
    expect(refusal('integrated', { parts: three, integrationPercent: 0, packs: ['iaf-md-11'] })).toContain(
      'add up to 70%; the limit of iaf-md-11@2019 section 2.1 with IAF MD 5 section 8 is 30%',
    );
  });

  it('takes persons instead of days, and what level and ability allow', () => {
    const persons = [
      { standard: 'qms', persons: 250 },
      { standard: 'ems', persons: 250, complexity: 'medium' },
    ];
    expect(of('integrated', { parts: persons, integrationPercent: 10 })).toMatchObject({ sumDays: '19', days: '17' });
    expect(of('integrated', { parts: persons, integrationPercent: 20, level: 60, ability: 100 })).toEqual([
      'matrix-over-limit',
    ]);
    expect(of('integrated', { parts: [parts[0], parts[0]], integrationPercent: 10 })).toEqual(['part-twice']);
    expect(of('integrated', { parts: [parts[0]], integrationPercent: 10 })).toEqual(['one-part']);
  });
});

describe('sample of sites (examples 4 and 5)', () => {
  it('4: sizes for x = 2, 3, 9, 26, 100, the central function always added', () => {
    const sizes = [2, 3, 9, 26, 100].map((sites) => of('sample', { sites }));
    expect(
      sizes.map((s) =>
        Array.isArray(s) ? s : [s['initial'], s['surveillance'], s['recertification'], s['central']].join(' '),
      ),
    ).toEqual(['2 1 2 1', '2 2 2 1', '3 2 3 1', '6 4 5 1', '10 6 8 1']);
    expect(of('sample', { sites: 26 })).toMatchObject({ 'initial.random': '2' });
  });

  it('5: 26 sites of five persons, and no merging', () => {
    expect(of('sample', { groups: [{ count: 26, persons: 5 }], standard: 'qms' })).toMatchObject({
      initial: '6',
      sitesDays: '9',
    });
    expect(
      refusal('sample', {
        groups: [
          { count: 8, persons: 15, mergedFrom: 3 },
          { count: 2, persons: 5 },
        ],
        standard: 'qms',
      }),
    ).toContain(
      'Merging 3 sites into one before sampling, which cuts the sample, is not acceptable (iaf-md-1@2 (2018) EA FAQ 42.6)',
    );
  });

  it('5b: 250 persons, three sites or a centre with two', () => {
    const a = of('sample', {
      centralPersons: 60,
      groups: [
        { count: 2, persons: 70 },
        { count: 1, persons: 50 },
      ],
      standard: 'qms',
    });
    expect(a).toMatchObject({
      initial: '2',
      central: '1',
      centralDays: '5',
      sitesDays: '11–12',
      totalDays: '16–17',
      singleSiteDays: '9',
      lowestDays: '10.5',
    });
    expect(of('sample', { centralPersons: 100, sites: 2 })).toMatchObject({
      initial: '2',
      surveillance: '1',
      recertification: '2',
    });
    const never = answered(
      calculate(
        'sample',
        {
          day,
          centralPersons: 60,
          groups: [
            { count: 2, persons: 70 },
            { count: 1, persons: 50 },
          ],
          standard: 'qms',
        },
        context,
      ),
    ).lines.find((l) => l.id === 'single-site-floor');
    expect(never).toMatchObject({ certainty: 'to-be-confirmed', value: '9' });
  });

  it('all sites where sampling is not suitable: 30 % each year, rounded up', () => {
    expect(of('sample', { sites: 11, allSites: true })).toMatchObject({
      initial: '11',
      surveillance: '4',
      recertification: '11',
    });
    expect(of('sample', { sites: 1 })).toMatchObject({ initial: '1' });
    expect(of('sample', {})).toEqual(['no-sites']);
    expect(of('sample', { sites: 3, groups: [{ count: 2, persons: 5 }] })).toEqual(['sites-differ']);
  });
});

describe('cycle (example 6)', () => {
  const cycle = (raw: object) => of('cycle', { standard: 'qms', decision: '2026-03-10', issue: '2026-03-10', ...raw });

  it('first surveillance, the second by China and by 17021-1 alone', () => {
    expect(cycle({ day: '2026-06-01' })).toMatchObject({
      nextSurveillance: '2027-03-10',
      validTo: '2029-03-09',
      recertifyBy: '2029-03-09',
      state: 'in-time',
    });
    expect(cycle({ surveillances: ['2027-02-20'], day: '2027-06-01' })).toMatchObject({
      nextSurveillance: '2028-02-20',
    });
    expect(cycle({ surveillances: ['2027-02-20'], day: '2027-06-01', jurisdiction: 'INT' })).toMatchObject({
      nextSurveillance: '2028-12-31',
    });
    const line = answered(
      calculate(
        'cycle',
        { standard: 'qms', decision: '2026-03-10', surveillances: ['2027-02-20'], day: '2027-06-01' },
        context,
      ),
    ).lines.find((l) => l.id === 'next-surveillance');
    expect(line).toMatchObject({
      rule: { pack: 'cnca-qms-01', edition: '2025' },
      others: [{ rule: { pack: 'iso-iec-17021-1' }, value: '2028-12-31' }],
    });
  });

  it('must suspend on 2028-02-21, must withdraw on 2028-08-21', () => {
    const on = (asOf: string) => cycle({ surveillances: ['2027-02-20'], day: asOf });
    expect(on('2028-02-20')).toMatchObject({ state: 'in-time' });
    expect(on('2028-02-21')).toMatchObject({
      state: 'must-suspend',
      lateFrom: '2028-02-21',
      withdrawFrom: '2028-08-21',
    });
    expect(on('2028-08-20')).toMatchObject({ state: 'must-suspend' });
    expect(on('2028-08-21')).toMatchObject({ state: 'must-withdraw' });
    expect(cycle({ surveillances: ['2027-02-20'], suspended: '2028-03-01', day: '2028-05-01' })).toMatchObject({
      state: 'suspended',
      withdrawFrom: '2028-09-01',
    });
  });

  it('after expiry: an initial audit in China, restoring until 2029-09-09 by 17021-1', () => {
    const late = { surveillances: ['2027-02-20', '2028-02-10'], day: '2029-03-20' };
    expect(cycle(late)).toMatchObject({ afterExpiry: 'initial-audit' });
    expect(cycle({ ...late, jurisdiction: 'INT' })).toMatchObject({ afterExpiry: 'restore' });
    const line = answered(calculate('cycle', { standard: 'qms', decision: '2026-03-10', ...late }, context)).lines.find(
      (l) => l.id === 'after-expiry-iso-iec-17021-1',
    );
    expect(line?.value).toBe('2029-09-09');
    expect(cycle({ ...late, day: '2029-03-09' })).not.toHaveProperty('afterExpiry');
  });

  it('two surveillances done: recertification comes next, also where the interval would end before expiry', () => {
    const done = { surveillances: ['2027-02-20', '2028-02-10'], day: '2029-02-20' };
    expect(cycle(done)).toMatchObject({ state: 'in-time', recertifyBy: '2029-03-09' });
    expect(cycle(done)).not.toHaveProperty('nextSurveillance');
    expect(cycle({ ...done, jurisdiction: 'INT' })).toMatchObject({ state: 'in-time' });
    expect(cycle({ ...done, day: '2029-03-10' })).toMatchObject({ state: 'expired', afterExpiry: 'initial-audit' });
  });

  it('under the 2016 text 15 months, and the open transition is marked', () => {
    const old = { standard: 'qms', decision: '2024-03-10', surveillances: ['2025-03-01'] };
    expect(figures(context, 'cycle', { ...old, day: '2025-12-31', packs: ['cnca-qms-01'] })).toMatchObject({
      nextSurveillance: '2026-06-01',
    });
    expect(figures(context, 'cycle', { ...old, day: '2026-01-01' })).toMatchObject({ nextSurveillance: '2026-03-01' });
    expect(
      figures(context, 'rule', { question: 'cycle.transition', keys: { standard: 'qms' }, day: '2026-01-01' }),
    ).toEqual({ value: 'new-text-at-once' });
    expect(figures(context, 'cycle', { ...old, surveillances: ['2023-01-01', 'soon'], day })).toEqual([
      'unknown-day-format',
      'wrong-order',
    ]);
  });
});

describe('time limits (examples 7, 9, 18)', () => {
  it('7: short notice within 30 days, late on the next day', () => {
    const short = (asOf: string) =>
      answered(calculate('clock', { procedure: 'short-notice-audit', from: '2026-05-08', day: asOf }, context));
    expect(short('2026-06-07').values).toMatchObject({ 'audit.due': { value: '2026-06-07' } });
    expect(short('2026-06-07').details).toMatchObject([{ late: 0 }]);
    expect(short('2026-06-08').details).toMatchObject([{ state: 'ran-out', late: 1 }]);
  });

  it('9: random check published in 20 working days', () => {
    expect(of('clock', { procedure: 'random-check', from: '2026-09-18', day: '2026-09-18' })).toEqual({
      'publication.due': '2026-10-22',
    });
    expect(of('clock', { length: 20, unit: 'working-days', from: '2026-09-18', day: '2026-09-18' })).toEqual({
      'period.due': '2026-10-22',
    });
  });

  it('18: three clocks of a laboratory approval, two editions, a correction that stops the review', () => {
    const lab = (raw: object) =>
      of('clock', { procedure: 'lab-approval', from: '2026-03-02', day: '2026-03-02', ...raw });
    const old = { editions: { 'lab-qualification': '2015' } };
    expect(lab({ ...old, done: { review: '2026-05-08' } })).toMatchObject({
      'review.due': '2026-05-08',
      'decision.due': '2026-06-04',
      'certificate.due': '2026-06-18',
    });
    expect(lab({ editions: { 'lab-qualification': '2021' } })).toMatchObject({ 'review.due': '2026-04-14' });
    const stopped = lab({
      ...old,
      day: '2026-05-20',
      stops: [{ step: 'review', from: '2026-04-01', to: '2026-04-15', reason: 'correction' }],
    });
    expect(stopped).toMatchObject({ 'review.due': '2026-05-20' });
    const lines = answered(
      calculate(
        'clock',
        {
          procedure: 'lab-approval',
          from: '2026-03-02',
          day: '2026-05-20',
          ...old,
          stops: [{ step: 'review', from: '2026-04-01', to: '2026-04-15' }],
        },
        context,
      ),
    ).lines;
    expect(lines.find((l) => l.id === 'correction')?.value).toBe('2026-05-18');
    expect(
      answered(calculate('clock', { procedure: 'lab-approval', from: '2026-03-02', day }, context)).certainty,
    ).toBe('to-be-confirmed');
  });

  it('renewals are counted back from the last day of validity, each by itself', () => {
    const renewal = { procedure: 'certificate-renewal', from: '2028-12-31' };
    expect(of('clock', { ...renewal, day: '2028-09-30' })).toEqual({
      'body-renewal.due': '2028-12-01',
      'lab-renewal.due': '2028-09-30',
      'ccc-renewal.due': '2028-10-02',
    });
    const late = (asked: string) =>
      answered(calculate('clock', { ...renewal, day: asked }, context)).details as readonly {
        step: string;
        late: number;
      }[];
    expect(late('2028-09-30').map((d) => d.late)).toEqual([0, 0, 0]);
    expect(late('2028-10-03').map((d) => d.late)).toEqual([0, 3, 1]);
    // Three months before the last of February and before 31 May: the same number, clamped.
    const labs = (from: string) => of('clock', { procedure: 'certificate-renewal', from, day: '2026-01-05' });
    expect(labs('2027-02-28')).toMatchObject({ 'lab-renewal.due': '2026-11-28' });
    expect(labs('2027-05-31')).toMatchObject({ 'lab-renewal.due': '2027-02-28' });
  });

  it.each([
    ['lab-application', { 'acceptance.due': '2026-03-09' }],
    ['body-approval', { 'decision.due': '2026-04-16' }],
    ['ccc-certification', { 'decision.due': '2026-05-31' }],
    ['withdrawal', { 'publish-withdrawal.due': '2026-03-09' }],
    ['major-finding', { 'verification.due': '2026-09-02' }],
    ['sign-in', { 'explanation.due': '2026-03-09' }],
  ])('%s from Monday 2026-03-02', (procedure, due) => {
    expect(of('clock', { procedure, from: '2026-03-02', day: '2026-03-02' })).toEqual(due);
  });

  it('every procedure that is offered has a name in both languages and an answer', () => {
    const offered = listedCodes(context.book, 'clock/procedure');
    expect(offered.length).toBeGreaterThan(12);
    for (const { code, zh, en } of offered) {
      expect([zh, en], code).not.toContain(code);
      expect(calculate('clock', { procedure: code, from: '2026-03-02', day: '2026-03-02' }, context).ok, code).toBe(
        true,
      );
    }
  });

  it('never guesses past the end of the table', () => {
    expect(refusal('clock', { procedure: 'random-check', from: '2026-12-20' })).toContain(
      'The holiday table ends on 2026-12-31',
    );
    expect(of('clock', { procedure: 'tea' })).toEqual(['missing-field']);
    expect(of('clock', { procedure: 'tea', from: '2026-01-05' })).toEqual(['unknown-procedure']);
    expect(of('clock', { from: '2026-01-05' })).toEqual(['one-of-two']);
    const lab = { procedure: 'lab-approval', from: '2026-03-02' };
    expect(
      of('clock', {
        ...lab,
        done: { tea: '2026-03-03' },
        stops: [{ step: 'lunch', from: '2026-03-05', to: '2026-03-04' }],
      }),
    ).toEqual(['unknown-step', 'unknown-step', 'wrong-order']);
  });
});

describe('when the body is lost (example 8)', () => {
  const lost = { lost: '2026-04-01', validTo: '2027-12-31' };
  it('gives two answers, never one window', () => {
    expect(of('transfer', { ...lost, day: '2026-04-01' })).toEqual({
      applyFrom: '2026-07-01',
      'accreditation-lost.transferUntil': '2026-10-01',
      'body-closed.transferUntil': '2026-10-01',
    });
    const { details } = answered(calculate('transfer', { ...lost, day: '2026-10-02' }, context));
    expect(details).toMatchObject({
      'approval-revoked': { certificate: 'void', route: 'initial-application', applyFrom: '2026-07-01' },
      'accreditation-lost': { route: 'new-client', open: false },
    });
  });

  it('ends with the certificate where that is sooner, and takes no suspended one', () => {
    expect(of('transfer', { lost: '2026-04-01', validTo: '2026-06-30', event: 'accreditation-lost' })).toEqual({
      'accreditation-lost.transferUntil': '2026-06-30',
    });
    expect(
      answered(calculate('transfer', { ...lost, event: 'body-closed', suspended: true, day }, context)).lines[0]?.value,
    ).toBe('not-accepted');
    expect(of('transfer', { lost: '2026-04-01', validTo: '2026-03-31' })).toEqual(['expired-before']);
    expect(of('transfer', { ...lost, event: 'approval-revoked', jurisdiction: 'INT' })).toEqual(['no-rule']);
  });
});

describe('draw (example 10)', () => {
  const classes = { A: 800, B: 300, C: 100, D: 30 };
  const objects = Object.entries(classes).flatMap(([name, count]) =>
    Array.from({ length: count }, (_, i) => ({ id: `${name}${i}`, class: name })),
  );
  const inspectors = Array.from({ length: 40 }, (_, i) => ({
    id: `I${i}`,
    conflicts: i < 5 ? objects.filter((_o, j) => j % 7 === i).map((o) => o.id) : [],
  }));
  const order = { seed: '2026-11-25', objects, shares: { A: 10, B: 25, C: 50, D: 100 }, inspectors };
  const run = (raw: object = {}) => answered(calculate('draw', { day, ...order, ...raw }, context));

  it('80 + 75 + 50 + 30 = 235, and the same again from a list in another order', () => {
    expect(of('draw', order)).toMatchObject({
      'drawn.A': '80',
      'drawn.B': '75',
      'drawn.C': '50',
      'drawn.D': '30',
      drawn: '235',
    });
    expect(run({ objects: [...objects].reverse(), inspectors: [...inspectors].reverse() }).details).toEqual(
      run().details,
    );
    expect(run({ seed: 'another' }).details).not.toEqual(run().details);
  });

  it('freezes the list before the seed is known: the same hash, how many of each class, nothing drawn', () => {
    const { seed: _, ...frozen } = order;
    const known = figures(context, 'draw', { day, ...frozen });
    const drawn = figures(context, 'draw', { day, ...order });
    if (Array.isArray(known) || Array.isArray(drawn)) throw new Error('refused');
    expect(known['listHash']).toBe(drawn['listHash']);
    expect([known['drawn.A'], known['drawn'], known['drawnListHash']]).toEqual(['80', undefined, undefined]);
    const asRows = {
      ...order,
      shares: undefined,
      classShares: [
        ['A', 10],
        ['B', 25],
        ['C', 50],
        ['D', 100],
      ].map(([c, share]) => ({ class: c, share })),
    };
    expect(figures(context, 'draw', { day, ...asRows })).toEqual(drawn);
  });

  it('one name less is another list', () => {
    const { listHash } = run().details as { listHash: string };
    expect((run({ objects: objects.slice(1) }).details as { listHash: string }).listHash).not.toBe(listHash);
    expect(of('draw', { ...order, objects: objects.slice(1), listHash })).toEqual(['other-list']);
    expect(run({ listHash }).ok).toBe(true);
  });

  it('gives no object to an inspector with an interest, at least two to each, loads within one', () => {
    const { drawn } = run().details as { drawn: { id: string; inspectors: string[] }[] };
    const load = new Map<string, number>();
    for (const { id, inspectors: named } of drawn) {
      expect(new Set(named).size).toBe(2);
      for (const name of named) {
        expect(inspectors.find((i) => i.id === name)?.conflicts).not.toContain(id);
        load.set(name, (load.get(name) ?? 0) + 1);
      }
    }
    expect(Math.max(...load.values()) - Math.min(...load.values())).toBeLessThanOrEqual(1);
    expect(of('draw', { ...order, inspectorsEach: 1 })).toEqual(['too-few-inspectors']);
    expect(
      of('draw', { ...order, inspectors: [{ id: 'I1' }, { id: 'I2', conflicts: objects.map((o) => o.id) }] }),
    ).toEqual(['no-inspector-left']);
  });

  it('rounds a share up, and refuses doubles, unknown classes and shares over 100', () => {
    expect(of('draw', { ...order, objects: objects.slice(0, 801) })).toMatchObject({ 'drawn.A': '80', 'drawn.B': '1' });
    expect(
      of('draw', {
        ...order,
        objects: [...objects, objects[0], { id: 'x', class: 'E' }],
        shares: { ...order.shares, B: 101 },
      }),
    ).toEqual(['listed-twice', 'wrong-share', 'no-share', 'no-share']);
  });
});

describe('codes and catalogue (examples 11 to 13)', () => {
  it('11 and 12', () => {
    expect(of('code', { value: '91350100M000100Y43', kind: 'uscc' })).toEqual({ uscc: '91350100M000100Y43' });
    expect(refusal('code', { value: '91350100M000100Y4Z', kind: 'uscc' })).toContain(
      'position 18 of `91350100M000100Y4Z` is `Z`; the other characters give `3`',
    );
    expect(answered(calculate('code', { value: '2016010901123456', day }, context)).details).toEqual([
      {
        kind: 'ccc-number',
        normalised: '2016010901123456',
        parts: { year: 2016, body: '01', class: '09', kind: '01', serial: '123456' },
      },
    ]);
    expect(of('code', { value: '201601090112345', kind: 'ccc-number' })).toEqual(['wrong-length']);
    expect(of('code', { value: '??' })).toEqual(['no-kind-fits']);
  });

  it('13: the charger of an e-bike is not yet compulsory on 2025-10-31 and compulsory on 2025-11-01', () => {
    const state = (raw: object) => {
      const found = of('catalogue', raw);
      return Array.isArray(found) ? found : found['state'];
    };
    expect(state({ product: '电动自行车充电器', day: '2025-10-31' })).toBe('not-yet');
    expect(state({ product: '電動自行車充電器', day: '2025-11-01' })).toBe('third-party');
    expect(state({ code: '0701' })).toBe('third-party');
    expect(state({ product: '儿童推车' })).toBe('unknown');
    expect(state({ code: '2201' })).toBe('unknown');
    expect(state({ code: '0102' })).toBe('unknown');
    expect(state({ hs: '8507.60', day: '2026-01-01' })).toBe('compare');
    expect(state({})).toEqual(['nothing-asked']);
    expect(state({ code: '7x' })).toEqual(['wrong-code']);
  });

  it('17 of the traps: a self-declaration is first-party and leaves no certificate', () => {
    const { lines } = answered(calculate('catalogue', { code: '0501', day }, context));
    expect(lines.find((l) => l.id === 'first-party')?.text.zh).toContain('没有认证证书');
    expect(lines.find((l) => l.id === '0501')).toMatchObject({
      value: 'self-declaration',
      certainty: 'to-be-confirmed',
    });
  });
});

describe('sign-in and persons (examples 16 and 17)', () => {
  const opening = { meeting: 'opening', start: '2026-05-06T09:00', day: '2026-05-06' };
  it('16: in time, late, place', () => {
    expect(of('sign-in', { ...opening, signed: '2026-05-06T10:58', distanceKm: 1.2 })).toMatchObject({ state: 'ok' });
    const flags = (raw: object) => answered(calculate('sign-in', { ...opening, ...raw }, context)).details;
    expect(flags({ signed: '2026-05-06T11:05', distanceKm: 1.2 })).toEqual({
      flags: ['late'],
      explainBy: '2026-05-12',
    });
    expect(flags({ signed: '2026-05-06T09:10', distanceKm: 5.3 })).toEqual({
      flags: ['place'],
      explainBy: '2026-05-12',
    });
    expect(flags({ signed: '2026-05-06T11:00', distanceKm: 5 })).toEqual({ flags: [], explainBy: null });
    expect(flags({ signed: '2026-05-06T11:00:01', distanceKm: '5.001' })).toMatchObject({ flags: ['late', 'place'] });
  });

  it('16 of the traps: early on the same day is fine, another day is not; official is the national application', () => {
    const flags = (raw: object) => answered(calculate('sign-in', { ...opening, ...raw }, context));
    expect(flags({ signed: '2026-05-06T07:30' }).details).toMatchObject({ flags: [] });
    expect(flags({ signed: '2026-05-05T22:00' }).details).toMatchObject({ flags: ['other-day'] });
    expect(flags({}).details).toMatchObject({ flags: ['missing'] });
    const closing = { meeting: 'closing', start: '2026-05-06T16:00', end: '2026-05-06T17:00' };
    expect(flags({ ...closing, signed: '2026-05-06T15:59' }).details).toMatchObject({ flags: ['early'] });
    expect(flags({ ...closing, signed: '2026-05-06T19:00' }).details).toMatchObject({ flags: [] });
    expect(flags({ signed: '2026-05-06T09:00' }).lines.at(-1)?.value).toBe('national-application-only');
    expect(of('sign-in', { meeting: 'closing', start: '2026-05-06T16:00', day })).toEqual(['no-end']);
  });

  it('17: two places at once, and a ban whose last day still bars', () => {
    const booking = (place: string, from: string, to: string, person = '甲') => ({ person, place, from, to });
    const bookings = [
      booking('北京', '2026-12-15T09:00', '2026-12-15T17:00'),
      booking('广州', '2026-12-15T10:00', '2026-12-15T12:00'),
    ];
    const bans = [{ person: '甲', until: '2027-01-01' }];
    expect(of('person-check', { bookings, bans })).toEqual(['two-places', 'banned']);
    expect(refusal('person-check', { bookings: bookings.slice(0, 1), bans })).toContain(
      'banned until 2027-01-01, that day included: not available on 2026-12-15, cn-persons@2020 禁业期限 | A ban is the penalty of the regulator',
    );
    expect(of('person-check', { bookings: [booking('北京', '2027-01-01T09:00', '2027-01-01T10:00')], bans })).toEqual([
      'banned',
    ]);
    expect(of('person-check', { bookings: [booking('北京', '2027-01-02T09:00', '2027-01-02T10:00')], bans })).toEqual({
      state: 'ok',
    });
    expect(
      of('person-check', {
        bookings: [
          booking('北京', '2026-12-15T09:00', '2026-12-15T10:00'),
          booking('天津', '2026-12-15T10:00', '2026-12-15T12:00'),
        ],
      }),
    ).toEqual({ state: 'ok' });
  });

  it('registrations are of three kinds', () => {
    const bookings = [{ person: '乙', place: '北京', from: '2026-05-06T09:00', to: '2026-05-06T17:00' }];
    const registrations = [{ person: '乙', kind: 'auditor', validTo: '2026-05-06' }];
    expect(of('person-check', { bookings, registrations, object: 'management-system' })).toEqual({ state: 'ok' });
    expect(refusal('person-check', { bookings, registrations, object: 'ccc-factory' })).toContain(
      'no registration as inspector valid on 2026-05-06',
    );
    expect(
      of('person-check', {
        bookings,
        registrations: [{ person: '乙', kind: 'auditor', validTo: '2026-05-05' }],
        object: 'management-system',
      }),
    ).toEqual(['not-registered']);
  });
});

describe('scores, votes, displays, grades (examples 19, 21 to 23)', () => {
  it('19: z = 2.10, questionable; limits exact', () => {
    const pt = (raw: object) => of('pt', { result: '10.42', assigned: '10.00', sigma: '0.20', ...raw });
    expect(pt({})).toEqual({ score: '2.10', verdict: 'questionable' });
    expect(pt({ result: 10.4, assigned: 10, sigma: 0.2 })).toEqual({ score: '2.00', verdict: 'satisfactory' });
    expect(pt({ result: '9.4' })).toEqual({ score: '-3.00', verdict: 'unsatisfactory' });
    expect(pt({ result: '9.4000001' })).toMatchObject({ verdict: 'questionable' });
    expect(pt({ score: 'en', resultUncertainty: '0.3', assignedUncertainty: '0.4', result: '10.5' })).toEqual({
      score: '1.00',
      verdict: 'satisfactory',
    });
    expect(pt({ score: 'en', resultUncertainty: '0.3', assignedUncertainty: '0.4', result: '10.51' })).toEqual({
      score: '1.02',
      verdict: 'unsatisfactory',
    });
    expect(pt({ score: 'z-prime', assignedUncertainty: '0.15' })).toEqual({ score: '1.68', verdict: 'satisfactory' });
    expect(pt({ score: 'zeta', resultUncertainty: '0.1' })).toEqual(['not-positive']);
    expect(pt({ sigma: 0 })).toEqual(['not-positive']);
  });

  it('21: 9 of 12 passes, 8 fails; a comment period of 30 days', () => {
    const vote = (raw: object) => of('vote', { reviewers: 14, drafters: 2, yes: 9, no: 3, ...raw });
    expect(vote({})).toMatchObject({ entitled: '12', outcome: 'passed', share: '75%' });
    expect(vote({ yes: 8, no: 2, abstain: 2 })).toMatchObject({ outcome: 'failed', share: '66.7%', denominator: '12' });
    expect(vote({ variant: 'four-fifths' })).toMatchObject({ outcome: 'failed' });
    expect(vote({ mode: 'letter', reviewers: 10, drafters: 0, yes: 8, no: 2, variant: 'four-fifths' })).toMatchObject({
      outcome: 'passed',
      denominator: '10',
    });
    expect(
      refusal('vote', { reviewers: 14, drafters: 2, yes: 9, commentFrom: '2026-05-06', commentTo: '2026-06-04' }),
    ).toContain('closes on 2026-06-05 at the earliest, found `2026-06-04`');
    expect(vote({ commentFrom: '2026-05-06', commentTo: '2026-06-05' })).toMatchObject({ outcome: 'passed' });
    expect(vote({ yes: 13, no: 0 })).toEqual(['too-many-votes']);
    expect(vote({ reviewers: 4, drafters: 0, yes: 4, no: 0 })).toEqual(['too-few-experts']);
  });

  it('22: the display ends on 2026-11-06; anonymous, in time, late', () => {
    const whole = { identity: true, evidence: true };
    const raw = {
      from: '2026-11-02',
      length: 5,
      unit: 'working-days',
      firstDayCounts: true,
      objections: [
        { at: '2026-11-04', evidence: true },
        { at: '2026-11-06', ...whole },
        { at: '2026-11-09', ...whole },
      ],
    };
    expect(of('public-display', raw)).toEqual({ lastDay: '2026-11-06', decision: 'stopped' });
    expect(answered(calculate('public-display', { ...raw, day }, context)).details).toMatchObject({
      objections: [
        { accepted: false, reasons: ['identity'] },
        { accepted: true },
        { accepted: false, reasons: ['in-time'] },
      ],
    });
    const late = { ...raw, objections: [{ at: '2026-11-06T16:00:00Z', ...whole }] };
    expect(of('public-display', late)).toMatchObject({ decision: 'free' });
    expect(of('public-display', { ...late, objections: [{ at: '2026-11-06T15:59:59Z', ...whole }] })).toMatchObject({
      decision: 'stopped',
    });
    expect(of('public-display', { ...late, zone: 'Asia/Pudong' })).toEqual(['unknown-zone']);
    expect(of('public-display', { from: '2026-11-02' })).toMatchObject({ lastDay: '2026-11-06' });
  });

  it('23: A, D by veto, C with the rounding rule said', () => {
    expect(of('assessment', { points: 91 })).toMatchObject({ grade: 'A' });
    expect(of('assessment', { points: 91, vetoes: ['systemic-safety-event'] })).toMatchObject({ grade: 'D' });
    const c = answered(calculate('assessment', { points: '79.5', day }, context));
    expect(c.values['grade']?.value).toBe('C');
    expect(c.lines[0]).toMatchObject({
      id: 'rounding',
      certainty: 'to-be-confirmed',
      text: { en: 'points are not rounded: 79.5 is under 80' },
    });
    expect(of('assessment', { points: 100.5 })).toEqual(['points-out-of-range']);
    expect(of('assessment', { points: 90, vetoes: ['rain'] })).toEqual(['unknown-veto']);
  });
});

describe('words, honours, signatures, reasons (points 14, 15 and 18 of the traps)', () => {
  const value = (question: string, keys?: object) => {
    const found = of('rule', { question, ...(keys ? { keys } : {}) });
    return Array.isArray(found) ? found : found['value'];
  };
  it('14: notices, registrations and states are told apart', () => {
    expect(value('notice.kinds')).toBe('call; display for objection; announcement; decision; naming; event');
    expect(value('certificate.states')).toBe('valid; suspended; withdrawn; cancelled; expired');
    expect(value('person.registration-kind', { object: 'service' })).toBe('examiner');
    expect([value('person.ban-by'), value('person.registration-by')]).toEqual(['regulator', 'association']);
  });

  it('15: only the quality technology award is an award, with its basis', () => {
    expect(value('honour.outcome-word', { programme: 'quality-technology-award' })).toBe('award');
    expect(value('honour.outcome-word', { programme: 'qc-circle' })).toBe('result');
    expect(value('honour.outcome-word', { programme: 'trusted-team' })).toBe('experience');
    expect(value('honour.basis', { programme: 'quality-technology-award' })).toContain('2017, no. 196');
    expect(value('honour.basis', { programme: 'qc-circle' })).toEqual(['no-rule']);
  });

  it('18: a signature by a key of one’s own is not by itself a reliable one', () => {
    expect(value('signature.standing')).toBe('not-by-itself-reliable');
  });

  it('reasons with their terms', () => {
    expect(
      of('reasons', { entry: 'qms-certificate', act: 'withdraw', reason: 'refuses-supervision', from: '2026-05-06' }),
    ).toEqual({ 'refuses-supervision.due': '2026-05-12' });
    expect(
      of('reasons', { entry: 'qms-certificate', act: 'withdraw', reason: 'misuse-not-corrected', from: '2026-05-06' }),
    ).toEqual({ 'misuse-not-corrected.due': '2026-07-06' });
    expect(of('reasons', { entry: 'ccc-certificate', act: 'suspend', reason: 'bad-weather' })).toEqual([
      'unknown-reason',
    ]);
    expect(
      answered(calculate('reasons', { entry: 'ccc-certificate', act: 'cancel', day }, context)).lines,
    ).toHaveLength(4);
  });
});
