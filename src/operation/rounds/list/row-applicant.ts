import { type Refusal, refuse } from '#certification/act/refusal.ts';
import { compareNames, normaliseNumber } from '#certification/codes/normalise.ts';
import type { ListRow } from '#certification/round/list-columns.ts';
import type { Party } from '../../ports/parties.ts';
import type { Transaction } from '../../ports/transaction.ts';
import type { Id } from '../../ports/values.ts';
import { presentName } from '../../project/party.ts';
import type { World } from '../../world.ts';

/** Whose a row is: an organisation that is known, or one that the list itself registers by its code and name. */
export interface RowApplicant {
  readonly id: Id;
  readonly name: { readonly zh: string; readonly en: string };
  readonly code: string;
  readonly isNew: boolean;
}

type Found = { readonly applicant: RowApplicant } | { readonly refusals: readonly Refusal[] };

/**
 * Finds the applicants of a list's rows. The code says who it is; a name alone does where one organisation has exactly that
 * name. An organisation that nobody has registered yet comes in by its code, once, however many rows are its.
 */
export class RowApplicants {
  readonly #world: World;
  readonly #transaction: Transaction;
  readonly #today: string;
  readonly #byCode = new Map<string, RowApplicant>();

  constructor(world: World, transaction: Transaction, today: string) {
    this.#world = world;
    this.#transaction = transaction;
    this.#today = today;
  }

  async of(row: ListRow): Promise<Found> {
    const code = normaliseNumber(row.code);
    if (row.applicant === '')
      return no(refuse('field-missing', { label: { zh: '申报单位', en: 'Applicant' } }, { field: 'applicant' }));
    if (code === '') return this.#byName(row.applicant);
    const answer = this.#world.rules.code('uscc', code, this.#today);
    const label = { zh: '统一社会信用代码', en: 'Unified social credit code' };
    if (!answer.ok) return no(refuse('value-code', { label, found: row.code, why: answer.why }, { field: 'code' }));
    const known = this.#byCode.get(code);
    if (known) return sameName(known, [known.name.zh, known.name.en], row.applicant);
    const [party] = await this.#world.storage.parties.byCode('uscc', code, this.#transaction);
    const found: RowApplicant =
      party === undefined
        ? { id: this.#world.newId(), name: { zh: row.applicant, en: '' }, code, isNew: true }
        : { id: party.id, name: presentName(party), code, isNew: false };
    const fits = sameName(found, party === undefined ? [row.applicant] : party.names.map((n) => n.name), row.applicant);
    if ('applicant' in fits) this.#byCode.set(code, found);
    return fits;
  }

  async #byName(name: string): Promise<Found> {
    const all = await this.#world.storage.parties.byName(name, this.#transaction);
    const named = all.filter((p) => p.kind === 'organisation');
    const inList = [...this.#byCode.values()].filter((a) => a.isNew && a.name.zh === name);
    const found = [...named.map(knownApplicant), ...inList];
    const [one, another] = found;
    if (one !== undefined && another === undefined) return { applicant: one };
    return no(
      refuse(one === undefined ? 'row-applicant-unknown' : 'row-applicant-several', { found: name }, { field: 'code' }),
    );
  }
}

const no = (refusal: Refusal): Found => ({ refusals: [refusal] });

function knownApplicant(party: Party): RowApplicant {
  const code = party.codes.find((c) => c.system === 'uscc')?.value ?? '';
  return { id: party.id, name: presentName(party), code, isNew: false };
}

/** The name may be typed otherwise, in traditional characters, or without 有限公司; another name under the code is a mistake. */
function sameName(applicant: RowApplicant, names: readonly string[], given: string): Found {
  if (names.some((name) => compareNames(name, given) !== 'different')) return { applicant };
  return no(
    refuse(
      'row-applicant-differs',
      { code: applicant.code, expected: applicant.name, found: given },
      { field: 'applicant' },
    ),
  );
}
