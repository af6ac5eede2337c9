import { createRecordSplitter, detectDelimiter } from '#toolbox/data-entry/split-text.ts';
import { exampleIn } from '#toolbox/method/example-in.ts';
import type { MethodCard } from '../bench/protocol.ts';
import { emptySheet, type Work } from '../workspace/work.ts';

/** The worked example of a method as a change of the work, to be taken back like any other. */
export function exampleChange(card: MethodCard, language: 'zh' | 'en'): Partial<Work> {
  const example = exampleIn(card, language);
  const rows: string[][] = [];
  if (example.csv !== undefined) {
    const splitter = createRecordSplitter(detectDelimiter(example.csv));
    splitter.push(example.csv, (cells) => rows.push(cells));
    splitter.end((cells) => rows.push(cells));
  }
  return {
    data: { kind: 'sheet', sheet: rows.length > 0 ? { rows } : emptySheet },
    assignment: example.assignment ?? null,
    options: example.options,
    importNotes: [],
  };
}
