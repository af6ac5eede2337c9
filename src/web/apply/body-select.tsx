import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { api } from '../desk/api.ts';
import { useWords } from '../desk/words.ts';
import { helpId } from '../form/field-frame.tsx';
import { partyName } from '../form/register-select.tsx';

/** The organisations of the register in two groups; those that hold an approval stand first, under a heading that says so. */
export function BodySelect({
  id,
  value,
  isDisabled,
  onChange,
}: {
  readonly id: string;
  readonly value: string;
  readonly isDisabled: boolean;
  readonly onChange: (id: string) => void;
}) {
  const words = useWords();
  const approvals = useQuery({
    queryKey: ['entries', 'approvals'],
    queryFn: () => api.get('/api/v1/entries', { query: { kind: 'approval', status: 'valid', limit: 200 } }),
    staleTime: 300_000,
  });
  const parties = useQuery({
    queryKey: ['parties', 'first'],
    queryFn: () => api.get('/api/v1/parties', { query: { limit: 200 } }),
    staleTime: 300_000,
  });
  const approved = new Set(approvals.data?.rows.map((entry) => entry.holder));
  const options = (parties.data?.rows ?? [])
    .map((party) => ({ value: party.id, label: partyName(party, words), isApproved: approved.has(party.id) }))
    .sort((a, b) => a.label.localeCompare(b.label, 'zh'));
  // Who applies for a certificate looks among the approved; an association or an office stands among the others.
  const group = (title: 'bodiesApproved' | 'bodiesOther', isApproved: boolean) => {
    const those = options.filter((option) => option.isApproved === isApproved);
    return those.length === 0
      ? []
      : [{ label: words.t(title), title, options: those.map(({ value: id, label }) => ({ value: id, label })) }];
  };
  return (
    <Select
      id={id}
      className="wide-select"
      showSearch={{ optionFilterProp: 'label' }}
      loading={parties.isPending}
      // Until the register has answered a name, nobody is shown an id.
      labelRender={({ label }) => label ?? '…'}
      placeholder={words.t('choose')}
      value={value === '' ? null : value}
      options={[...group('bodiesApproved', true), ...group('bodiesOther', false)]}
      disabled={isDisabled}
      aria-describedby={helpId(id)}
      onChange={onChange}
    />
  );
}
