import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeChecks } from '../codes/code-check.ts';
import { readHolidayYear, type WorkCalendar, workCalendar } from '../time/calendar.ts';
import type { CalculatorSignature, Surroundings } from './check.ts';
import { root } from './scheme-folders.contract.ts';
import type { WorkedOutside } from './worked-case/world.ts';

/** The calculators that schemes may call, with their inputs and figures. */
export const calculators: ReadonlyMap<string, CalculatorSignature> = new Map([
  [
    'audit-time',
    {
      inputs: ['standard', 'persons', 'complexity', 'adjustments', 'day'],
      figures: ['persons', 'baseDays', 'days', 'lowestDays', 'onSiteDays', 'surveillanceDays', 'recertificationDays'],
    },
  ],
]);

const samples = new Map(codeChecks.map(({ kind }) => [kind.id, kind.sample] as const));

export const schemeSurroundings: Surroundings = { calculators, codeLists: [...samples.keys()] };

export function readHolidays(): WorkCalendar {
  const folder = join(root, 'rules', 'holidays');
  const years = readdirSync(folder).map((name) =>
    readHolidayYear(JSON.parse(readFileSync(join(folder, name), 'utf8')), name),
  );
  const table = workCalendar(years.flatMap((year) => (year.ok ? [year.parts] : [])));
  if (!table.ok) throw new Error('the holiday tables do not join');
  return table.parts;
}

/** The surroundings in which worked cases play: real holidays, codes taken as they are, figures from the case itself. */
export function workedOutside(): WorkedOutside {
  return {
    holidays: readHolidays(),
    digest: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    code: () => ({ ok: true }),
    sampleCode: (list) => samples.get(list) ?? '1',
  };
}
