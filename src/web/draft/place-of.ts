import type { LinkProps } from '@tanstack/react-router';
import type { TextKey } from '../desk/texts/language.ts';

/** Where the form of a draft is opened again, and what such forms are called where the draft has no name of its own. */
export interface PlaceOfDraft {
  readonly text: TextKey;
  readonly link: Pick<LinkProps, 'to' | 'params' | 'search'> | null;
  /** About one case, round, entry or scheme, which the server names as long as it may be seen. */
  readonly isNamed: boolean;
}

const adminForms: Readonly<Record<string, TextKey>> = {
  party: 'parties',
  rename: 'parties',
  person: 'persons',
  employment: 'persons',
  competence: 'persons',
  tie: 'persons',
  account: 'accounts',
  import: 'imports',
  token: 'makeToken',
};

/** `case:<id>:<step>:<line>`, `round:<id>:<step>`, `entry:<id>:<act>`, `new:<scheme>:<flow>:<entry>`, `admin:<form>:<id>`. */
export function placeOf(subject: string): PlaceOfDraft {
  const [kind, of = '', part = '', line = ''] = subject.split(':');
  // The dot keeps acts beside the steps apart from steps: they have no place of their own on the page.
  const step = part === '' || part.includes('.') ? {} : { do: part, ...(line === '' ? {} : { line }) };
  if (kind === 'case')
    return { text: 'draftOfCase', link: { to: '/cases/$id', params: { id: of }, search: step }, isNamed: true };
  if (kind === 'entry')
    return { text: 'draftOfEntry', link: { to: '/entries/$id', params: { id: of }, search: step }, isNamed: true };
  if (subject === 'round:new') return { text: 'rounds', link: { to: '/rounds' }, isNamed: false };
  if (kind === 'round')
    return { text: 'draftOfRound', link: { to: '/rounds/$id', params: { id: of }, search: step }, isNamed: true };
  if (kind === 'new') {
    const search = { scheme: of, flow: part, ...(line === '' ? {} : { entry: line }) };
    return { text: 'apply', link: { to: '/apply', search }, isNamed: true };
  }
  const text = Object.hasOwn(adminForms, of) ? adminForms[of] : undefined;
  return { text: text ?? 'editions', link: of === 'token' ? null : { to: '/admin' }, isNamed: false };
}
