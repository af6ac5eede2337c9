import { checkScheme } from '#certification/scheme/check.ts';
import { formatDiagnostic } from '#certification/scheme/diagnostic.ts';
import { parseScheme } from '#certification/scheme/parse.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import type { SourceFile } from '#certification/scheme/tree.ts';
import { readWorkedCase } from '#certification/scheme/worked-case/case-file.ts';
import { runWorkedCase } from '#certification/scheme/worked-case/run.ts';
import type { Rules } from '../world.ts';
import { parsedFrom, type SchemeTexts } from './scheme-folder.ts';

interface Text {
  readonly zh: string;
  readonly en: string;
}

/** A scheme that may be registered, or everything that is wrong with its files, each with its place. */
export type Judgement =
  | { readonly ok: true; readonly scheme: Scheme }
  | { readonly ok: false; readonly faults: readonly Text[] };

/**
 * Judges the files of an edition as `scheme check` and `scheme test` do. Worked cases that come with it are played; an edition
 * to come may have none, since the holiday table may not reach where it begins.
 */
export function judgeFiles(rules: Rules, files: SchemeTexts & { readonly cases: readonly SourceFile[] }): Judgement {
  const { around, outside } = rules.schemes();
  const told = (diagnostic: Parameters<typeof formatDiagnostic>[0]): Text => ({
    zh: formatDiagnostic(diagnostic, 'zh'),
    en: formatDiagnostic(diagnostic, 'en'),
  });
  const read = parseScheme(parsedFrom(files));
  if (!read.ok) return { ok: false, faults: read.diagnostics.map(told) };
  const { scheme } = read.parsed;
  const cases = files.cases.map(readWorkedCase);
  const caseKinds = cases.flatMap((c) => (c.ok ? [c.worked.kind] : []));
  const diagnostics = [
    ...checkScheme(read.parsed, { ...around, folder: scheme.id, ...(cases.length === 0 ? {} : { caseKinds }) }),
    ...cases.flatMap((c) => (c.ok ? [] : c.diagnostics)),
  ];
  const failures = cases.flatMap((c) =>
    c.ok
      ? runWorkedCase(scheme, c.worked, outside).map((f) => ({
          zh: `${c.worked.file}:${f.at.line}: 应为 ${f.expected.zh}；实为 ${f.found.zh}`,
          en: `${c.worked.file}:${f.at.line}: expected ${f.expected.en}; found ${f.found.en}`,
        }))
      : [],
  );
  const faults = [...diagnostics.map(told), ...failures];
  return faults.length === 0 ? { ok: true, scheme } : { ok: false, faults };
}
