import type { StreamName } from '#certification/event/event.ts';
import type { Filter } from './filter.ts';
import type { Page, PageRequest } from './page.ts';
import type { Day, Id, Instant, Json } from './values.ts';

/** A typed notice (通知公告) that an act put out: frozen, corrected only by a new one that names the old. */
export interface Notice {
  readonly id: Id;
  /** `call`, `nomination`, `display`, `decision`, `naming`, `announcement`, `event`, `news`. */
  readonly kind: string;
  /** The box of the front page: 通知公告, 会员活动, 最新动态. */
  readonly box: 'notices' | 'activities' | 'news';
  readonly scheme: string | null;
  readonly round: Id | null;
  readonly case: Id | null;
  readonly party: Id | null;
  readonly title: { readonly zh: string; readonly en: string };
  readonly body: { readonly [name: string]: Json };
  readonly issuedAt: Instant;
  /** First and last day for which it runs, both included. */
  readonly from: Day | null;
  readonly to: Day | null;
  readonly corrects: Id | null;
  /** The stream whose event put it out. */
  readonly basis: StreamName;
}

export type NoticeField = keyof Notice &
  ('id' | 'kind' | 'box' | 'scheme' | 'round' | 'case' | 'party' | 'issuedAt' | 'from' | 'to');

export interface Notices {
  byId(id: Id): Promise<Notice | null>;
  /** Newest first. */
  list(filter: Filter<NoticeField>, page: PageRequest): Promise<Page<Notice>>;
}
