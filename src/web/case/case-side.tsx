import { Link } from '@tanstack/react-router';
import { CertaintyMark } from '../act/certainty-mark.tsx';
import type { Case } from '../api/generated/api.ts';
import { dayText, instantText, useWords } from '../desk/words.ts';
import { EntryLinks } from '../entry/entry-links.tsx';
import { StatusChip } from '../entry/status-chip.tsx';
import { sizeText } from '../form/values.ts';
import { Answers } from './answers.tsx';
import { figureNames } from './figure-names.ts';
import { People } from './people.tsx';

/** Beside the steps: what came of the case, who takes part, its figures and files. */
export function CaseSide({ kase }: { readonly kase: Case }) {
  return (
    <>
      <Entries kase={kase} />
      <Facts kase={kase} />
      <People kase={kase} />
      <Figures kase={kase} />
      <Answers kase={kase} />
      <Files kase={kase} />
    </>
  );
}

function Entries({ kase }: { readonly kase: Case }) {
  const words = useWords();
  if (kase.entries.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="entries-title">
      <h2 id="entries-title">{words.t('entriesOfCase')}</h2>
      <ul className="plain">
        {kase.entries.map((entry) => (
          <li key={entry.id} className="entry-of-case">
            <Link to="/entries/$id" params={{ id: entry.id }} search={{}}>
              <strong>{entry.number}</strong>
            </Link>{' '}
            <StatusChip status={entry.status} />
            <EntryLinks id={entry.id} hasCredential={entry.hasCredential} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Facts({ kase }: { readonly kase: Case }) {
  const words = useWords();
  return (
    <section className="panel" aria-labelledby="facts-title">
      <h2 id="facts-title">{words.t('facts')}</h2>
      <dl className="facts">
        <dt>{words.t('scheme')}</dt>
        <dd>
          {words.key(kase.texts, 'title')}{' '}
          <span className="soft">{words.t('edition', { edition: kase.scheme.edition })}</span>
        </dd>
        <dt>{words.t('applicant')}</dt>
        <dd>{kase.applicant === null ? words.t('blind') : words.of(kase.applicant.name)}</dd>
        <dt>{words.t('body')}</dt>
        <dd>{words.of(kase.body.name)}</dd>
        <dt>{words.t('openedOn')}</dt>
        <dd>{dayText(kase.openedAt, kase.scheme.zone)}</dd>
        {kase.round === null ? null : (
          <>
            <dt>{words.t('inRound')}</dt>
            <dd>
              <Link to="/rounds/$id" params={{ id: kase.round.id }} search={{}}>
                {words.of(kase.round.title)}
              </Link>
            </dd>
          </>
        )}
        {kase.entry === null ? null : (
          <>
            <dt>{words.t('aboutEntry')}</dt>
            <dd>
              <Link to="/entries/$id" params={{ id: kase.entry.id }} search={{}}>
                {kase.entry.number}
              </Link>{' '}
              <StatusChip status={kase.entry.status} />
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** The newest figures of each calculation, as they were on their days, with rule and mark. */
function Figures({ kase }: { readonly kase: Case }) {
  const words = useWords();
  if (kase.figures.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="figures-title">
      <h2 id="figures-title">{words.t('figures')}</h2>
      <div className="table-wrap">
        <table>
          <thead>
            <tr>
              <th scope="col">{words.t('figure')}</th>
              <th scope="col" className="number">
                {words.t('figureValue')}
              </th>
              <th scope="col">{words.t('figureRule')}</th>
            </tr>
          </thead>
          <tbody>
            {kase.figures.map((figure) => (
              <tr key={figure.name}>
                <td>{words.key(figureNames, figure.name, figure.name)}</td>
                <td className="number">{figure.value}</td>
                <td className="soft">
                  <span title={figure.rule}>{figure.ruleName === null ? figure.rule : words.of(figure.ruleName)}</span>{' '}
                  <CertaintyMark certainty={figure.certainty} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Files({ kase }: { readonly kase: Case }) {
  const words = useWords();
  return (
    <section className="panel" aria-labelledby="files-title">
      <h2 id="files-title">{words.t('files')}</h2>
      {kase.files.length === 0 ? <p className="soft">{words.t('noFiles')}</p> : null}
      <ul className="files">
        {kase.files.map((file) => (
          <li key={file.id}>
            <a href={`/api/v1/files/${file.id}`} download aria-label={words.t('download', { name: file.name })}>
              {file.name}
            </a>{' '}
            <span className="soft">
              {sizeText(file.size)} · {instantText(file.uploadedAt, kase.scheme.zone)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
