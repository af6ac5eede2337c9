/** A text in the two languages of the house; Chinese first, English complete. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}
