import { Button } from 'antd';
import { useId, useState } from 'react';
import { ActDialog } from '../act/act-dialog.tsx';
import type { Case, CaseAct } from '../api/generated/api.ts';
import { useWords } from '../desk/words.ts';
import { DraftGate } from '../draft/draft-gate.tsx';
import { stepDraft } from '../draft/places.ts';
import { type OpenedDraft, useFormDraft } from '../draft/use-draft.ts';
import { WordsField } from '../form/words-field.tsx';
import { useSession } from '../shell/session.ts';
import { useFurtherAct } from './use-further-act.ts';

type NamedHere = Case['people'][number];

/** Who is named in the case, by role; who may name may release, and everybody may step back. */
export function People({ kase }: { readonly kase: Case }) {
  const words = useWords();
  const { person, employment } = useSession();
  const [released, setReleased] = useState<NamedHere | null>(null);
  if (kase.people.length === 0) return null;
  const mayRelease = (named: NamedHere) => {
    const naming = kase.flow.steps.find((step) => step.names.includes(named.role));
    const mayName = naming?.by.some((role) => employment?.roles.includes(role)) === true;
    return kase.ended === null && (mayName || named.person?.id === person.id);
  };
  return (
    <section className="panel" aria-labelledby="people-title">
      <h2 id="people-title">{words.t('people')}</h2>
      <ul className="people">
        {kase.people.map((named) => (
          <li key={`${named.role} ${named.person?.id ?? ''} ${named.party.id}`}>
            <span className="soft">{words.key(kase.texts, `role.${named.role}`)}</span>{' '}
            <span>
              {named.person === null ? words.of(named.party.name) : words.of(named.person.name)}
              {named.person === null ? null : <span className="soft"> {words.of(named.party.name)}</span>}
            </span>
            {mayRelease(named) ? (
              <Button type="text" className="no-print" onClick={() => setReleased(named)}>
                {words.t('release')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {released === null ? null : (
        <DraftGate
          key={`${released.role} ${released.person?.id ?? released.party.id}`}
          place={stepDraft(kase.id, `release.${released.role}`, released.person?.id ?? released.party.id)}
        >
          {(opened) => <Release opened={opened} kase={kase} named={released} onClose={() => setReleased(null)} />}
        </DraftGate>
      )}
    </section>
  );
}

const nothingSaid = { words: '' };

function Release({
  opened,
  kase,
  named,
  onClose,
}: {
  readonly opened: OpenedDraft;
  readonly kase: Case;
  readonly named: NamedHere;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const id = useId();
  const { draft, content: written, change } = useFormDraft(opened, nothingSaid);
  const said = written.words;
  const who = words.of(named.person?.name ?? named.party.name);
  const title = words.t('releaseOf', { who });
  const submission = useFurtherAct(kase, words.t('submitted', { what: title }), { draft, onDone: onClose });
  return (
    <ActDialog
      title={title}
      texts={kase.texts}
      isOpen
      action={words.t('release')}
      submission={submission}
      draft={draft}
      content={(): CaseAct => ({
        act: 'release',
        role: named.role,
        person: named.person?.id ?? null,
        party: named.party.id,
        words: said,
      })}
      onClose={onClose}
    >
      <WordsField
        id={id}
        label={words.t('inWords')}
        value={said}
        path="words"
        refusals={submission.problem?.refusals ?? []}
        texts={kase.texts}
        onChange={(text) => change({ words: text })}
      />
    </ActDialog>
  );
}
