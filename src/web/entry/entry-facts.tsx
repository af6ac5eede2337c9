import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { EntryView } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import { useCited } from '../desk/cited.ts';
import { spanText, useWords, type Words } from '../desk/words.ts';
import { asText } from '../form/values.ts';

/** What the entry says of itself. */
export function EntryFacts({ view }: { readonly view: EntryView }) {
  const words = useWords();
  const cited = useCited();
  const { entry, state } = view;
  const scope = state?.scope ?? null;
  return (
    <section className="panel" aria-labelledby="facts-title">
      <h2 id="facts-title">{words.t('facts')}</h2>
      <dl className="facts">
        <dt>{words.t('holder')}</dt>
        <dd>{words.of(entry.holderNames)}</dd>
        <dt>{words.t('issuer')}</dt>
        <dd>{words.of(entry.issuerNames)}</dd>
        {view.transition === null ? null : (
          <>
            <dt>{words.t('transition')}</dt>
            <dd>
              <strong>{words.of(view.transition.says)}</strong>
              <br />
              <span className="soft">{cited(view.transition.basis)}</span>
            </dd>
          </>
        )}
        <dt>{words.t('validFromTo')}</dt>
        <dd>{spanText(words, entry.from, entry.to)}</dd>
        {entry.grade === null ? null : (
          <>
            <dt>{words.t('entryGrade')}</dt>
            <dd>{words.key(view.texts, `grade.${entry.grade}`, entry.grade)}</dd>
          </>
        )}
        {entry.scopeCodes.length === 0 ? null : (
          <>
            <dt>{words.t('scopeCodes')}</dt>
            <dd>
              {entry.scopeCodes.map((code) => (
                <div key={code}>{codeWords(code, view.texts, words)}</div>
              ))}
            </dd>
          </>
        )}
        {scope === null ? null : (
          <>
            {words.of(scope.text) === '—' ? null : (
              <>
                <dt>{words.t('scope')}</dt>
                <dd className="prose">{words.of(scope.text)}</dd>
              </>
            )}
            {scope.standards.length === 0 ? null : (
              <>
                <dt>{words.t('standards')}</dt>
                <dd>{words.list([...scope.standards])}</dd>
              </>
            )}
            {scope.sites.length === 0 ? null : (
              <>
                <dt>{words.t('sites')}</dt>
                <dd>
                  {scope.sites.map((site) => (
                    <div key={JSON.stringify(site)}>
                      {asText(site['name'])} <span className="soft">{asText(site['address'])}</span>
                    </div>
                  ))}
                </dd>
              </>
            )}
          </>
        )}
        {entry.succeeds === null ? null : (
          <>
            <dt>{words.t('succeeds')}</dt>
            <dd>
              <EntryLink id={entry.succeeds} />
            </dd>
          </>
        )}
        {entry.succeededBy === null ? null : (
          <>
            <dt>{words.t('succeededBy')}</dt>
            <dd>
              <EntryLink id={entry.succeededBy} />
            </dd>
          </>
        )}
        {entry.source === 'own' ? null : (
          <>
            <dt>{words.t('imported')}</dt>
            <dd>{entry.known}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** `17 基础金属及金属制品`, as far as the code's list names it. */
export function codeWords(code: string, texts: EntryView['texts'], words: Words): string {
  const name = texts[`code.${code}`];
  return name === undefined ? code : `${code} ${words.of(name)}`;
}

function EntryLink({ id }: { readonly id: string }) {
  const other = useQuery({
    queryKey: ['entry', id],
    queryFn: () => api.get('/api/v1/entries/{id}', { path: { id } }),
    staleTime: 300_000,
  });
  return (
    <Link to="/entries/$id" params={{ id }} search={{}}>
      {other.data?.entry.number ?? '…'}
    </Link>
  );
}
