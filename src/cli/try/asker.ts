import { createInterface } from 'node:readline';

/** Where a walk takes its lines from: a person at the terminal, a pipe, or a file. Null when there are no more. */
export interface Asker {
  readonly ask: (prompt: string) => Promise<string | null>;
  readonly close: () => void;
}

/** Lines that are all there already; each is echoed behind its prompt, so that the record reads like a sitting. */
export function askLines(lines: readonly string[], say: (text: string) => void): Asker {
  const left = lines.filter((line) => !line.startsWith('#'));
  return {
    ask: async (prompt) => {
      const line = left.shift();
      say(`${prompt}${line ?? ''}`);
      return line ?? null;
    },
    close: () => undefined,
  };
}

/** A person at the terminal; Ctrl-D ends the sitting as `quit` does. */
export function askPerson(): Asker {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  let isClosed = false;
  let answer: (line: string | null) => void = () => undefined;
  lines.on('line', (line) => answer(line));
  lines.on('close', () => {
    isClosed = true;
    answer(null);
  });
  return {
    ask: (prompt) =>
      new Promise((done) => {
        if (isClosed) return done(null);
        answer = done;
        lines.setPrompt(prompt);
        lines.prompt();
      }),
    close: () => lines.close(),
  };
}
