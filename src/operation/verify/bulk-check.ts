import {
  type BulkLine,
  type BulkReason,
  bulkReason,
  bulkReasons,
  checkNumberForm,
  type NumberForm,
} from '#certification/register/bulk.ts';
import type { VerdictQuestion } from '#certification/register/verdict.ts';
import type { Day } from '../ports/values.ts';
import type { World } from '../world.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import { type Found, lookUp, today } from './look-up.ts';

export const mostLines = 1000;

export interface BulkRow {
  readonly line: number;
  readonly asked: BulkLine;
  readonly normal: string;
  readonly reason: BulkReason;
  /** Why a number has the wrong form. */
  readonly fault: { readonly zh: string; readonly en: string } | null;
  /** The entry that the reason is about, with its verdict. */
  readonly found: Found | null;
  /** Numbers of the register one slip away from an unknown one: offered, never put in its place. */
  readonly near: readonly string[];
  /** Line of the same number earlier in the list. */
  readonly repeats: number | null;
}

export interface BulkAnswer {
  readonly askedAt: string;
  readonly day: Day;
  readonly known: Day | null;
  readonly rows: readonly BulkRow[];
  readonly counts: Readonly<Record<BulkReason, number>>;
  readonly coverage: Coverage;
}

/** Checks a list of numbers (批量核验), each with its reason; the answer is dated, and a later one may differ. */
export async function checkBulk(
  world: World,
  lines: readonly BulkLine[],
  at: { readonly on: Day | null; readonly known: Day | null },
): Promise<BulkAnswer> {
  const day = at.on ?? today(world);
  const year = Number(today(world).slice(0, 4));
  const rows: BulkRow[] = [];
  const first = new Map<string, number>();
  for (const [index, asked] of lines.slice(0, mostLines).entries()) {
    const form = checkNumberForm(asked.number, year);
    const question: VerdictQuestion = { day, known: at.known, name: asked.name, codes: asked.codes };
    const answer =
      form.fault === null
        ? await lookUp(world, {
            number: asked.number,
            name: question.name,
            codes: question.codes,
            on: day,
            known: at.known,
          })
        : null;
    const found = answer?.found ?? [];
    const { reason, chosen } = bulkReason(
      form,
      found.map((f) => f.verdict),
    );
    rows.push({
      line: index + 1,
      asked,
      normal: form.normal,
      reason,
      fault: form.fault,
      found: found[chosen] ?? null,
      near: await nearTo(world, form, found.length, rows),
      repeats: first.get(form.normal) ?? null,
    });
    if (form.fault === null && !first.has(form.normal)) first.set(form.normal, index + 1);
  }
  const counts = Object.fromEntries(
    Object.keys(bulkReasons).map((reason) => [reason, rows.filter((r) => r.reason === reason).length]),
  ) as Record<BulkReason, number>;
  return { askedAt: world.clock.now(), day, known: at.known, rows, counts, coverage: await coverageOf(world) };
}

/** A list of wrong numbers is no reason to search the register a thousand times. */
const mostOffered = 40;

async function nearTo(
  world: World,
  form: NumberForm,
  found: number,
  rows: readonly BulkRow[],
): Promise<readonly string[]> {
  if (form.fault !== null || found > 0) return [];
  const asked = rows.filter((row) => row.fault === null && row.found === null).length;
  return asked < mostOffered ? world.storage.entries.nearNumbers(form.normal, 3) : [];
}

/**
 * Reads what was pasted: a number a line, then, after a tab, comma or semicolon, a name and the codes that are needed
 * (separated by spaces or slashes). Empty lines are passed over; a heading is not a number and says so in its row.
 */
export function readBulkLines(text: string): readonly BulkLine[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const separator = line.includes('\t') ? '\t' : /[,，;；]/.test(line) ? /[,，;；]/ : /$^/;
      const [number = '', name = '', codes = ''] = line
        .split(separator)
        .map((part) => part.trim().replace(/^"(.*)"$/, '$1'));
      return { number, name: name === '' ? null : name, codes: codes.split(/[\s/、|]+/).filter((c) => c !== '') };
    });
}
