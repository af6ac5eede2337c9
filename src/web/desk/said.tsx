/**
 * A message: what stands between two backticks are the reader's own words, as she wrote them, or a code. A backtick without its
 * second is one that she wrote. All of it is text, never markup.
 */
export function Said({ text }: { readonly text: string }) {
  return (
    <>
      {text.split(/`([^`]+)`/).map((part, k) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in their order
        k % 2 === 1 ? <code key={k}>{part}</code> : part,
      )}
    </>
  );
}
