import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, toDay } from '../../src/certification/time/day.ts';
import { launchBrowser } from './chromium.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';
import { aPdf } from './desk.ts';
import { goesOnOnlyIfWell, People } from './people.ts';

/** A round from its call to the decision over the displayed list, in English, each act by the role that does it. */
let server: DemoServer;
let browser: Browser;
let people: People;
const roundTitle = 'Quality Technology Award, spring call';
const project = 'Torque control of the spindle line';
const experts = ['expert', 'demo-expert-2', 'demo-expert-3', 'demo-expert-4', 'demo-expert-5'];
const recommendingUnit = 'Recommending Unit of the Equipment Trade';
let today = '';
let roundId = '';
let caseId = '';
let notice = '';

beforeAll(async () => {
  server = await startDemoServer();
  browser = await launchBrowser();
  people = new People(browser, server.base, { language: 'en' });
  today = server.demonstration?.day ?? '';
  for (const login of [...experts.slice(1), 'demo-expert-6', 'demo-member-7']) await server.letSignIn(login);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
goesOnOnlyIfWell(() => people);

const at = (login: string) => people.at(login);

async function secretaryDoes(step: string) {
  const secretary = await at('secretary');
  await secretary.go(`/desk/rounds/${roundId}`);
  await secretary.heading(step).waitFor();
  return secretary;
}

describe('a round in the browser', () => {
  test('the secretary opens it and puts out the call', async () => {
    const secretary = await at('secretary');
    await secretary.go('/desk/rounds');
    await secretary.button('Open a round').click();
    const dialog = secretary.page.getByRole('dialog');
    await secretary.within(dialog, async () => {
      await secretary.pick('Scheme', 'Quality technology award');
      await secretary.text('Title in Chinese', '质量技术奖春季批次');
      await secretary.text('Title in English', roundTitle);
    });
    await dialog.locator('.ant-btn-primary').click();
    await secretary.heading('Call').waitFor();
    roundId = secretary.caseId();
    await secretary.text('Document number of the call', '沪质协〔2026〕28号');
    await secretary.day('Applications from', today);
    await secretary.day('Applications until', today);
    await secretary.upload('Text of the call');
    await secretary.submit();
    await expect.poll(() => secretary.next()).toContain('Collecting');
  });

  test('an applicant submits to it, asked only what applies, her shares summed by the form', async () => {
    const applicant = await at('applicant');
    await applicant.go(`/desk/rounds/${roundId}`);
    await applicant.page.getByRole('link', { name: 'Apply in this round' }).click();
    // The round is chosen by itself; the unit that recommends is asked for, with what is left of its quota.
    await applicant.page.getByText('Quality technology award · Application').waitFor();
    await applicant.pick('Recommended by', recommendingUnit);
    await applicant.text('Title', project);
    await applicant.button('Begin').click();
    await applicant.heading('Application').waitFor();
    caseId = applicant.caseId();
    await applicant.button('Take over from an earlier case').click();
    await applicant.page.getByText(/taken over/).waitFor();
    await applicant.choose('Kind of award', 'individual');
    await applicant.field('Candidate').waitFor();
    await applicant.choose('Kind of award', 'project');
    await applicant.field('Candidate').waitFor({ state: 'detached' });
    await applicant.bilingual('Title of the project', '主轴拧紧力矩控制', project);
    const people = applicant.field('Participants');
    while ((await people.locator('.rows > fieldset').count()) > 0)
      await people.getByRole('button', { name: 'Remove row 1' }).click();
    for (const [index, share] of [60, 40].entries()) {
      await people.getByRole('button', { name: 'Add a row' }).click();
      await applicant.within(people.locator('.rows > fieldset').nth(index), async () => {
        await applicant.text('Name', `Participant ${index + 1}`);
        await applicant.text('Unit', 'Workshop 5');
        await applicant.text('Share', String(share));
      });
    }
    await expect.poll(() => applicant.field('Sum of the shares').locator('input').inputValue()).toBe('100');
    await applicant.upload('Evidence', { ...aPdf, name: 'evidence.pdf' });
    if (await applicant.field('Proof by the finance department').count())
      await applicant.upload('Proof by the finance department', { ...aPdf, name: 'finance.pdf' });
    await applicant.submit();
  });

  test('it is recommended, checked, and passes gates that say who still stands before them', async () => {
    const recommender = await at('recommender');
    await recommender.openTask(project, 'Recommendation');
    await recommender.text('Recommendation', 'Recommended.');
    await recommender.day('Recommended on', today);
    await recommender.outcome('recommended');
    await recommender.submit();
    await (await secretaryDoes('Collecting')).submit();

    const gate = await secretaryDoes('Gate of the form check');
    await gate.page.locator('#act').getByText(project).first().waitFor();
    expect(await gate.submitRefused()).toContain(project);
    await gate.openTask(project, 'Form check');
    await gate.outcome('passed');
    await gate.submit();
    const clear = await secretaryDoes('Gate of the form check');
    await clear.page.locator('#act').getByText('the gate may be passed').first().waitFor();
    await clear.submit();
    await expect.poll(() => clear.page.locator('.steps').innerText()).toContain('1 in = 1 out + 0 left');
  });

  test('experts are drawn by a seed that was published; who has a tie is recused', async () => {
    const secretary = await secretaryDoes('Assignment of experts');
    for (const name of ['One', 'Two', 'Three', 'Four', 'Five', 'Six'])
      await secretary
        .field('Name Expert reviewer')
        .locator('li', { hasText: `Expert ${name}` })
        .getByRole('checkbox')
        .check();
    expect(await secretary.submitRefused()).toContain('seed');
    await secretary.text('Seed of the draw', 'published-on-the-first');
    await secretary.submit();
    const aside = await secretary.page.locator('.case-aside').innerText();
    expect(aside).toContain('published-on-the-first');
    expect(aside).toMatch(/Recused[\s\S]*Expert Six/);
  });

  test('each expert sees what is hers and what is left, and her points are summed by the form', async () => {
    for (const [index, login] of experts.entries()) {
      const expert = await at(login);
      await expert.go(`/desk/rounds/${roundId}`);
      await expert.page.getByText('1 left to review').waitFor();
      await expert.page.locator('.rows-list .row', { hasText: project }).locator('a').click();
      await expert.heading('Expert review').waitFor();
      // One odd score: it is left out of the mean and marked for the meeting.
      const [problem, method, innovation, effect] = index === 4 ? [5, 5, 5, 5] : [18, 27, 17, 26];
      await expert.text('Problem and target (20)', String(problem));
      await expert.text('Methods and tools (30)', String(method));
      await expert.text('Innovation (20)', String(innovation));
      await expert.text('Effect and spread (30)', String(effect));
      await expert.text('Opinion', 'Sound.');
      await expert.choose('Statement of fairness and secrecy signed', 'Yes');
      await expect.poll(() => expert.field('Points').locator('input').inputValue()).toBe(index === 4 ? '20' : '88');
      await expert.submit();
      await expert.go(`/desk/rounds/${roundId}`);
      await expert.page.getByText('All your reviews are done.').waitFor();
    }
  });

  test('the secretary sees spread and outlier, ranks, and the committee votes', async () => {
    await (await secretaryDoes('Gate of the expert review')).submit();
    const secretary = await secretaryDoes('Ranking');
    await secretary.button('Show each score, spread and outliers').click();
    const row = secretary.page.locator('.scores').first();
    await row.waitFor();
    await expect.poll(() => row.innerText()).toContain('outlier');
    await secretary.submit();
    await expect.poll(() => secretary.page.locator('table').first().innerText()).toContain('88.00');

    const committee = await secretaryDoes('Committee');
    for (const name of ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven'])
      await committee
        .field('Name Member of the committee')
        .locator('li', { hasText: name })
        .getByRole('checkbox')
        .check();
    await committee.submit();
    for (const login of [...experts, 'demo-member-7', 'demo-expert-6']) {
      const member = await at(login);
      await member.go(`/desk/rounds/${roundId}`);
      await member.heading('Secret ballot').waitFor();
      await member.choose('Vote', login === 'demo-member-7' ? 'against' : 'for');
      if (login === 'demo-expert-6') expect(await member.submitRefused()).toContain('recused');
      else await member.submit();
    }
    // Expert Six is tied to an applicant: she may not vote, and the secretary closes the vote without her.
    await committee.go(`/desk/rounds/${roundId}`);
    const vote = committee.page.locator('section', { hasText: 'have voted' }).last();
    await expect.poll(() => vote.innerText()).toContain('6 of 7 have voted');
    expect(await vote.innerText()).not.toContain('against');
    await committee.button('Close the vote').click();
    await committee.page.getByRole('dialog').locator('.ant-btn-primary').click();
    await expect.poll(() => vote.innerText()).toMatch(/6 of 6[\s\S]*against[\s\S]*1/);
    const conclusion = await secretaryDoes('Conclusion of the meeting');
    await conclusion.day('Date of the meeting', today);
    await conclusion.upload('Minutes');
    await conclusion.submit();
  });

  test('the list goes on public display, and an objection from outside stops the decision', async () => {
    const secretary = await secretaryDoes('Public display');
    await secretary.page.locator('#act').getByText('frozen').first().waitFor();
    await secretary.submit();
    const link = secretary.page.getByRole('link', { name: 'Public page of the display' });
    notice = (await link.getAttribute('href')) ?? '';

    const stranger = await people.at('regulator');
    await stranger.go(`${notice}?lang=en`);
    await stranger.page.getByLabel('Your name or organisation (protected)').fill('Neighbour Ltd');
    await stranger.page.getByLabel('How to reach you (protected)').fill('021-1');
    await stranger.page.getByLabel('What you object to').fill('The effect was measured on another line.');
    await stranger.page.locator('input[type=file]').setInputFiles(aPdf);
    await stranger.page.getByRole('button', { name: 'Object' }).click();
    await stranger.page.getByText('The objection was received').waitFor();

    await secretary.go(`/desk/rounds/${roundId}`);
    const objection = secretary.page.locator('.finding', { hasText: 'measured on another line' });
    await expect.poll(() => objection.innerText()).toContain('Neighbour Ltd');
    await objection.getByText('not upheld', { exact: true }).click();
    await objection.locator('textarea').first().fill('The line was measured; see the minutes.');
    await objection.locator('.ant-btn-primary').click();
    await objection.getByText('answered').first().waitFor();
  });

  test('the decision waits for the end of the display, and is then made row by row', async () => {
    const office = await at('award');
    await office.go(`/desk/rounds/${roundId}`);
    await office.heading('Decision over the list').waitFor();
    expect(await office.submitRefused()).toMatch(/display/i);

    const admin = await at('admin');
    await admin.go('/desk/admin');
    await admin.button('Clock').click();
    await admin.day('Move to', addDays(toDay(today), 7));
    await admin.button('Move').click();
    await admin.page.getByText(/The clock stands on/).waitFor();

    await office.go(`/desk/rounds/${roundId}`);
    await office.heading('Decision over the list').waitFor();
    await office.submit();
    await office.go(`/desk/cases/${caseId}`);
    await expect.poll(() => office.next()).toContain('Ended: granted');
    await expect.poll(() => office.page.locator('.entry-of-case strong').innerText()).toMatch(/^QTA-\d{4}-\d{3}$/);
    await office.go(`${notice}?lang=en`);
    await expect.poll(() => office.page.locator('main').innerText()).toContain(project);
  });
});
