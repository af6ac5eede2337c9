import { normaliseSearch } from '#certification/codes/normalise.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { addDays, toDay } from '#certification/time/day.ts';
import { dayOf, toInstant } from '#certification/time/instant.ts';
import type { CaseField } from '../ports/cases.ts';
import { everything, type Filter, folded } from '../ports/filter.ts';
import type { TaskField } from '../ports/tasks.ts';
import type { Id } from '../ports/values.ts';
import type { World } from '../world.ts';
import { blindReviews } from './blind.ts';

/** What somebody asks of a work list beside its being hers. It narrows what the policy gives and never widens it. */
export interface WorkAsked {
  readonly scheme?: string | undefined;
  /** Late; late or due within the next seven days; without a day. */
  readonly due?: 'late' | 'week' | 'none' | undefined;
  /** A piece of the title, of an organisation's name, of what the step or the scheme is called. */
  readonly text?: string | undefined;
}

/** What steps that no scheme declares are called. */
export const houseSteps: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  'finding.answer': { zh: '回复不符合', en: 'Answer a finding' },
  'finding.settle': { zh: '验证纠正措施', en: 'Verify the corrective action' },
  'must-suspend': { zh: '应当暂停', en: 'Must suspend' },
  'must-withdraw': { zh: '应当撤销', en: 'Must withdraw' },
  flag: { zh: '逾期', en: 'Overdue' },
  transition: { zh: '转换到新版本', en: 'Move to the new edition' },
};

/** Of more organisations than that with a piece of text in their name, it says too little. */
const mostNamed = 2000;

export async function tasksAsked(world: World, asked: WorkAsked): Promise<Filter<TaskField>> {
  const text = asked.text?.trim() ?? '';
  const schemes = text === '' ? [] : await world.schemes.all();
  const parties = text === '' ? [] : await partiesNamed(world, text);
  const blind = blindReviews(schemes).map((review) => stepOf(review.scheme, review.step));
  const holds: Filter<TaskField> = {
    any: [
      { field: 'scheme', is: schemesCalled(schemes, text) },
      { field: 'step', is: Object.keys(houseSteps).filter((step) => says(houseSteps[step], text)) },
      ...schemes.flatMap((scheme) => stepsCalled(scheme, text).map((step) => stepOf(scheme.id, step))),
      { field: 'body', is: parties },
      // To ask by name, or by a piece of a title in which a name may stand, would tell whose case it is.
      {
        all: [
          {
            any: [
              { field: 'title', contains: text },
              { field: 'applicant', is: parties },
            ],
          },
          { not: { any: blind } },
        ],
      },
    ],
  };
  return { all: [byScheme(asked), byDue(world, asked, 'due'), text === '' ? everything : holds] };
}

export async function casesAsked(world: World, asked: WorkAsked): Promise<Filter<CaseField>> {
  const text = asked.text?.trim() ?? '';
  const parties = text === '' ? [] : await partiesNamed(world, text);
  const holds: Filter<CaseField> = {
    any: [
      { field: 'title', contains: text },
      { field: 'scheme', is: text === '' ? [] : schemesCalled(await world.schemes.all(), text) },
      { field: 'applicant', is: parties },
      { field: 'body', is: parties },
    ],
  };
  return { all: [byScheme(asked), byDue(world, asked, 'nextDue'), text === '' ? everything : holds] };
}

function byScheme({ scheme }: WorkAsked): Filter<'scheme'> {
  return scheme === undefined ? everything : { field: 'scheme', is: [scheme] };
}

function byDue<Field extends string>({ clock, house }: World, { due }: WorkAsked, field: Field): Filter<Field> {
  const today = toDay(dayOf(toInstant(clock.now()), house.zone));
  switch (due) {
    case undefined:
      return everything;
    case 'none':
      return { field, is: [null] };
    case 'late':
      return { field, most: addDays(today, -1) };
    case 'week':
      return { field, most: addDays(today, 7) };
  }
}

const stepOf = (scheme: string, step: string): Filter<TaskField> => ({
  all: [
    { field: 'scheme', is: [scheme] },
    { field: 'step', is: [step] },
  ],
});

function partiesNamed(world: World, text: string): Promise<readonly Id[]> {
  return world.storage.search.ids('party', normaliseSearch(text), mostNamed);
}

function says(text: { readonly zh: string; readonly en: string } | undefined, piece: string): boolean {
  return text !== undefined && [text.zh, text.en].some((said) => folded(said).includes(folded(piece)));
}

function schemesCalled(schemes: readonly Scheme[], piece: string): readonly string[] {
  return schemes.filter((scheme) => says(scheme.texts['title'], piece)).map((scheme) => scheme.id);
}

function stepsCalled(scheme: Scheme, piece: string): readonly string[] {
  return Object.keys(scheme.texts)
    .filter((key) => key.startsWith('step.') && says(scheme.texts[key], piece))
    .map((key) => key.slice('step.'.length));
}
