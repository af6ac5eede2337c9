import { type Action, action } from './questionnaire.ts';

/** Actions of a public office, in its own words: what it does is services, whom it serves are people. */
export const publicOfficeActions: readonly Action[] = [
  action(
    'catalogue',
    16,
    { form: 'service-catalogue' },
    ['编一张服务事项目录并公布', '群众不知道能办什么、怎么办，就只能一趟趟跑'],
    [
      'Compile and publish a service catalogue',
      'people who don’t know what can be done and how must come again and again',
    ],
  ),
  action(
    'handover',
    6,
    { form: 'handover-card' },
    ['给前十个事项做一次性告知单', '退回补材料是最大的浪费'],
    ['Make a what-to-bring card for the ten most frequent services', 'papers sent back are the greatest waste'],
  ),
  action(
    'service-level',
    8,
    { form: 'service-level' },
    ['给前十个事项定承诺并写明算法', '没有算法的承诺等于没有承诺'],
    [
      'Promise a level for the ten most frequent services and say how it is computed',
      'a promise without a way to compute it is none',
    ],
  ),
  action(
    'monthly-result',
    6,
    { form: 'monthly-result' },
    ['每月公布一张结果表', '公开的数自己会推动改进'],
    ['Publish a table of results every month', 'published figures push by themselves'],
  ),
  action(
    'result-chart',
    3,
    { method: 'p' },
    ['把按时率画成控制图', '分清偶然起伏和真的变化，免得冤枉人'],
    ['Put the rate on time on a control chart', 'tell chance from change, so that nobody is blamed for chance'],
  ),
  action(
    'longest',
    4,
    { method: 'histogram' },
    ['看办理时间的分布，专治最慢的一成', '平均数会把等得最久的人藏起来'],
    ['Look at the distribution of times and treat the slowest tenth', 'averages hide those who wait longest'],
  ),
  action(
    'public-complaints',
    4,
    { form: 'public-complaint-log' },
    ['各渠道投诉并入一本台账，定期限', '没人管的投诉会变成上访'],
    ['Bring all complaints into one log, with a time for the answer', 'a complaint nobody minds grows'],
  ),
  action(
    'root-cause',
    6,
    { method: 'five-why' },
    ['拿重复最多的一类投诉追问五个为什么', '只答复不改流程，同样的投诉还会来'],
    [
      'Ask five times why of the complaint that comes most often',
      'an answer without a change of the process brings the same complaint again',
    ],
  ),
  action(
    'analysis',
    3,
    { method: 'pareto' },
    ['投诉按事项和原因每月画一张排列图', '力气花在最多的两项上，群众感觉得到'],
    [
      'Draw a monthly Pareto chart of complaints by service and cause',
      'effort on the two largest is what people notice',
    ],
  ),
  action(
    'roles',
    2,
    { form: 'responsibility-matrix' },
    ['一张表写清窗口能定什么、报谁批、谁代理', '能定的人不在，群众就得再跑一趟'],
    [
      'Write on one sheet what the counter decides, who approves, who stands in',
      'where nobody may decide, people have to come again',
    ],
  ),
  action(
    'monthly-review',
    2,
    { form: 'monthly-sheet' },
    ['领导每月一小时看一页服务月报并作决定', '领导看什么，窗口就做什么'],
    ['The head looks at one page of figures an hour a month, and decides', 'what the head looks at, the counter does'],
  ),
  action(
    'skills',
    6,
    { form: 'counter-skills' },
    ['做一张窗口技能表，每个事项至少两人会办', '一个人请假，一个窗口就停'],
    ['Keep a table of who can handle what; two for each service', 'one on leave must not close a counter'],
  ),
  action(
    'documents',
    4,
    { form: 'document-list' },
    ['收回过期表格和口径，列一张现行清单', '窗口之间说法不一，群众不知听谁的'],
    [
      'Withdraw outdated forms and guidance; list those in force',
      'counters that say different things leave people at a loss',
    ],
  ),
  action(
    'records',
    4,
    { form: 'record-index' },
    ['办件材料按事项和日期归档，备份并试恢复', '找不到材料，说过的就等于没办过'],
    [
      'File cases by service and day; back up and try a restore',
      'what can’t be found might as well not have been done',
    ],
  ),
  action(
    'risk',
    6,
    { method: 'fmea' },
    ['对办件最多的事项排查出错、泄密、寻租环节', '想到的漏洞能堵，没想到的才会出事'],
    ['Go through the busiest service for errors, leaks and favours', 'a gap that was thought of can be closed'],
  ),
  action(
    'change',
    3,
    { form: 'process-change' },
    ['改流程、换系统前先试点、先告知', '多数差错发生在改的那几天'],
    ['Try and announce before a process or system changes', 'most errors happen in the days of a change'],
  ),
  action(
    'suppliers',
    4,
    { form: 'contractor-check' },
    ['委托事项写明质量要求并按季检查', '事可以委托，责任委托不出去'],
    [
      'Write down what is asked of contractors and check it every quarter',
      'the work can be given away, the responsibility can’t',
    ],
  ),
  action(
    'satisfaction',
    5,
    { method: 'satisfaction-index' },
    ['抽样回访办过事的群众，算满意度', '不投诉的人，多半只是不想再来'],
    [
      'Ask a sample of those who were served, and compute an index',
      'those who don’t complain may simply not want to come back',
    ],
  ),
  action(
    'audit',
    8,
    { form: 'audit-checklist' },
    ['科室之间交叉查一遍并关掉问题', '自己人先看见，比群众先看见好'],
    ['Let offices check each other and close what is found', 'better that we see it before the people do'],
  ),
  action(
    'objectives',
    2,
    { form: 'objective-sheet' },
    ['定一个带数字和日期的服务目标并公示', '没有数字的目标，谁也不知道做没做到'],
    ['Set one objective with a figure and a date, in public', 'without a figure nobody knows whether it was met'],
  ),
  action(
    'improvement',
    6,
    { method: 'cause-effect' },
    ['选一件群众反映最多的事，三个月改出一个数', '改成一件，大家才信'],
    ['Take what people name most and change one figure in three months', 'one success makes people believe'],
  ),
];
