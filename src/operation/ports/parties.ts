import type { Page, PageRequest } from './page.ts';
import type { Transaction } from './transaction.ts';
import type { Day, Id, Instant, Json } from './values.ts';

/** An organisation or a person. Names are dated and by language; codes (USCC, LEI, approval number) are by system. */
export interface Party {
  readonly id: Id;
  readonly kind: 'organisation' | 'person';
  readonly names: readonly PartyName[];
  readonly codes: readonly { readonly system: string; readonly value: string }[];
  readonly details: { readonly [name: string]: Json };
  readonly since: Instant;
  readonly version: number;
}

export interface PartyName {
  readonly language: 'zh' | 'en' | 'und';
  readonly name: string;
  readonly from: Day | null;
  /** Last day on which it was the name; null for the present one. */
  readonly to: Day | null;
}

/** Reading only: parties are written with the other projections, from the events of their streams. */
export interface Parties {
  byId(id: Id, within?: Transaction): Promise<Party | null>;
  byIds(ids: readonly Id[], within?: Transaction): Promise<ReadonlyMap<Id, Party>>;
  byCode(system: string, value: string, within?: Transaction): Promise<readonly Party[]>;
  /** Parties that have or had exactly this name. */
  byName(name: string, within?: Transaction): Promise<readonly Party[]>;
  list(kind: Party['kind'], page: PageRequest): Promise<Page<Party>>;
  /** Organisations that the register speaks of: they hold or held something (an approval too), or issued something. */
  inRegister(page: PageRequest): Promise<Page<Party>>;
}
