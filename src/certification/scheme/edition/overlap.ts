import { addDays, toDay } from '../../time/day.ts';
import type { Certainty, Scheme, SchemeObject } from '../scheme.ts';
import type { Text } from '../vocabulary/word.ts';
import { schemeWords } from './value-words.ts';

/** A programme that evaluates somebody or something: a declared scheme, an approval (审批) or an industry evaluation (行业评比). */
export interface Programme {
  readonly id: string;
  readonly kind: 'scheme' | 'approval' | 'evaluation';
  readonly title: Text;
  readonly owner: { readonly id: string; readonly name: Text };
  readonly object: SchemeObject;
  /** Codes of standards and documents whose fulfilment it looks at. */
  readonly requirements: readonly string[];
  readonly basis: readonly { readonly document: string; readonly certainty: Certainty }[];
  readonly fee: { readonly charged: boolean; readonly basis: string | null; readonly certainty: Certainty };
  /** Last day on which its own document lets it run; null where none is known. */
  readonly sunset: string | null;
}

/** Two programmes that look at the same kind of object for some of the same requirements. */
export interface Overlap {
  readonly a: string;
  readonly b: string;
  readonly object: SchemeObject;
  readonly shared: readonly string[];
  /** Of the requirements of the one that has fewer, in whole percent rounded down. */
  readonly sharePercent: number;
  readonly sameOwner: boolean;
  readonly reasons: readonly Text[];
}

export interface ProgrammeRemark {
  readonly id: string;
  readonly code: 'fee-without-basis' | 'basis-unconfirmed' | 'sunset-past' | 'sunset-near';
  readonly says: Text;
}

/** A choice that is the code of a standard: `gb-t-19001-2016`, `iso-45001-2018`, `t-caq-10201`. */
const standardCode = /^(gb|iso|iec|t)(-[a-z]+)*-\d{4,}/;

/** What a scheme declares, as a programme: standards that may be chosen for its scope, and the documents that it stands on. */
export function programmeOf(scheme: Scheme): Programme {
  const words = schemeWords(scheme);
  const chosen = scheme.forms
    .flatMap((form) => form.fields)
    .flatMap((field) => (field.kind === 'choice' ? field.options.filter((o) => standardCode.test(o)) : []));
  const named = scheme.results.flatMap((r) => r.scope.standards).filter((s) => /\d/.test(s));
  const standards = named.length > 0 ? named.map(normalDocument) : chosen;
  return {
    id: scheme.id,
    kind: 'scheme',
    title: words.text('title', scheme.id),
    owner: { id: scheme.owner, name: words.text(`party.${scheme.owner}`, scheme.owner) },
    object: scheme.object,
    // Where a standard is chosen it is what the object is held to; the other documents bind the body that looks at it.
    requirements: [...new Set(standards.length > 0 ? standards : scheme.basis.map((b) => normalDocument(b.document)))],
    basis: scheme.basis.map(({ document, certainty }) => ({ document, certainty })),
    fee: {
      charged: scheme.fee.charged,
      basis: scheme.fee.basis?.document ?? null,
      certainty: scheme.fee.basis?.certainty ?? 'verified',
    },
    sunset: scheme.inForce.to ?? null,
  };
}

/**
 * A document by its name alone: the same regulation is cited with and without its number, edition or brackets. Laws under
 * which everything stands are no requirement that two programmes would check twice.
 */
export function normalDocument(document: string): string {
  return document
    .normalize('NFKC')
    .replace(/[（(].*?[)）]/g, '')
    .replace(/\s+/g, '')
    .toLowerCase();
}

const isLaw = (code: string): boolean => /条例$|法$|办法$|规定$|通知$/.test(code);

/** Every pair that overlaps, the largest share first; each with its reasons. */
export function findOverlaps(programmes: readonly Programme[]): readonly Overlap[] {
  const found: Overlap[] = [];
  for (const [index, a] of programmes.entries())
    for (const b of programmes.slice(index + 1)) {
      const overlap = overlapOf(a, b);
      if (overlap !== null) found.push(overlap);
    }
  return found.sort((x, y) => y.sharePercent - x.sharePercent || x.a.localeCompare(y.a) || x.b.localeCompare(y.b));
}

function overlapOf(a: Programme, b: Programme): Overlap | null {
  if (a.object !== b.object) return null;
  const checked = (p: Programme) => p.requirements.filter((r) => !isLaw(r));
  const shared = checked(a).filter((r) => checked(b).includes(r));
  if (shared.length === 0) return null;
  const smaller = Math.min(checked(a).length, checked(b).length);
  const sameOwner = a.owner.id === b.owner.id;
  return {
    a: a.id,
    b: b.id,
    object: a.object,
    shared,
    sharePercent: Math.floor((shared.length * 100) / smaller),
    sameOwner,
    reasons: reasonsOf(a, b, shared, sameOwner),
  };
}

function reasonsOf(a: Programme, b: Programme, shared: readonly string[], sameOwner: boolean): readonly Text[] {
  const list = shared.join(', ');
  return [
    { zh: `同一对象，同一要求：${list}`, en: `the same object, the same requirements: ${list}` },
    sameOwner
      ? { zh: `同一所有者：${a.owner.name.zh}`, en: `one owner: ${a.owner.name.en}` }
      : {
          zh: `两个所有者：${a.owner.name.zh}、${b.owner.name.zh}`,
          en: `two owners: ${a.owner.name.en}; ${b.owner.name.en}`,
        },
    ...(a.fee.charged && b.fee.charged ? [{ zh: '两处收费', en: 'two fees' }] : []),
  ];
}

const nearDays = 180;

/** What is to be said of a single programme: its fee, its basis, its end. */
export function remarksOf(programme: Programme, today: string): readonly ProgrammeRemark[] {
  const { id, fee, basis, sunset } = programme;
  const remarks: ProgrammeRemark[] = [];
  if (fee.charged && fee.basis === null)
    remarks.push({
      id,
      code: 'fee-without-basis',
      says: { zh: '收费，未载明依据', en: 'charges a fee and names no basis for it' },
    });
  if (basis.every((b) => b.certainty === 'to-be-confirmed'))
    remarks.push({
      id,
      code: 'basis-unconfirmed',
      says: { zh: '法律依据待确认', en: 'its legal basis is to be confirmed' },
    });
  if (sunset !== null && sunset < today)
    remarks.push({ id, code: 'sunset-past', says: { zh: `已于 ${sunset} 到期`, en: `ended on ${sunset}` } });
  else if (sunset !== null && sunset <= addDays(toDay(today), nearDays))
    remarks.push({ id, code: 'sunset-near', says: { zh: `将于 ${sunset} 到期`, en: `ends on ${sunset}` } });
  return remarks;
}
