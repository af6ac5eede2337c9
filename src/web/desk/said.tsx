/** A message: what stands between backticks are the reader's own words, as she wrote them. */
export function Said({ text }: { readonly text: string }) {
  return (
    <>
      {text.split('`').map((part, k) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in their order
        k % 2 === 1 ? <code key={k}>{part}</code> : part,
      )}
    </>
  );
}
