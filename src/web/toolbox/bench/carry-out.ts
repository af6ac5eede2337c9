import { describeMethod, evaluate } from './evaluate.ts';
import type { AskName, Asks, Report } from './protocol.ts';
import { firstRowsOf, readBytesAsSheet, readTextAsSheet } from './read-data.ts';

type CarriedOut = { readonly [N in AskName]: (ask: Asks[N]['ask'], report?: Report) => Promise<Asks[N]['answer']> };

/** What the bench does for each ask; files and spreadsheets come with parts of their own, fetched when used. */
export const carryOut: CarriedOut = {
  describe: ({ method }) => describeMethod(method),
  evaluate: ({ language, ...calculation }, report) => evaluate(calculation, language, report),
  priceRules: async ({ options }) => (await import('./price-rules.ts')).priceRules(options),
  readText: async ({ text }) => readTextAsSheet(text),
  readBytes: ({ blob }) => readBytesAsSheet(blob),
  firstRows: ({ blob, rows }) => firstRowsOf(blob, rows),
  readBook: async ({ blob }) => (await import('./book.ts')).readBook(blob),
  writeBook: async (ask) => (await import('./write-book.ts')).writeBook(ask),
  writeTable: async (ask) => (await import('./write-table.ts')).writeTable(ask),
  save: async (ask) => (await import('./analysis-file.ts')).saveAnalysis(ask),
  open: async ({ file }) => (await import('./analysis-file.ts')).openFile(file),
};
