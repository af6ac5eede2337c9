/**
 * Why an act is refused. A refusal is a value; all refusals of an act come at once, and none is ever stored. Every code
 * exists once, in the table below, with the text for people and the help line; its documentation is generated from here.
 */
export interface Refusal {
  readonly code: RefusalCode;
  readonly params: Readonly<Record<string, RefusalParam>>;
  /** The field at which the page shows it, such as `sites.2.persons`. */
  readonly field?: string;
  /** Document and article behind the rule that refused. */
  readonly basis?: string;
  /** The scheme's own text of a `requires` guard, by key. */
  readonly message?: string;
}

/** What was found stands as it is; what the house itself says of it is said in both languages. */
export type RefusalParam = string | { readonly zh: string; readonly en: string };

/** A parameter in one language. */
export function paramIn(param: RefusalParam, language: 'zh' | 'en'): string {
  return typeof param === 'string' ? param : param[language];
}

export function paramsIn(params: Refusal['params'], language: 'zh' | 'en'): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(params).map(([name, param]) => [name, paramIn(param, language)]));
}

interface RefusalText {
  readonly zh: string;
  readonly en: string;
  readonly help: { readonly zh: string; readonly en: string };
}

const refusals = {
  'case-ended': {
    zh: '该案件已于 {at} 结束（{ending}），不能再办理。',
    en: 'This case ended on {at} ({ending}); nothing more can be done in it.',
    help: { zh: '如需继续，请重新申请。', en: 'Open a new case to go on.' },
  },
  'flow-unknown': {
    zh: '制度 {scheme} 没有流程 `{flow}`。',
    en: 'The scheme {scheme} has no flow `{flow}`.',
    help: { zh: '可用流程：{known}。', en: 'Its flows: {known}.' },
  },
  'scheme-not-in-force': {
    zh: '制度 {scheme}@{edition} 在 {day} 不在实施期内（{from} 至 {to}）。',
    en: 'The scheme {scheme}@{edition} is not in force on {day} ({from} to {to}).',
    help: { zh: '请选用当日有效的版本。', en: 'Choose the edition in force on that day.' },
  },
  'edition-twice': {
    zh: '版本名 {edition} 用了两次。',
    en: 'The edition {edition} stands twice.',
    help: { zh: '请为其中一个另起版本名。', en: 'Give one of the two another name.' },
  },
  'edition-dates-coincide': {
    zh: '版本 {edition} 与版本 {other} 的实施日同为 {day}。',
    en: 'The editions {edition} and {other} both come into force on {day}.',
    help: {
      zh: '同一天只能有一个版本开始实施，请改实施日。',
      en: 'Only one edition can begin on a day; choose another day.',
    },
  },
  'edition-dates-overlap': {
    zh: '版本 {edition} 与自 {day} 实施的版本 {other} 重叠。',
    en: 'The edition {edition} overlaps with {other}, which is in force from {day}.',
    help: {
      zh: '较早的版本须写明终止日，止于后一版本实施日前一日。',
      en: 'An earlier text says its last day: the day before the next one begins.',
    },
  },
  'edition-gap': {
    zh: '版本 {other} 与版本 {edition} 之间，{gapFrom} 至 {gapTo} 没有任何版本实施。',
    en: 'Between the editions {other} and {edition} none is in force, from {gapFrom} to {gapTo}.',
    help: { zh: '请使两个版本的日期相接。', en: 'Let the days of both meet.' },
  },
  'edition-unknown': {
    zh: '没有登记版本 `{edition}`。',
    en: 'No edition `{edition}` is registered.',
    help: { zh: '已登记：{known}。', en: 'Registered: {known}.' },
  },
  'edition-supersedes-missing': {
    zh: '版本 {other} 届时仍在实施，版本 {edition} 没有写明替代它。',
    en: 'The edition {other} is still in force then, and {edition} does not say that it supersedes it.',
    help: { zh: '请在 supersedes 写明 `{other}`。', en: 'Write `supersedes: {other}`.' },
  },
  'edition-begins-past': {
    zh: '日期 {from} 已过（今天 {today}）；版本 {edition} 不能追溯生效或关闭。',
    en: '{from} is past (today is {today}); the edition {edition} can neither begin nor be closed backwards.',
    help: { zh: '请改为今天之后的日期。', en: 'Choose a later day.' },
  },
  'edition-in-force': {
    zh: '版本 {edition} 自 {from} 起已实施，不能收回。',
    en: 'The edition {edition} has been in force since {from} and cannot be recalled.',
    help: { zh: '可以登记替代它的新版本，或关闭它。', en: 'Register an edition that supersedes it, or close it.' },
  },
  'edition-fixed': {
    zh: '版本 {edition} 已登记，摘要为 {stored}；所给文本的摘要为 {given}。版本一经登记不再改变。',
    en: 'The edition {edition} is registered with the digest {stored}; the text given has {given}. A registered edition never changes.',
    help: { zh: '请为改动后的文本起一个新的版本名。', en: 'Give the changed text a new edition.' },
  },
  'edition-closed': {
    zh: '版本 {edition} 的受理已定于 {day} 截止。',
    en: 'The edition {edition} takes no new case after {day} already.',
    help: { zh: '只能提前，不能推后。', en: 'The day can be brought forward only.' },
  },
  'edition-takes-none': {
    zh: '制度 {scheme} 的版本 {edition} 在 {day} 不再受理新申请（截至 {until}）。',
    en: 'On {day} the edition {edition} of {scheme} takes no new case (the last day was {until}).',
    help: { zh: '请按版本 {current} 申请。', en: 'Apply under the edition {current}.' },
  },
  'transition-order': {
    zh: '过渡日期颠倒：{later} 早于 {earlier}。',
    en: 'The days of the transition run backwards: {later} lies before {earlier}.',
    help: {
      zh: '次序为：旧版本末日、受理截止、决定截止、持有截止。',
      en: 'In order: last day of the old edition, new cases, decisions, entries.',
    },
  },
  'transition-over': {
    zh: '版本 {from} 到 {to} 的过渡已于 {day} 结束（今天 {today}）。',
    en: 'The transition from {from} to {to} ended on {day} (today is {today}).',
    help: { zh: '过期的过渡不能再改。', en: 'A transition that is over cannot be changed.' },
  },
  'transition-decide-over': {
    zh: '按版本 {edition} 作出结论的期限已于 {day} 届满。',
    en: 'Results under the edition {edition} could be decided until {day}.',
    help: { zh: '请按版本 {to} 重新申请。', en: 'Apply anew under the edition {to}.' },
  },
  'move-not-declared': {
    zh: '没有从版本 {from} 到版本 {to} 的过渡。',
    en: 'No transition leads from the edition {from} to {to}.',
    help: {
      zh: '案件沿用其版本，除非制度所有者声明过渡。',
      en: 'A case keeps its edition unless the scheme’s owner declares a transition.',
    },
  },
  'move-not-in-force': {
    zh: '版本 {to} 自 {day} 起实施，今天（{today}）还不能转入。',
    en: 'The edition {to} is in force from {day}; today ({today}) nothing moves to it yet.',
    help: { zh: '请在该日之后转入。', en: 'Move it from that day on.' },
  },
  'move-in-round': {
    zh: '本案在批次“{round}”中，批次按版本 {edition} 办理。',
    en: 'The case is in the round “{round}”, which runs under the edition {edition}.',
    help: { zh: '批次之内不换版本。', en: 'Within a round nobody changes the edition.' },
  },
  'move-flow-gone': {
    zh: '版本 {to} 没有流程“{flow}”。',
    en: 'The edition {to} has no flow “{flow}”.',
    help: {
      zh: '请按新版本重新申请；可延用已填内容。',
      en: 'Apply anew under it; what was filled in can be taken over.',
    },
  },
  'move-step-gone': {
    zh: '本案停在步骤“{step}”，版本 {to} 没有这一步骤，或办理方式不同。',
    en: 'The case stands at the step “{step}”, which the edition {to} does not have, or does in another way.',
    help: { zh: '请先办完这一步，再转入。', en: 'Do this step first, then move it.' },
  },
  'move-finding-gone': {
    zh: '步骤“{step}”有未关闭的不符合，版本 {to} 在这一步不处理不符合。',
    en: 'A finding of the step “{step}” is open, and the edition {to} treats none at this step.',
    help: { zh: '请先关闭不符合，再转入。', en: 'Close the finding first, then move it.' },
  },
  'move-stuck': {
    zh: '转入版本 {to} 后没有可办理的步骤。',
    en: 'Under the edition {to} no step of the case could be done.',
    help: { zh: '请按新版本重新申请。', en: 'Apply anew under it.' },
  },
  'move-field': {
    zh: '“{from}”的内容不能填入“{field}”：{why}',
    en: 'What stands in “{from}” does not go into “{field}”: {why}',
    help: {
      zh: '请选新版本中尚未填写的同类字段，或放弃该内容。',
      en: 'Choose a field of the same kind that is empty, or let it go.',
    },
  },
  'step-unknown': {
    zh: '流程中没有步骤 `{step}`。',
    en: 'The flow has no step `{step}`.',
    help: { zh: '可办理的步骤：{known}。', en: 'Steps that are open: {known}.' },
  },
  'step-not-open': {
    zh: '步骤“{step}”现在不能办理：{state}。',
    en: 'The step “{step}” cannot be done now: {state}.',
    help: { zh: '当前待办：{open}。', en: 'Open now: {open}.' },
  },
  'line-unknown': {
    zh: '步骤“{step}”没有分项 `{line}`。',
    en: 'The step “{step}” has no line `{line}`.',
    help: { zh: '待办分项：{open}。', en: 'Lines that wait: {open}.' },
  },
  'line-done': {
    zh: '分项 `{line}` 已办理。',
    en: 'The line `{line}` is done already.',
    help: { zh: '待办分项：{open}。', en: 'Lines that wait: {open}.' },
  },
  'outcome-unknown': {
    zh: '步骤“{step}”没有结论 `{outcome}`。',
    en: 'The step “{step}” has no outcome `{outcome}`.',
    help: { zh: '可选结论：{known}。', en: 'Its outcomes: {known}.' },
  },
  'role-missing': {
    zh: '此步骤由“{needed}”办理，您的角色是“{held}”。',
    en: 'This is done by “{needed}”; your roles are “{held}”.',
    help: { zh: '请转交有此角色的人员。', en: 'Pass it to a person who holds that role.' },
  },
  'wrong-party': {
    zh: '此步骤由“{needed}”一方的人员办理，您属于另一单位。',
    en: 'This is done by a person of “{needed}”; you belong to another organisation.',
    help: { zh: '请以正确的单位身份登录。', en: 'Sign in for the right organisation.' },
  },
  'not-named': {
    zh: '您未被指派为本案的“{role}”。',
    en: 'You are not named as “{role}” in this case.',
    help: { zh: '请由策划人员指派。', en: 'Ask the planner to name you.' },
  },
  'identity-needed': {
    zh: '作出此决定前须再次验证身份。',
    en: 'This act asks for your identity again.',
    help: { zh: '请输入密码后重试。', en: 'Enter your password and try again.' },
  },
  'reason-missing': {
    zh: '此结论须给出原因代码。',
    en: 'This outcome needs a coded reason.',
    help: { zh: '可选：{known}。', en: 'One of: {known}.' },
  },
  'reason-unknown': {
    zh: '原因代码 `{code}` 不在列表“{list}”中。',
    en: 'The reason `{code}` is not in the list “{list}”.',
    help: { zh: '可选：{known}。', en: 'One of: {known}.' },
  },
  'reason-words-missing': {
    zh: '选择“其他”时须说明原因。',
    en: 'The reason “other” needs words.',
    help: { zh: '请填写说明。', en: 'Say why in words.' },
  },
  'field-unknown': {
    zh: '表单没有字段 `{field}`。',
    en: 'The form has no field `{field}`.',
    help: { zh: '请删除该字段，或使用本制度当前版本的表单。', en: 'Remove it, or use the form of this edition.' },
  },
  'field-missing': {
    zh: '必填项“{label}”为空。',
    en: '“{label}” is required and empty.',
    help: { zh: '请填写。', en: 'Fill it in.' },
  },
  'field-hidden': {
    zh: '“{label}”在当前条件下不适用，但填了值。',
    en: '“{label}” does not apply here, yet has a value.',
    help: { zh: '请清空该项。', en: 'Clear it.' },
  },
  'value-kind': {
    zh: '“{label}”应为{expected}，实为 `{found}`。',
    en: '“{label}” should be {expected}; found `{found}`.',
    help: { zh: '请改正。', en: 'Correct it.' },
  },
  'value-range': {
    zh: '“{label}”应在 {least} 至 {most} 之间，实为 `{found}`。',
    en: '“{label}” should lie between {least} and {most}; found `{found}`.',
    help: { zh: '请改正。', en: 'Correct it.' },
  },
  'value-length': {
    zh: '“{label}”最多 {most} 个字符，实为 {found} 个。',
    en: '“{label}” holds at most {most} characters; found {found}.',
    help: { zh: '请缩短。', en: 'Shorten it.' },
  },
  'value-choice': {
    zh: '“{label}”没有选项 `{found}`。',
    en: '“{label}” has no option `{found}`.',
    help: { zh: '可选：{known}。', en: 'One of: {known}.' },
  },
  'value-code': {
    zh: '“{label}”的代码 `{found}` 有误：{why}',
    en: 'The code `{found}` in “{label}” is wrong: {why}',
    help: { zh: '请核对原件。', en: 'Check it against the original.' },
  },
  'value-day-order': {
    zh: '“{label}”({found})不应{relation} {limit}。',
    en: '“{label}” ({found}) must not be {relation} {limit}.',
    help: { zh: '请核对日期。', en: 'Check the days.' },
  },
  'value-entry': {
    zh: '“{label}”所引登记 `{found}` 不存在或当日无效。',
    en: 'The entry `{found}` in “{label}” does not exist or is not valid on this day.',
    help: { zh: '请选择有效的登记事项。', en: 'Choose an entry that is valid.' },
  },
  'value-file': {
    zh: '“{label}”的文件有误：{why}',
    en: 'The file in “{label}” is not accepted: {why}',
    help: { zh: '允许类型 {types}，每个不超过 {most} MB。', en: 'Allowed: {types}, at most {most} MB each.' },
  },
  'value-rows': {
    zh: '“{label}”应有 {least} 至 {most} 行，实有 {found} 行。',
    en: '“{label}” should have {least} to {most} rows; found {found}.',
    help: { zh: '请增删行。', en: 'Add or remove rows.' },
  },
  'total-differs': {
    zh: '“{label}”合计为 {found}，应等于 {expected}。',
    en: '“{label}” adds up to {found}; it should equal {expected}.',
    help: { zh: '请核对各行。', en: 'Check the rows.' },
  },
  'balance-differs': {
    zh: '{sum} 合计为 {found}，应等于“{equals}”的 {expected}。',
    en: '{sum} add up to {found}; they should equal “{equals}”, {expected}.',
    help: { zh: '请核对。', en: 'Check the figures.' },
  },
  'below-figure': {
    zh: '“{label}”为 {found}，低于按规则计算的 {expected}（{rule}）。',
    en: '“{label}” is {found}, below the {expected} that the rule gives ({rule}).',
    help: {
      zh: '请增加，或按规则在限度内说明调整理由。',
      en: 'Raise it, or give an adjustment with its reason inside the limits.',
    },
  },
  'clocks-unmoved': {
    zh: '按现行放假安排重算，本案各时限不变。',
    en: 'Counted again by the present holiday table, no clock of this case moves.',
    help: { zh: '无须办理。', en: 'Nothing is to be done.' },
  },
  'entry-other-result': {
    zh: '登记事项 {number} 不适用本流程：本流程针对“{expected}”。',
    en: 'This flow is not for the entry {number}: it is for “{expected}”.',
    help: { zh: '请从该登记事项的页面选择可办的流程。', en: 'Choose a flow from the page of that entry.' },
  },
  'not-computable': {
    zh: '无法计算“{calculator}”：{why}',
    en: '“{calculator}” cannot be computed: {why}',
    help: { zh: '请改正所列输入。', en: 'Correct the inputs named.' },
  },
  'answer-differs': {
    zh: '所附计算结果与按现有规则重算的结果不一致：{why}',
    en: 'The answer that is attached is not what the rules give when it is computed again: {why}',
    help: {
      zh: '请重新计算后附上；如认为规则数据有误，请告知规则维护人。',
      en: 'Compute it anew and attach that; if the rule data are wrong, tell whoever keeps them.',
    },
  },
  'answer-attached': {
    zh: '同一计算结果已于 {at} 附上。',
    en: 'The same answer was attached on {at}.',
    help: { zh: '无须重复附上。', en: 'There is no need to attach it again.' },
  },
  'same-person': {
    zh: '您在本案中担任过“{role}”，不得再办理此步骤。',
    en: 'You acted as “{role}” in this case and may not do this step.',
    help: {
      zh: '请由未参与的人员办理（谁评价谁不决定）。',
      en: 'It is done by somebody who took no part: who evaluates does not decide.',
    },
  },
  'same-unit': {
    zh: '{who}任职于{unit}，而{unit}有人在本案担任“{role}”，不得办理此步骤。',
    en: '{who} works for {unit}, whose people are “{role}” in this case, and may not do this step.',
    help: {
      zh: '请由与这些单位无关的人员办理。',
      en: 'Choose somebody whom none of these units employs.',
    },
  },
  conflict: {
    zh: '{who}与申请方存在利益冲突（{kind}）。',
    en: '{who} has a conflict of interest with the applicant ({kind}).',
    help: { zh: '请改派他人。', en: 'Name somebody else.' },
  },
  'not-competent': {
    zh: '{who}不具备专业代码 {codes} 的能力。',
    en: '{who} is not competent for {codes}.',
    help: {
      zh: '请指派具备能力的人员，或先完成能力评定。',
      en: 'Name somebody who is, or have the competence assessed first.',
    },
  },
  'not-registered': {
    zh: '{who}在 {day} 没有有效的{kind}。',
    en: '{who} holds no valid {kind} on {day}.',
    help: { zh: '请指派已注册人员。', en: 'Name a registered person.' },
  },
  banned: {
    zh: '{who}自 {from} 至 {to} 被禁止从业（含末日）。',
    en: '{who} is banned from {from} to {to} (that day included).',
    help: { zh: '禁止期内不得指派。', en: 'Not before the ban has ended.' },
  },
  'not-entitled': {
    zh: '{who}在行为发生时没有覆盖 {codes} 的有效{kind}。',
    en: '{who} holds no valid {kind} covering {codes} at the time of the act.',
    help: { zh: '请核对资质范围与有效期。', en: 'Check scope and validity of the approval.' },
  },
  'fields-absent': {
    zh: '作出此结论前须具备：{fields}。',
    en: 'This outcome needs: {fields}.',
    help: { zh: '请在前面的步骤补齐。', en: 'Complete them in the steps before.' },
  },
  'dates-disordered': {
    zh: '“{later}”({laterDay})早于“{earlier}”({earlierDay})。',
    en: '“{later}” ({laterDay}) lies before “{earlier}” ({earlierDay}).',
    help: { zh: '请核对先后顺序。', en: 'Check the order of the days.' },
  },
  'too-soon': {
    zh: '距“{from}”完成不足 {period}：最早 {day}。',
    en: 'Less than {period} since “{from}”: not before {day}.',
    help: { zh: '请在该日或之后办理。', en: 'Do it on that day or later.' },
  },
  'too-late': {
    zh: '距“{from}”完成超过 {period}：最迟 {day}。',
    en: 'More than {period} since “{from}”: the last day was {day}.',
    help: { zh: '须重新进行“{from}”。', en: '“{from}” has to be done anew.' },
  },
  'open-findings': {
    zh: '还有 {count} 项未关闭的不符合：{list}。',
    en: '{count} findings are open: {list}.',
    help: { zh: '请先验证纠正措施。', en: 'Verify their corrective action first.' },
  },
  'no-quorum': {
    zh: '应到 {all} 人，实到 {present} 人，不足法定 {needed} 人。',
    en: '{present} of {all} are present; {needed} are needed.',
    help: { zh: '请补足人数后再表决。', en: 'Wait until enough have voted.' },
  },
  'vote-failed': {
    zh: '赞成 {yes} / {counted}，未达到 {share}。',
    en: '{yes} of {counted} in favour; {share} is needed.',
    help: { zh: '不得以“通过”结论办理。', en: 'It cannot be done with this outcome.' },
  },
  'score-below': {
    zh: '平均分 {found}，低于 {least}。',
    en: 'The mean score is {found}, below {least}.',
    help: { zh: '', en: '' },
  },
  'beyond-quota': {
    zh: '名次 {rank} 超出名额 {quota}。',
    en: 'Rank {rank} lies beyond the quota of {quota}.',
    help: { zh: '', en: '' },
  },
  'history-bars': {
    zh: '申请方于 {day} 有“{what}”记录，未满 {period}。',
    en: 'The applicant has “{what}” on {day}, within {period}.',
    help: { zh: '最早于 {earliest} 申请。', en: 'Apply on {earliest} at the earliest.' },
  },
  'accumulated-below': {
    zh: '“{label}”累计 {found}，不足 {least}。',
    en: '“{label}” adds up to {found}; {least} are needed.',
    help: { zh: '请补充记录。', en: 'Add what is missing.' },
  },
  'requirement-unmet': {
    zh: '不符合条件：{condition}。',
    en: 'A condition does not hold: {condition}.',
    help: { zh: '', en: '' },
  },
  'names-missing': {
    zh: '须指派 {least} 至 {most} 名“{role}”，已指派 {found} 名。',
    en: '{least} to {most} “{role}” are to be named; found {found}.',
    help: { zh: '请补充指派。', en: 'Name the missing ones.' },
  },
  'counted-part': {
    zh: '步骤“{step}”要计票或计分，尚未办理者不能解除指派。',
    en: 'The step “{step}” is counted: nobody who has not voted or scored is released from it.',
    help: {
      zh: '请由其本人办理；制度允许的，由其本人回避。',
      en: 'Let her do it herself or, where the scheme lets her, stand aside herself.',
    },
  },
  'only-part': {
    zh: '步骤“{step}”只等其一人，结论须由其本人作出，不能解除指派。',
    en: 'The step “{step}” waits for her alone and its outcome has to be hers: she can’t be released from it.',
    help: {
      zh: '请先由其完成或回避，或退回到指派步骤另行指派。',
      en: 'Let her do it or stand aside, or return to the step that names and name another.',
    },
  },
  'named-unknown': {
    zh: '找不到人员或单位 `{found}`。',
    en: 'No person or party `{found}` is known.',
    help: { zh: '请从列表中选择。', en: 'Choose from the list.' },
  },
  'named-wrong-party': {
    zh: '{who}不属于可指派为“{role}”的单位。',
    en: '{who} does not belong to a party from which “{role}” may be named.',
    help: { zh: '', en: '' },
  },
  'sub-case-missing': {
    zh: '须先完成 {scheme} 的案件。',
    en: 'A case of {scheme} has to end first.',
    help: { zh: '', en: '' },
  },
  'round-missing': {
    zh: '此制度按批次受理，请在开放的批次中申报。',
    en: 'This scheme takes applications in rounds; apply within an open one.',
    help: { zh: '', en: '' },
  },
  'round-step-not-open': {
    zh: '批次当前不在“{step}”阶段。',
    en: 'The round is not at “{step}” now.',
    help: { zh: '当前阶段：{open}。', en: 'It is at: {open}.' },
  },
  'finding-unknown': {
    zh: '没有编号为 `{finding}` 的不符合。',
    en: 'There is no finding `{finding}`.',
    help: { zh: '', en: '' },
  },
  'finding-state': {
    zh: '该不符合当前为“{state}”，不能这样办理。',
    en: 'The finding is `{state}`; this cannot be done to it.',
    help: { zh: '', en: '' },
  },
  'grade-unknown': {
    zh: '没有等级 `{grade}`。',
    en: 'There is no grade `{grade}`.',
    help: { zh: '可选：{known}。', en: 'One of: {known}.' },
  },
  'exit-unknown': {
    zh: '流程没有出口 `{exit}`。',
    en: 'The flow has no exit `{exit}`.',
    help: { zh: '可选：{known}。', en: 'Its exits: {known}.' },
  },
  'exit-closed': {
    zh: '步骤“{until}”完成后不能再“{exit}”。',
    en: 'After “{until}” this way out, “{exit}”, is closed.',
    help: { zh: '', en: '' },
  },
  'entry-needed': {
    zh: '此流程须针对一项登记办理。',
    en: 'This flow is about an entry of the register; name it.',
    help: { zh: '', en: '' },
  },
  'entry-status': {
    zh: '登记状态为“{status}”，不能“{act}”。',
    en: 'The entry is `{status}`; `{act}` cannot be done to it.',
    help: { zh: '可办理：{known}。', en: 'Possible: {known}.' },
  },
  'act-unknown': {
    zh: '该登记不能办理 `{act}`。',
    en: 'This kind of entry knows no `{act}`.',
    help: { zh: '可办理：{known}。', en: 'It knows: {known}.' },
  },
  'scope-not-smaller': {
    zh: '缩小范围须是原范围的一部分：`{codes}` 不在其中。',
    en: 'A reduced scope is a part of the old one: `{codes}` are not in it.',
    help: { zh: '', en: '' },
  },
  'scope-not-larger': {
    zh: '扩大范围须包含原范围并有所增加。',
    en: 'An extended scope holds the old one and more.',
    help: { zh: '', en: '' },
  },
  'clock-not-out': {
    zh: '期限 {due} 尚未届满。',
    en: 'The clock runs until {due} and is not out.',
    help: { zh: '', en: '' },
  },
  'beyond-holiday-table': {
    zh: '节假日表只到 {tableEnds}，不能推算之后的工作日。',
    en: 'The holiday table ends on {tableEnds}; working days after it are not guessed.',
    help: { zh: '请载入新一年的官方通知。', en: 'Load the official notice of the next year.' },
  },
  'cases-not-through': {
    zh: '还有 {count} 件未完成“{step}”：{list}。',
    en: '{count} cases have “{step}” still open: {list}.',
    help: { zh: '', en: '' },
  },
  'display-running': {
    zh: '公示期到 {to} 止，期满前不得决定。',
    en: 'The display runs until {to}; no decision before it has ended.',
    help: { zh: '', en: '' },
  },
  'display-missing': {
    zh: '决定前须先公示。',
    en: 'The list has to be displayed before the decision.',
    help: { zh: '', en: '' },
  },
  'objection-pending': {
    zh: '还有 {count} 项异议未答复，决定暂停。',
    en: '{count} objections are not answered; the decision waits.',
    help: { zh: '请逐项答复。', en: 'Answer each.' },
  },
  'list-differs': {
    zh: '决定名单须逐项对应公示名单：{differences}。',
    en: 'The decision has to answer the displayed list row by row: {differences}.',
    help: { zh: '', en: '' },
  },
  'objection-late': {
    zh: '异议于 {at} 收到，公示已于 {to} 结束，不予受理。',
    en: 'The objection came at {at}; the display ended on {to}. It is not accepted.',
    help: { zh: '可另行投诉。', en: 'A complaint is still possible.' },
  },
  'objection-anonymous': {
    zh: '异议须以真实身份提出，匿名不予受理。',
    en: 'An objection needs the real identity; an anonymous one is not accepted.',
    help: { zh: '请实名并留联系方式，身份受保护。', en: 'Give your name and contact; they are protected.' },
  },
  'objection-without-evidence': {
    zh: '异议须附证据。',
    en: 'An objection needs evidence.',
    help: { zh: '请上传证据材料。', en: 'Attach the evidence.' },
  },
  'objection-unknown': {
    zh: '没有编号为 `{objection}` 的异议。',
    en: 'There is no objection `{objection}`.',
    help: { zh: '', en: '' },
  },
  'reviewer-recused': { zh: '{who}须回避：{why}。', en: '{who} is recused: {why}.', help: { zh: '', en: '' } },
  'too-few-reviewers': {
    zh: '{case} 只有 {found} 名可用评审专家，需 {needed} 名。',
    en: '{case} has {found} reviewers who may take it; {needed} are needed.',
    help: { zh: '请增加专家。', en: 'Add reviewers.' },
  },
  'vote-not-open': {
    zh: '“{step}”不是正在进行的表决。',
    en: '“{step}” is no vote that is open.',
    help: { zh: '请核对批次当前步骤。', en: 'Look at the steps of the round that are open.' },
  },
  'not-in-round': {
    zh: '`{case}` 不在本批次的在评项目中。',
    en: '`{case}` is not, or no longer, in the round.',
    help: { zh: '请刷新名单后重选。', en: 'Load the list anew and choose again.' },
  },
  'notice-not-current': {
    zh: '公示 `{found}` 不是现行公示，现行的是 `{current}`。',
    en: 'The notice `{found}` is not the current display; that is `{current}`.',
    help: { zh: '请更正现行公示。', en: 'Correct the current one.' },
  },
  'list-unchanged': {
    zh: '更正后的名单与现行公示名单相同。',
    en: 'The corrected list is the same as the displayed one.',
    help: { zh: '请改正后再发布，或不必更正。', en: 'Change what is wrong, or leave it.' },
  },
  'list-decided': {
    zh: '名单已作决定，不能再更正公示。',
    en: 'The list is decided; its display is corrected no more.',
    help: { zh: '如结果有误，请按制度撤销该结果。', en: 'Withdraw the result under the scheme.' },
  },
  'list-frozen': {
    zh: '名单已公示冻结，不能再合并项目。',
    en: 'The list is displayed and frozen; submissions are merged no more.',
    help: { zh: '请发布更正公示。', en: 'Put out a corrected display.' },
  },
  'list-repeats': {
    zh: '更正后的名单中有重复项目。',
    en: 'The corrected list holds a submission twice.',
    help: { zh: '每个项目只列一次。', en: 'List each once.' },
  },
  'grade-over-quota': {
    zh: '等次“{grade}”名额为 {quota}，名单中有 {found}。',
    en: 'The grade “{grade}” has a quota of {quota}; the list holds {found}.',
    help: { zh: '请调整等次。', en: 'Change the grades.' },
  },
  'objection-upheld': {
    zh: '对“{title}”的异议成立，不能按公示原样授予。',
    en: 'The objection to “{title}” was upheld; it is not granted as displayed.',
    help: {
      zh: '请不予授予、调整等次，或先发布更正公示。',
      en: 'Refuse it, change its grade, or put out a corrected display first.',
    },
  },
  'vote-by-public': {
    zh: '“{step}”由公众在投票页投票，不能代办。',
    en: '“{step}” is for the public to vote on the voting page; nobody does it for them.',
    help: { zh: '到期后由活动办公室结束投票。', en: 'The secretariat closes it after its last day.' },
  },
  'public-vote-not-begun': {
    zh: '“{step}”尚未开始。',
    en: '“{step}” has not begun.',
    help: { zh: '请在公布的日期投票。', en: 'Vote from the day that was announced.' },
  },
  'public-vote-over': {
    zh: '“{step}”已于 {to} 结束，不再收票。',
    en: '“{step}” ended on {to}; no vote is taken any more.',
    help: { zh: '结果在本页公布。', en: 'The result is on this page.' },
  },
  'public-vote-running': {
    zh: '投票到 {to}（含当日）为止，期满方可结束。',
    en: 'The vote runs until {to}, that day included, and is closed afterwards.',
    help: { zh: '请在次日结束。', en: 'Close it on the next day.' },
  },
  'public-vote-twice': {
    zh: '您已为“{title}”投过票；一人一项一票。',
    en: 'You have voted for “{title}” already: one vote for each item.',
    help: { zh: '可以为其他项目投票。', en: 'You can vote for other items.' },
  },
  'vote-item-unknown': {
    zh: '`{item}` 不在投票之列。',
    en: '`{item}` is not voted on.',
    help: { zh: '请从列表中选择。', en: 'Choose from the list.' },
  },
  'vote-code-wrong': {
    zh: '投票码 `{found}` 不对。',
    en: 'The voting code `{found}` is not right.',
    help: {
      zh: '请照原样输入 16 位（不含 I、L、O、U）；没有投票码请登录。',
      en: 'Type its 16 characters as they were given (none is I, L, O or U), or sign in.',
    },
  },
  'vote-identity-missing': {
    zh: '投票须有投票码，或登录。',
    en: 'A vote needs a voting code, or signing in.',
    help: { zh: '投票码由主办方发放。', en: 'Codes are given out by the organiser.' },
  },
  'vote-too-fast': {
    zh: '同一网络一分钟内至多 {most} 票，此票未收。',
    en: 'One network gives at most {most} votes in a minute; this one was not taken.',
    help: { zh: '请稍后再投。', en: 'Vote again in a while.' },
  },
  'vote-source-full': {
    zh: '同一网络一天内为“{title}”至多 {most} 票，此票未收。',
    en: 'One network gives at most {most} votes a day to “{title}”; this one was not taken.',
    help: { zh: '请换一个网络，或明天再投。', en: 'Vote from another network, or tomorrow.' },
  },
  'burst-unknown': {
    zh: '没有这样一批集中的票，或已剔除。',
    en: 'There is no such burst of votes, or it was set aside already.',
    help: { zh: '请刷新后再看。', en: 'Look again.' },
  },
  'codes-count': {
    zh: '投票码每次 1 至 {most} 个，所填 {found}。',
    en: 'Codes are given out 1 to {most} at a time; found {found}.',
    help: { zh: '请分次发放。', en: 'Give them out in several goes.' },
  },
  'vote-twice': { zh: '您已表决。', en: 'You have voted already.', help: { zh: '', en: '' } },
  'recommender-missing': {
    zh: '请选择“{role}”。',
    en: 'Choose the unit that is to act as “{role}”.',
    help: { zh: '可选：{known}。', en: 'There are: {known}.' },
  },
  'recommender-not-entitled': {
    zh: '所选单位不是本制度的“{role}”。',
    en: 'The unit that was chosen does not act as “{role}” under this scheme.',
    help: { zh: '可选：{known}。', en: 'There are: {known}.' },
  },
  'recommender-is-applicant': {
    zh: '申报单位不能作自己的“{role}”。',
    en: 'An applicant cannot act as “{role}” for its own application.',
    help: { zh: '请选其他单位：{known}。', en: 'Choose another unit: {known}.' },
  },
  'recommender-not-asked': {
    zh: '本制度不经推荐单位申报。',
    en: 'No unit recommends under this scheme.',
    help: { zh: '请勿填写推荐单位。', en: 'Leave the recommending unit out.' },
  },
  'quota-exceeded': {
    zh: '“{unit}”的推荐名额为 {quota}，已推荐 {found}。',
    en: '“{unit}” may forward {quota}; {found} are forwarded.',
    help: {
      zh: '请先撤回一项，或请活动办公室调整该单位的名额。',
      en: 'Withdraw one first, or ask the secretariat to change the quota of the unit.',
    },
  },
  'track-quota-exceeded': {
    zh: '“{unit}”在“{track}”类的推荐名额为 {quota}，已推荐 {found}。',
    en: '“{unit}” may forward {quota} in the track “{track}”; {found} are forwarded.',
    help: {
      zh: '请改报其他类别，先撤回一项，或请活动办公室调整名额。',
      en: 'Choose another track, withdraw one first, or ask the secretariat to change the quota.',
    },
  },
  'track-unknown': {
    zh: '没有类别 `{track}`。',
    en: 'There is no track `{track}`.',
    help: { zh: '可选：{known}。', en: 'There are: {known}.' },
  },
  'quota-below-used': {
    zh: '“{unit}”已推荐 {found}，名额不能少于此数（所填 {quota}）。',
    en: '“{unit}” has forwarded {found}; its quota cannot be less (found {quota}).',
    help: { zh: '请填不少于已推荐数的名额。', en: 'Give at least what is used.' },
  },
  'list-not-taken': {
    zh: '“{scheme}”不接受推荐单位的汇总表。',
    en: '“{scheme}” takes no list of a recommending unit.',
    help: { zh: '请逐件申报。', en: 'Hand submissions in one by one.' },
  },
  'list-not-recommender': {
    zh: '只有“{role}”可以报送汇总表。',
    en: 'Only a “{role}” hands a list in.',
    help: { zh: '请以该单位的账户登录。', en: 'Sign in for such a unit.' },
  },
  'row-applicant-unknown': {
    zh: '没有登记过名为“{found}”的单位，此行也没有统一社会信用代码。',
    en: 'No organisation is registered as “{found}”, and the row has no unified social credit code.',
    help: {
      zh: '请填写统一社会信用代码，即可随表登记。',
      en: 'Give its code: it is then registered with the list.',
    },
  },
  'row-applicant-several': {
    zh: '名为“{found}”的单位不止一家。',
    en: 'More than one organisation is called “{found}”.',
    help: { zh: '请填写统一社会信用代码。', en: 'Give its unified social credit code.' },
  },
  'row-applicant-differs': {
    zh: '代码 {code} 登记的单位是“{expected}”，此行为“{found}”。',
    en: 'The code {code} is registered to “{expected}”; the row says “{found}”.',
    help: { zh: '请核对单位名称与代码。', en: 'Check name and code.' },
  },
  'row-twice': {
    zh: '与第 {row} 行是同一单位的同一项目。',
    en: 'It is the same project of the same applicant as row {row}.',
    help: { zh: '请删去一行。', en: 'Remove one of the two.' },
  },
  'row-elsewhere': {
    zh: '“{title}”已由另一推荐单位或申报单位自己报送。',
    en: '“{title}” came into the round already, through another unit or by the applicant.',
    help: {
      zh: '同一项目只经一家推荐，请与申报单位核实。',
      en: 'A project comes through one unit; ask the applicant.',
    },
  },
  'cell-unreadable': {
    zh: '此格读不出：`{found}`。',
    en: 'The cell cannot be read: `{found}`.',
    help: { zh: '请填写值，不要留公式或错误。', en: 'Put the value there, not a formula or an error.' },
  },
  'drawn-without-case': {
    zh: '抽中的 {count} 个对象既没有检查案件，也没有记录不检查的原因：{list}。',
    en: '{count} objects that were drawn have neither a case nor a reason why they are not checked: {list}.',
    help: {
      zh: '请逐一立案，或在“{field}”中写明原因。',
      en: 'Open a case for each, or write the reason in “{field}”.',
    },
  },
  'drawn-without-outcome': {
    zh: '抽中对象的 {count} 个检查案件尚无结果：{list}。',
    en: '{count} cases of objects that were drawn have no outcome yet: {list}.',
    help: {
      zh: '请先公布结果，或以原因结束案件。',
      en: 'Publish the result first, or end the case with its reason.',
    },
  },
  'object-not-drawn': {
    zh: '“{title}”不在抽中名单内，不能列为本次检查对象。',
    en: '“{title}” was not drawn and cannot be checked in this round.',
    help: {
      zh: '请核对抽中名单；名单外的检查另立案件。',
      en: 'Look at the drawn list; a check outside of it is a case of its own.',
    },
  },
  'same-project': {
    zh: '本批次已有该单位的同一项目“{title}”。',
    en: 'The same project of this applicant is in the round already: “{title}”.',
    help: {
      zh: '请核对题目；同一项目只报一次，也只经一家推荐。',
      en: 'Check the title; a project is handed in once, under one unit.',
    },
  },
  'draft-too-large': {
    zh: '这份草稿有 {size}，每份最多 {most}。',
    en: 'This draft takes {size}; one may take {most}.',
    help: {
      zh: '请缩短所填内容，长文与表格可作为附件上传。',
      en: 'Shorten what is written; long texts and tables go up as files.',
    },
  },
  'drafts-full': {
    zh: '您已有 {drafts} 份草稿（共 {size}），最多 {mostDrafts} 份、{mostSize}。',
    en: 'You keep {drafts} drafts ({size} in all); at most {mostDrafts} and {mostSize} are kept.',
    help: {
      zh: '请办完或放弃一些草稿，全部草稿见“我的账户”。',
      en: 'Finish or discard some; they all stand under “My account”.',
    },
  },
  'case-changed': {
    zh: '您打开后，本案已有变化（第 {expected} 版 → 第 {current} 版）。',
    en: 'The case has changed since you opened it (version {expected} → {current}).',
    help: { zh: '请查看变化后重试，草稿已保留。', en: 'Look at what changed and try again; your draft is kept.' },
  },
} as const satisfies Record<string, RefusalText>;

export type RefusalCode = keyof typeof refusals;

export const refusalTexts: Readonly<Record<RefusalCode, RefusalText>> = refusals;

/** The text of a refusal in one language, with its parameters put in; what stands in braces and is not given stays out. */
export function refusalText(refusal: Refusal, language: 'zh' | 'en'): { readonly text: string; readonly help: string } {
  const fill = (template: string) =>
    template.replace(/\{(\w+)\}/g, (_, name: string) =>
      Object.hasOwn(refusal.params, name) ? paramIn(refusal.params[name] ?? '', language) : '',
    );
  const entry = refusalTexts[refusal.code];
  return { text: fill(entry[language]), help: fill(entry.help[language]) };
}

export function refuse(
  code: RefusalCode,
  params: Refusal['params'] = {},
  more: Partial<Pick<Refusal, 'field' | 'basis' | 'message'>> = {},
): Refusal {
  return { code, params, ...more };
}
