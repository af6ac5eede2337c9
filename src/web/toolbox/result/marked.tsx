import { catalogue } from '#toolbox/generated/catalogue.ts';
import { href } from '../shell/route.ts';
import { useWords } from '../words/language.tsx';

/** Words of methods long enough not to be anything else; `p` or `np` alone are left as they stand. */
const methodWords = new RegExp(
  `(?<![\\w-])(${catalogue
    .map((one) => one.id)
    .filter((id) => id.includes('-') || id.length > 4)
    .sort((a, b) => b.length - a.length)
    .join('|')})(?![\\w-])`,
);

/** A message: what stands between backticks are the user's own words, and a method that is named leads to its page. */
export function Marked({ text }: { readonly text: string }) {
  return (
    <>
      {text.split('`').map((part, k) =>
        k % 2 === 1 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in their order
          <code key={k}>{part}</code>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <Linked key={k} text={part} />
        ),
      )}
    </>
  );
}

function Linked({ text }: { readonly text: string }) {
  const words = useWords();
  return (
    <>
      {text.split(methodWords).map((part, k) => {
        const method = k % 2 === 1 ? catalogue.find((one) => one.id === part) : undefined;
        return method ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in their order
          <a key={k} href={href({ page: 'method', method: method.id, work: null })}>
            {words.of(method.title)}
          </a>
        ) : (
          part
        );
      })}
    </>
  );
}
