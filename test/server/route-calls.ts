import type { Route } from '#server/route/route.ts';
import type { Answer, Browser } from './server-world.ts';

/** An id that stands for nothing. */
export const nobody = '00000000-0000-7000-8000-000000000000';

/** A request of a route on one object; `parts` fills the address and the query, `body` what is sent. */
export interface Call {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  readonly type?: string;
}

export const act = { act: 'do', step: 'no-such-step', outcome: 'none' };
export const bodies: Readonly<Record<string, Call>> = {
  signIn: { body: { login: 'nobody', password: 'nothing-at-all' } },
  proveIdentity: { body: { password: 'nothing-at-all' } },
  chooseEmployment: { body: { employment: nobody } },
  chooseLanguage: { body: { language: 'zh' } },
  changePassword: { body: { old: 'nothing-at-all', password: 'nothing-at-all' } },
  schemeEditions: { path: { id: 'no-such-scheme' } },
  editionEffect: { path: { id: 'no-such-scheme' }, body: { edition: 'x' } },
  registerEdition: {
    path: { id: 'no-such-scheme' },
    body: {
      files: { scheme: { name: 'scheme.yaml', text: 'x' }, texts: { name: 'texts.yaml', text: '' }, parts: [] },
    },
  },
  actOnEdition: { path: { id: 'no-such-scheme' }, body: { act: 'recall', edition: 'x', words: 'x' } },
  makeToken: { body: { name: '', scopes: ['read'] } },
  openCase: { body: { scheme: 'no-such-scheme', flow: 'x', applicant: nobody, body: nobody, title: 'x' } },
  actOnCase: { body: act },
  saveDraft: { path: { step: 'x' }, body: { values: {}, revision: 99 } },
  draft: { path: { step: 'x' } },
  removeDraft: { path: { step: 'x' } },
  draftOf: { path: { subject: 'new:x:y' } },
  saveDraftOf: { path: { subject: 'new:x:y' }, body: { values: {}, revision: 99 } },
  removeDraftOf: { path: { subject: 'new:x:y' } },
  candidates: { query: 'step=x&role=y' },
  roundCandidates: { query: 'step=x&role=y' },
  uploadFile: { query: 'name=x.exe', body: 'MZ', type: 'application/octet-stream' },
  openRound: { body: { scheme: 'no-such-scheme', body: nobody, title: { zh: 'x' } } },
  actOnRound: { body: act },
  forwardList: { body: 'x', type: 'text/csv' },
  castPublicVotes: { body: { items: [nobody] } },
  issueVotingCodes: { body: { count: 1, to: 'x' } },
  uploadEvidence: { query: 'name=x.exe', body: 'MZ', type: 'application/octet-stream' },
  makeObjection: { path: { id: nobody }, body: { about: nobody, words: 'x' } },
  actOnEntry: { body: { act: 'restore' } },
  issueEntry: {},
  issueWithSignature: { body: { toSign: 'x.y', keyId: 'x', signature: 'A'.repeat(86) } },
  verdict: { query: 'number=X-1' },
  bulkCheck: { body: { lines: [{ number: 'X-1' }] } },
  verify: { body: 'x', type: 'text/plain' },
  search: { query: 'q=x' },
  notice: { path: { id: nobody } },
  issueNotice: { body: { kind: 'news', box: 'news', title: { zh: '' }, text: { zh: '' } } },
  calculate: { path: { calculator: 'no-such' }, body: {} },
  documentAnswer: { path: { calculator: 'no-such' }, body: {} },
  movePlan: { body: { edition: 'x' } },
  attachedAnswer: { path: { answer: 'a'.repeat(64) } },
  registerMapping: { body: 'x', type: 'text/yaml' },
  startImport: { body: { source: 'no-such', file: nobody } },
  importReport: { path: { id: nobody } },
  startExport: { body: { format: 'no-such' } },
  exportReport: { path: { id: nobody } },
  registerOrganisation: { body: { names: [] } },
  registerPerson: { body: { zh: '' } },
  recordOfParty: {
    path: { id: nobody },
    body: { type: 'TieDeclared', body: { party: nobody, kind: 'other', until: null } },
  },
  addKey: { path: { id: nobody }, body: { custody: 'hosted' } },
  createAccount: { body: { person: nobody, login: '', password: '' } },
  employ: { body: { person: nobody, party: nobody, roles: [], from: '2026-01-01' } },
  retryJob: { path: { queue: 'import', id: nobody } },
  moveClock: { body: { day: 'no-day' } },
  scheme: { path: { id: 'no-such', edition: 'current' } },
};

export function send(
  browser: Browser,
  route: Route,
  call: Call,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => call.path?.[name] ?? nobody);
  const address = call.query === undefined ? path : `${path}?${call.query}`;
  const type = call.type === undefined ? {} : { 'content-type': call.type };
  return browser.send(route.method.toUpperCase(), address, call.body, { ...type, ...headers });
}
