import type { OutcomeWord, Scheme, SchemeKind } from '../scheme.ts';
import type { Checking } from './checking.ts';

/** What a success may be called, by the family of the activity. */
const outcomeWordsOf: Readonly<Record<SchemeKind, readonly OutcomeWord[]>> = {
  certification: ['certificate'],
  declaration: ['declaration'],
  approval: ['licence'],
  qualification: ['qualification'],
  accreditation: ['accreditation'],
  'person-registration': ['registration'],
  'rule-registration': ['registration'],
  award: ['award', 'commendation'],
  // 全国评比达标表彰活动 2022: an association's selection yields results, experience or naming (design, decision 16).
  selection: ['result', 'experience', 'naming', 'participation'],
  standard: ['standard'],
  inspection: ['inspection-result'],
  complaint: ['reply'],
  sanction: ['sanction'],
  membership: ['membership'],
  event: ['participation'],
  training: ['certificate', 'participation'],
  assessment: ['grade'],
};

/** On what the scheme stands: legal basis, outcome word, fee, days in force (design, decision 16; clauses 二 and 十一). */
export function checkMandate(checking: Checking): void {
  const { scheme, around } = checking;
  const at = (param: string) => checking.at(scheme.fee, param);
  const known = outcomeWordsOf[scheme.kind];
  if (!known.includes(scheme.outcomeWord))
    checking.report('outcome-word', at('outcome'), scheme.outcomeWord, {
      kind: `\`${scheme.kind}\``,
      known: known.join(', '),
    });
  if (isHonour(scheme.outcomeWord) && !allowsHonour(scheme))
    checking.report('honour-basis', at('outcome'), scheme.outcomeWord);
  if (scheme.fee.charged && scheme.fee.basis === undefined) checking.report('fee-basis', at('fee'), 'true');
  if (!scheme.voluntary && !scheme.basis.some((basis) => basis.certainty !== 'to-be-confirmed'))
    checking.report('compulsory-basis', at('voluntary'), 'false');
  checkWords(checking);
  const { from, to } = scheme.inForce;
  if (to !== undefined && to <= from)
    checking.report('days-disordered', checking.at(scheme.inForce, 'in-force'), `${from} … ${to}`);
  if (around.folder !== undefined && around.folder !== scheme.id)
    checking.report('id-differs', checking.at(scheme.inForce, 'id'), scheme.id, { folder: around.folder });
  checkCaseKinds(checking);
}

const isHonour = (word: OutcomeWord) => word === 'award' || word === 'commendation';

function allowsHonour(scheme: Scheme): boolean {
  return scheme.basis.some(
    (basis) => basis.allows?.includes(scheme.outcomeWord) === true && basis.certainty !== 'to-be-confirmed',
  );
}

/** A selection that calls its results 奖 would be one in name. */
function checkWords(checking: Checking): void {
  const { scheme, parsed } = checking;
  if (isHonour(scheme.outcomeWord)) return;
  for (const [key, { zh }] of Object.entries(scheme.texts)) {
    const public_ = key === 'title' || key.startsWith('result.') || key.startsWith('grade.');
    if (public_ && /奖|表彰/.test(zh))
      checking.report('honour-word', parsed.textPlaces.get(key) ?? checking.at(scheme.fee), zh);
  }
}

export const caseKinds = ['ordinary', 'refusal', 'rare'] as const;

function checkCaseKinds(checking: Checking): void {
  const found = checking.around.caseKinds;
  if (found === undefined) return;
  const missing = caseKinds.filter((kind) => !found.includes(kind));
  if (missing.length > 0)
    checking.report('cases-missing', checking.at(checking.scheme.inForce, 'id'), found.join(', '), {
      missing: missing.join(', '),
    });
}
