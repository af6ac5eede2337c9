import { useQuery } from '@tanstack/react-query';
import type { StoredValues } from '#certification/case/events.ts';
import type { RoleSpec, StepSpec } from '#certification/scheme/scheme.ts';
import { NamingInput } from '../act/naming-input.tsx';
import type { Case, NamedParty, Refusal } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';

interface StepNamingProps {
  readonly kase: Case;
  readonly spec: StepSpec;
  readonly scope: string;
  /** The form's values: competence is asked for the codes that stand in it. */
  readonly values: StoredValues;
  readonly named: readonly NamedParty[];
  readonly refusals: readonly Refusal[];
  readonly isDisabled: boolean;
  readonly onChange: (named: readonly NamedParty[]) => void;
}

/** Every role for which the step names somebody. */
export function StepNaming(props: StepNamingProps) {
  const roles = props.spec.names.flatMap((id) => props.kase.roles.find((role) => role.id === id) ?? []);
  return roles.map((role) => <RoleNaming key={role.id} {...props} role={role} />);
}

function RoleNaming({
  kase,
  spec,
  scope,
  role,
  named,
  refusals,
  isDisabled,
  onChange,
}: StepNamingProps & { readonly role: RoleSpec }) {
  const asking = useQuery({
    queryKey: ['candidates', kase.id, spec.id, role.id, kase.version],
    queryFn: () =>
      api
        .get('/api/v1/cases/{id}/candidates', { path: { id: kase.id }, query: { step: spec.id, role: role.id } })
        .then((answer) => answer.rows),
  });
  return (
    <NamingInput
      id={`${scope}-named-${role.id}`}
      role={role}
      texts={kase.texts}
      asking={asking}
      value={named.filter((n) => n.role === role.id)}
      refusals={refusals}
      isDisabled={isDisabled}
      onChange={(fresh) => onChange([...named.filter((n) => n.role !== role.id), ...fresh])}
    />
  );
}
