import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { RoleSpec } from '#certification/scheme/scheme.ts';
import type { Named, NamedParty, Refusal } from '../api/generated/api.ts';
import { Said } from '../desk/said.tsx';
import { refusalWords, type SchemeTexts, useWords } from '../desk/words.ts';
import { FieldFrame } from '../form/field-frame.tsx';
import { Loading, ProblemShown } from '../shell/problem-shown.tsx';

/** Somebody who may be named for a role, or why not. */
export interface Candidate {
  readonly person: Named | null;
  readonly party: Named;
  readonly bars: readonly Refusal[];
}

/** The persons or parties of one role: those who may be named to be ticked, the others with the reason why not. */
export function NamingInput({
  id,
  role,
  texts,
  asking,
  value,
  refusals,
  isDisabled,
  onChange,
}: {
  readonly id: string;
  readonly role: RoleSpec;
  readonly texts: SchemeTexts;
  readonly asking: {
    readonly data: readonly Candidate[] | undefined;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
  readonly value: readonly NamedParty[];
  readonly refusals: readonly Refusal[];
  readonly isDisabled: boolean;
  readonly onChange: (named: readonly NamedParty[]) => void;
}) {
  const words = useWords();
  const [wanted, setWanted] = useState('');
  const { least, most } = role;
  const howMany =
    least === 0
      ? words.t('nameAny', { most })
      : least === most
        ? words.t('nameOne', { least })
        : words.t('nameSome', { least, most });
  const candidates = asking.data ?? [];
  const isNamed = (c: Candidate) => value.some((n) => n.person === (c.person?.id ?? null) && n.party === c.party.id);
  const shown = candidates.filter((c) => isNamed(c) || nameOf(c, words).toLowerCase().includes(wanted.toLowerCase()));
  const toggle = (c: Candidate, chosen: boolean) => {
    const one: NamedParty = { role: role.id, person: c.person?.id ?? null, party: c.party.id };
    const others = value.filter((n) => !(n.person === one.person && n.party === one.party));
    // Where one is named, choosing another replaces her.
    onChange(chosen ? (most === 1 ? [one] : [...others, one]) : others);
  };
  return (
    <FieldFrame
      id={id}
      label={words.t('named', { role: words.key(texts, `role.${role.id}`) })}
      required={least > 0}
      hint={howMany}
      refusals={refusals.filter((refusal) => refusal.field === `named.${role.id}`)}
      texts={texts}
      words={words}
      isGroup
    >
      {asking.error ? <ProblemShown problem={asking.error} retry={() => asking.refetch()} /> : null}
      {asking.data === undefined && !asking.error ? <Loading /> : null}
      {asking.data !== undefined && candidates.length === 0 ? <p className="soft">{words.t('nobodyToName')}</p> : null}
      {candidates.length > 8 ? (
        <Input
          allowClear
          aria-label={words.t('filter')}
          placeholder={words.t('filter')}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      ) : null}
      <ul className="candidates" aria-labelledby={`${id}-label`}>
        {shown.map((c) => (
          <li key={`${c.person?.id ?? ''} ${c.party.id}`} className={c.bars.length > 0 ? 'barred' : ''}>
            <Checkbox
              checked={isNamed(c)}
              disabled={isDisabled || (c.bars.length > 0 && !isNamed(c))}
              onChange={(event) => toggle(c, event.target.checked)}
            >
              {nameOf(c, words)}
              {c.person === null ? null : <span className="soft"> {words.of(c.party.name)}</span>}
            </Checkbox>
            {c.bars.map((bar) => (
              <p key={bar.code + bar.text.zh} className="bar">
                <Said text={words.t('whyNot', { why: refusalWords(bar, texts, words).text })} />
              </p>
            ))}
          </li>
        ))}
      </ul>
    </FieldFrame>
  );
}

function nameOf(candidate: Candidate, words: ReturnType<typeof useWords>): string {
  return words.of(candidate.person?.name ?? candidate.party.name);
}
