import { type ColumnReader, openColumns } from '../method/columns.ts';
import type {
  ColumnRole,
  Convention,
  Explanation,
  MethodInput,
  OptionSpec,
  Outcome,
  Problem,
  Warning,
} from '../method/method.ts';
import { type OptionReader, openOptions } from '../method/options.ts';
import { answered, refused } from '../outcome/answer.ts';

/** Problems and warnings gathered on the way; a problem refuses the analysis, a warning goes with its result. */
export interface Complaints {
  readonly problems: Problem[];
  readonly warnings: Warning[];
}

export interface Answer<R> {
  readonly values: R;
  readonly conventions?: readonly Convention[];
  readonly explanations?: readonly Explanation[];
}

/** The course of every method on numbers: open columns and options, read the data, refuse if need be, else answer. */
export interface Course<D, R> {
  readonly columns: readonly ColumnRole[];
  readonly options: readonly OptionSpec[];
  readonly read: (columns: ColumnReader, options: OptionReader, complaints: Complaints) => D;
  readonly answer: (data: D, options: OptionReader, complaints: Complaints) => Answer<R>;
}

export function carryOut<D, R>(course: Course<D, R>, input: MethodInput): Outcome<R> {
  const columns = openColumns(course.columns, input);
  const options = openOptions(course.options, input.options);
  const complaints: Complaints = { problems: columns.problems, warnings: columns.warnings };
  complaints.problems.push(...options.problems);
  if (complaints.problems.length > 0) return refused(complaints.problems);
  const data = course.read(columns, options, complaints);
  if (complaints.problems.length > 0) return refused(complaints.problems);
  const { values, conventions, explanations } = course.answer(data, options, complaints);
  if (complaints.problems.length > 0) return refused(complaints.problems);
  return answered(values, {
    warnings: complaints.warnings,
    conventions: conventions ?? [],
    explanations: explanations ?? [],
  });
}
