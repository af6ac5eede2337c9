import { eventWords } from '../act/changed.tsx';
import type { Case } from '../api/generated/api.ts';
import { instantText, useWords } from '../desk/words.ts';
import { doerName, lineName, outcomeName, specOf } from './case-parts.ts';

/** Who did what when, the latest first. */
export function History({ kase }: { readonly kase: Case }) {
  const words = useWords();
  return (
    <section className="panel" aria-labelledby="history-title">
      <h2 id="history-title">{words.t('history')}</h2>
      <ol className="history">
        {[...kase.history].reverse().map((line) => {
          const outcomes = specOf(kase, line.about)?.outcomes.length ?? 0;
          return (
            <li key={line.version}>
              <time dateTime={line.at}>{instantText(line.at, kase.scheme.zone)}</time>
              <span>
                <strong>
                  {line.moved === null
                    ? eventWords(line.type, line.about, kase.texts, words)
                    : words.t('eventCaseMoved', { edition: `${line.moved.from} → ${line.moved.to}` })}
                </strong>
                {line.moved === null ? '' : words.aside(line.moved.words)}
                {line.line === null ? '' : ` ${lineName(kase, line.about, line.line, words)}`}
                {line.outcome !== null && outcomes > 1
                  ? `${words.colon}${outcomeName(kase, line.about, line.outcome, words)}`
                  : ''}
                {line.reason === null
                  ? ''
                  : words.aside(
                      [words.key(kase.texts, `reason.${line.reason.list}.${line.reason.code}`), line.reason.words]
                        .filter((part) => part !== '')
                        .join(words.colon),
                    )}
              </span>
              <span className="soft">{doerName(kase, line.by, words)}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
