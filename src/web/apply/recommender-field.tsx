import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import type { Refusal } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import { useWords } from '../desk/words.ts';
import { FieldFrame } from '../form/field-frame.tsx';

/** The unit that is asked to recommend the case, each with what is left of its quota; nothing where a round has none. */
export function RecommenderField({
  id,
  round,
  value,
  refusals,
  onChange,
}: {
  readonly id: string;
  readonly round: string;
  readonly value: string | null;
  readonly refusals: readonly Refusal[];
  readonly onChange: (party: string | null) => void;
}) {
  const words = useWords();
  const units = useQuery({
    queryKey: ['round', round, 'recommenders'],
    queryFn: () => api.get('/api/v1/rounds/{id}/recommenders', { path: { id: round } }),
  });
  const rows = units.data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <FieldFrame
      id={id}
      label={words.t('recommendedBy')}
      hint={words.t('recommenderHint')}
      required={false}
      refusals={refusals}
      texts={{}}
      words={words}
    >
      <Select
        id={id}
        className="wide-select"
        allowClear
        placeholder={words.t('choose')}
        value={value}
        options={rows.map((row) => ({
          value: row.party.id,
          label: `${words.of(row.party.name)}${row.quota === null ? '' : words.aside(`${row.forwarded} / ${row.quota}`)}`,
          disabled: row.quota !== null && row.forwarded >= row.quota,
        }))}
        onChange={(party: string | undefined) => onChange(party ?? null)}
      />
    </FieldFrame>
  );
}
