import type { Guard } from '../guard.ts';
import type { StepSpec } from '../scheme.ts';
import { type Checking, expectKind, fieldNamed } from './checking.ts';

/** Guards speak of fields and steps of the right kind. */
export function checkGuards(checking: Checking, step: StepSpec): void {
  for (const guard of step.guards) checkGuard(checking, guard);
}

function checkGuard(checking: Checking, guard: Guard): void {
  const at = (param: string, name?: string) => checking.at(guard, param, name);
  switch (guard.guard) {
    case 'competent':
      expectKind(checking, guard.field, ['code', 'choice'], at('field'));
      break;
    case 'order':
      for (const field of guard.fields) expectKind(checking, field, ['date'], at('fields', field));
      break;
    case 'entitled':
      if (guard.scopeOf !== undefined) expectKind(checking, guard.scopeOf, ['code', 'choice'], at('covers'));
      break;
    case 'accumulated': {
      const rows = checking.fields.get(guard.field);
      const column = rows?.kind === 'rows' ? rows.columns.find((c) => c.id === guard.column) : undefined;
      if (column !== undefined && column.kind !== 'number')
        checking.report('field-kind', at('column'), guard.column, {
          wanted: 'number',
          name: guard.column,
          kind: column.kind,
        });
      break;
    }
    case 'score':
      expectKind(checking, guard.field, ['number'], at('field'));
      break;
    case 'vote-share':
      checkBallot(checking, guard.step, at('step'));
      break;
  }
}

/** A vote stands in the field `vote` of a step that each voter does: yes, no or abstain. */
function checkBallot(checking: Checking, id: string, at: ReturnType<Checking['at']>): void {
  const step = checking.scheme.flows.flatMap((flow) => flow.steps).find((s) => s.id === id);
  const fields = checking.scheme.forms.find((form) => form.id === step?.form)?.fields ?? [];
  const vote = fields.find((field) => field.id === 'vote');
  const fits =
    vote?.kind === 'choice' &&
    ['yes', 'no'].every((option) => vote.options.includes(option)) &&
    step?.each !== undefined &&
    'role' in step.each.over;
  if (step !== undefined && !fits) {
    checking.report('field-kind', at, id, {
      wanted: {
        zh: '逐人办理（each: {role}）、带 `vote: {choice: [yes, no, abstain]}` 的步骤',
        en: 'a step done by each person of a role, with `vote: {choice: [yes, no, abstain]}`',
      },
      name: id,
      kind: fieldNamed(checking, 'vote')?.kind ?? '—',
    });
  }
}
