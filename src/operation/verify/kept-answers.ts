/**
 * Answers that many ask for, kept while nothing that is stored changes: whoever asks first has it made, the others share it.
 *
 * INVARIANT: an answer is given only if what can be seen now is what could be seen both before and after it was made. So it is
 * never older than a change that was committed before the question, whichever process made the change; there is no time after
 * which it would be "fresh enough". And the first question after an erasure ends what was kept of the erased.
 */
export class KeptAnswers<Answer> {
  readonly #readPosition: () => Promise<string>;
  readonly #most: number;
  /** Where everything that is kept was made. */
  #position = '';
  /** The one asked for last stands last. */
  readonly #kept = new Map<string, Answer>();
  readonly #making = new Map<string, Promise<Answer>>();

  /** `readPosition` gives a word for what can be seen: the same word, the same rows. */
  constructor(readPosition: () => Promise<string>, most: number) {
    this.#readPosition = readPosition;
    this.#most = most;
  }

  async of(question: string, make: () => Promise<Answer>): Promise<Answer> {
    const position = await this.#readPosition();
    if (position !== this.#position) {
      this.#kept.clear();
      this.#position = position;
    }
    const kept = this.#kept.get(question);
    if (kept !== undefined) {
      this.#keep(question, kept);
      return kept;
    }
    // What is being made since the same position has seen every change that came before this question.
    const key = `${position} ${question}`;
    const begun = this.#making.get(key);
    if (begun !== undefined) return begun;
    const making = make().finally(() => this.#making.delete(key));
    this.#making.set(key, making);
    const answer = await making;
    // Nobody waits for it; and if it can't be told whether something changed meanwhile, nothing is kept.
    this.#readPosition().then(
      (after) => {
        if (after === position && this.#position === position) this.#keep(question, answer);
      },
      () => {},
    );
    return answer;
  }

  #keep(question: string, answer: Answer): void {
    this.#kept.delete(question);
    this.#kept.set(question, answer);
    const [oldest] = this.#kept.size > this.#most ? this.#kept.keys() : [];
    if (oldest !== undefined) this.#kept.delete(oldest);
  }
}
