/**
 * One change of an entry as the register keeps it, in three times (design, decision 3). It took effect on a day from
 * `earliest` to `latest` (both included; equal when the day is certain; `earliest` null when nothing bounds it from below):
 * between two snapshots of a and b that is `a + 1` to `b`. Its source made it known on `known` and took it back on
 * `knownUntil`; this house took it in at `recordedAt`. It carries the whole state that it leads to, so that the answer for a
 * day needs one row and no fold.
 */
export interface RegisterChange {
  /** Order of the changes that take effect on one day. */
  readonly ordinal: number;
  readonly earliest: string | null;
  readonly latest: string;
  readonly known: string;
  readonly knownUntil: string | null;
  readonly recordedAt: string;
  readonly what: string;
  readonly status: string;
  /** Last day of validity after the change, itself still valid; null without end. */
  readonly to: string | null;
  readonly reason: string | null;
}

/** What a change may be called; imported registers use the same words. */
export const changeWords = {
  decided: { zh: '已决定', en: 'decided' },
  issued: { zh: '颁发', en: 'issued' },
  seen: { zh: '首次见于名录', en: 'first seen in the register' },
  suspended: { zh: '暂停', en: 'suspended' },
  'partly-suspended': { zh: '部分暂停', en: 'suspended in part' },
  restored: { zh: '恢复', en: 'restored' },
  'scope-reduced': { zh: '缩小范围', en: 'scope reduced' },
  'scope-extended': { zh: '扩大范围', en: 'scope extended' },
  withdrawn: { zh: '撤销', en: 'withdrawn' },
  cancelled: { zh: '注销', en: 'cancelled' },
  expired: { zh: '过期失效', en: 'expired' },
  succeeded: { zh: '由新证书接替', en: 'succeeded by another' },
  'status-changed': { zh: '状态变化', en: 'status changed' },
  corrected: { zh: '更正', en: 'corrected' },
  described: { zh: '说明性信息变化', en: 'description changed' },
  'not-seen': { zh: '此后未再见到', en: 'not seen since' },
  'seen-again': { zh: '再次见到', en: 'seen again' },
} as const;

export type ChangeWord = keyof typeof changeWords;

/** Changes that only say whether the source still showed the entry; they change no status. */
export const sightings: ReadonlySet<string> = new Set(['not-seen', 'seen-again']);
