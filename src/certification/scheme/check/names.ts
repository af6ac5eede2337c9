import { roundScope } from '../build/round.ts';
import { didYouMean } from '../nearest.ts';
import type { Reference, Scope } from '../reading/given.ts';
import type { StepSpec } from '../scheme.ts';
import type { NameSpace, Text } from '../vocabulary/word.ts';
import type { Checking } from './checking.ts';

const spaceNames: Readonly<Record<NameSpace, Text>> = {
  role: { zh: '角色', en: 'role' },
  basis: { zh: '依据', en: 'basis' },
  form: { zh: '表单', en: 'form' },
  field: { zh: '字段', en: 'field' },
  rows: { zh: '行字段', en: 'field of rows' },
  column: { zh: '列', en: 'column' },
  step: { zh: '步骤', en: 'step of this flow' },
  stage: { zh: '批次阶段', en: 'stage of the round' },
  'case-step': { zh: '案件步骤', en: 'step of the cases' },
  flow: { zh: '流程', en: 'flow' },
  result: { zh: '结果', en: 'result' },
  reasons: { zh: '原因代码表', en: 'list of reasons' },
  reason: { zh: '原因（代码表.代码）', en: 'reason (list.code)' },
  grade: { zh: '不符合等级', en: 'grade of findings' },
  quota: { zh: '名额', en: 'quota' },
  calculator: { zh: '计算器', en: 'calculator' },
  'code-list': { zh: '代码表', en: 'code list' },
  message: { zh: '说明', en: 'message' },
};

/** Every name that the author used is declared somewhere; every role, form, list and result that is declared is used. */
export function checkNames(checking: Checking): void {
  for (const reference of checking.parsed.references) {
    // The lists of another scheme are not at hand.
    if (reference.space === 'reason' && reference.scope.scheme !== checking.scheme.id) continue;
    const known = knownNames(checking, reference.space, reference.scope);
    if (known.includes(reference.name)) continue;
    checking.report('name-unknown', reference.at, reference.name, {
      space: spaceNames[reference.space],
      nearest: didYouMean(reference.name, known),
    });
  }
  checkOutcomeNames(checking);
  checkUnused(checking);
}

function knownNames(checking: Checking, space: NameSpace, scope: Scope): readonly string[] {
  const { scheme, fields, columns, around } = checking;
  switch (space) {
    case 'role':
      return scheme.roles.map((role) => role.id);
    case 'basis':
      return checking.parsed.basisIds;
    case 'form':
      return scheme.forms.map((form) => form.id);
    case 'field':
      return [...fields.keys(), ...columns.keys(), ...dotted(checking)];
    case 'rows':
      return [...fields.values()].filter((field) => field.kind === 'rows').map((field) => field.id);
    case 'column': {
      const rows = fields.get(scope.rows ?? '');
      return rows?.kind === 'rows' ? rows.columns.map((column) => column.id) : [...columns.keys()];
    }
    case 'step':
      return stepsIn(checking, scope).map((step) => step.id);
    case 'stage':
      return (scheme.round?.steps ?? []).map((step) => step.id);
    case 'case-step':
      return (
        scope.flow === roundScope ? scheme.flows.filter((flow) => flow.id === scheme.round?.caseFlow) : scheme.flows
      ).flatMap((flow) => flow.steps.map((step) => step.id));
    case 'flow':
      return scheme.flows.map((flow) => flow.id);
    case 'result':
      return scheme.results.map((result) => result.id);
    case 'reasons':
      return scheme.reasonLists.map((list) => list.id);
    case 'reason':
      return scheme.reasonLists.flatMap((list) => list.codes.map((code) => `${list.id}.${code}`));
    case 'grade':
      return stepsIn(checking, scope).flatMap((step) => step.findings?.grades.map((grade) => grade.id) ?? []);
    case 'quota':
      return (scheme.round?.quotas ?? []).map((quota) => quota.id);
    case 'calculator':
      return [...around.calculators.keys()];
    case 'code-list':
      return around.codeLists;
    case 'message':
      return [];
  }
}

function dotted(checking: Checking): readonly string[] {
  return [...checking.fields.values()].flatMap((field) =>
    field.kind === 'rows' ? field.columns.map((column) => `${field.id}.${column.id}`) : [],
  );
}

/** Steps of the flow in whose words the name stands; outside of flows (a role's `blind-to`) those of all. */
export function stepsIn(checking: Checking, scope: Scope): readonly StepSpec[] {
  const { scheme } = checking;
  if (scope.flow === roundScope) return scheme.round?.steps ?? [];
  return scheme.flows
    .filter((flow) => scope.flow === undefined || flow.id === scope.flow)
    .flatMap((flow) => flow.steps);
}

function checkOutcomeNames(checking: Checking): void {
  for (const used of checking.parsed.outcomesUsed) {
    const step = stepsIn(checking, used.scope).find((s) => s.id === used.step);
    // A step that goes back or ends the case with this outcome is never done with it.
    const known = step?.outcomes.filter((outcome) => outcome.goes === 'on').map((outcome) => outcome.id) ?? [];
    if (step !== undefined && !known.includes(used.outcome))
      checking.report('outcome-unknown', used.at, used.outcome, {
        step: `\`${used.step}\``,
        known: known.join(', ') || '—',
        nearest: didYouMean(used.outcome, known),
      });
  }
  for (const result of checking.scheme.results) {
    const { each } = result;
    const step = each?.step === undefined ? undefined : stepsIn(checking, {}).find((s) => s.id === each.step);
    if (
      each?.outcome !== undefined &&
      step !== undefined &&
      !step.outcomes.some((outcome) => outcome.id === each.outcome)
    ) {
      checking.report('outcome-unknown', checking.at(each, 'outcome'), each.outcome, {
        step: `\`${step.id}\``,
        known: step.outcomes.map((outcome) => outcome.id).join(', '),
        nearest: didYouMean(
          each.outcome,
          step.outcomes.map((o) => o.id),
        ),
      });
    }
  }
}

function checkUnused(checking: Checking): void {
  const { scheme, parsed } = checking;
  const used = (space: NameSpace) =>
    new Set(
      parsed.references.filter((reference: Reference) => reference.space === space).map((reference) => reference.name),
    );
  const spaces = [
    ['role', scheme.roles],
    ['form', scheme.forms],
    ['reasons', scheme.reasonLists],
    ['result', scheme.results],
  ] as const;
  for (const [space, declared] of spaces) {
    const names = used(space);
    for (const one of declared)
      if (!names.has(one.id)) checking.report('name-unused', checking.at(one), one.id, { space: spaceNames[space] });
  }
}
