import { useQuery } from '@tanstack/react-query';
import type { RoleSpec, StepSpec } from '#certification/scheme/scheme.ts';
import { NamingInput } from '../act/naming-input.tsx';
import type { NamedParty, Refusal } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import type { RoundWithScheme } from './round-parts.ts';

interface RoundNamingProps extends RoundWithScheme {
  readonly spec: StepSpec;
  readonly scope: string;
  readonly named: readonly NamedParty[];
  readonly refusals: readonly Refusal[];
  readonly isDisabled: boolean;
  readonly onChange: (named: readonly NamedParty[]) => void;
}

/** Every role for which the step of a round names somebody. */
export function RoundNaming(props: RoundNamingProps) {
  const roles = props.spec.names.flatMap((id) => props.scheme.roles.find((role) => role.id === id) ?? []);
  return roles.map((role) => <RoleNaming key={role.id} {...props} role={role} />);
}

function RoleNaming({
  round,
  scheme,
  spec,
  scope,
  role,
  named,
  refusals,
  isDisabled,
  onChange,
}: RoundNamingProps & { readonly role: RoleSpec }) {
  const asking = useQuery({
    queryKey: ['candidates', round.id, spec.id, role.id],
    queryFn: () =>
      api.get('/api/v1/rounds/{id}/candidates', {
        path: { id: round.id },
        query: { step: spec.id, role: role.id },
      }),
  });
  return (
    <NamingInput
      id={`${scope}-named-${role.id}`}
      role={role}
      texts={scheme.texts}
      asking={{ data: asking.data?.rows, error: asking.error, refetch: asking.refetch }}
      value={named.filter((n) => n.role === role.id)}
      refusals={refusals}
      isDisabled={isDisabled}
      onChange={(fresh) => onChange([...named.filter((n) => n.role !== role.id), ...fresh])}
    />
  );
}
