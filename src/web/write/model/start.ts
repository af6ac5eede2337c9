import type { Text } from '../../api/generated/api.ts';
import { type Plain, setAt } from './edit-yaml.ts';
import { type SchemeFolder, schemeFile, setText, textsFile } from './folder.ts';
import { idFrom } from './ids.ts';

/** What one has to say before there is a scheme: its name, whose it is, what it is. */
export interface Beginning {
  readonly title: Text;
  readonly owner: Text;
  readonly kind: string;
  readonly object: string;
  readonly outcome: string;
  readonly entry: string;
  readonly basis: string;
  readonly day: string;
}

/** Kinds of scheme that a small one mostly is, with what each looks at and gives; the others stand in the first section. */
export const usualKinds: readonly {
  readonly kind: string;
  readonly object: string;
  readonly outcome: string;
  readonly entry: string;
}[] = [
  { kind: 'certification', object: 'service', outcome: 'certificate', entry: 'certificate' },
  { kind: 'selection', object: 'organisation', outcome: 'naming', entry: 'honour' },
  { kind: 'assessment', object: 'organisation', outcome: 'grade', entry: 'grade' },
  { kind: 'approval', object: 'organisation', outcome: 'licence', entry: 'licence' },
  { kind: 'qualification', object: 'organisation', outcome: 'qualification', entry: 'qualification' },
  { kind: 'person-registration', object: 'person', outcome: 'registration', entry: 'person-registration' },
  { kind: 'membership', object: 'organisation', outcome: 'membership', entry: 'membership' },
  { kind: 'training', object: 'person', outcome: 'certificate', entry: 'training' },
  { kind: 'inspection', object: 'organisation', outcome: 'inspection-result', entry: 'inspection-result' },
  { kind: 'declaration', object: 'product', outcome: 'declaration', entry: 'declaration' },
];

/**
 * A scheme from nothing: one applies, one checks, another decides, and an entry is made. The least that checks, so that from
 * the first minute on something can be seen and walked; everything in it can be changed or taken away.
 */
export function fromNothing(beginning: Beginning): SchemeFolder {
  const id = idFrom(beginning.title.en, 'scheme', []);
  const owner = idFrom(beginning.owner.en, 'owner', []);
  const scheme: Record<string, Plain> = {
    scheme: { id, edition: '1', kind: beginning.kind, object: beginning.object, 'in-force': beginning.day },
    'run-by': { owner, hosts: [owner] },
    mandate: {
      voluntary: true,
      outcome: beginning.outcome,
      basis: { rule: { title: beginning.basis, certainty: 'to-be-confirmed' } },
    },
    roles: { applicant: 'applicant', officer: 'body', decider: { of: 'body', 'identity-again': true } },
    reasons: { refusal: ['not-met', 'other'] },
    forms: { application: { name: { text: { most: 100 }, public: true } } },
    flows: {
      initial: {
        'opened-by': 'applicant',
        steps: {
          application: { by: 'applicant', form: 'application' },
          check: {
            by: 'officer',
            outcomes: {
              accepted: 'on',
              correct: { return: 'application' },
              refused: { end: 'refused', reasons: 'refusal' },
            },
          },
          decision: {
            by: 'decider',
            outcomes: { granted: { end: 'granted', results: 'mark' }, refused: { end: 'refused', reasons: 'refusal' } },
            guards: [{ 'not-same-as': 'officer' }],
          },
        },
        exits: { withdraw: { by: 'applicant', until: 'decision' } },
      },
    },
    results: {
      mark: {
        kind: beginning.entry,
        validity: { years: 3 },
        number: `${prefixOf(id)}{year}{serial:4}`,
        scope: { text: 'name' },
      },
    },
  };
  const texts: readonly (readonly [string, Text])[] = [
    ['title', beginning.title],
    ['summary', { zh: `${beginning.title.zh}。`, en: `${beginning.title.en}.` }],
    [`party.${owner}`, beginning.owner],
    ['role.applicant', { zh: '申请方', en: 'Applicant' }],
    ['role.officer', { zh: '经办人员', en: 'Officer' }],
    ['role.decider', { zh: '决定人员', en: 'Decision maker' }],
    ['reason.refusal', { zh: '不予通过的原因', en: 'Why it is refused' }],
    ['reason.refusal.not-met', { zh: '不符合要求', en: 'requirements not met' }],
    ['form.application', { zh: '申请表', en: 'Application' }],
    ['field.name', { zh: '名称', en: 'Name' }],
    ['flow.initial', { zh: '申请', en: 'Application' }],
    ['step.application', { zh: '提出申请', en: 'Application' }],
    ['step.check', { zh: '受理', en: 'Check' }],
    ['step.decision', { zh: '决定', en: 'Decision' }],
    ['exit.withdraw', { zh: '撤回', en: 'Withdraw' }],
    ['result.mark', beginning.title],
  ];
  const schemeText = Object.entries(scheme).reduce((text, [key, value]) => setAt(text, [key], value), '');
  const folder: SchemeFolder = {
    files: { [schemeFile]: `# yaml-language-server: $schema=../scheme.schema.json\n${schemeText}`, [textsFile]: '' },
  };
  return texts.reduce(
    (writing, [key, text]) => setText(setText(writing, key, 'zh', text.zh), key, 'en', text.en),
    folder,
  );
}

/** `trusted-canteen` gives `TC`. */
const prefixOf = (id: string) =>
  id
    .split('-')
    .map((part) => part.slice(0, 1).toUpperCase())
    .join('')
    .slice(0, 4);
