import type { Form } from './questionnaire.ts';

function form(id: string, zh: string, en: string, fields: string): Form {
  return {
    id,
    title: { zh, en },
    fields: fields.split(' | ').map((field) => {
      const [first = '', second = ''] = field.split(' / ');
      return { zh: first, en: second };
    }),
  };
}

/** Forms to begin with, each a sheet of columns; the page prints and exports them. */
export const forms: readonly Form[] = [
  form(
    'complaint-log',
    '投诉台账',
    'Complaint log',
    '日期 / day | 客户 / customer | 产品、批号 / product, lot | 问题 / problem | 临时措施 / containment | 负责人 / responsible | 报告老板日期 / told to the head on | 结案日期 / closed on',
  ),
  form(
    'nonconforming-log',
    '不合格品处置记录',
    'Record of nonconforming items',
    '日期 / day | 产品、批号 / product, lot | 数量 / quantity | 问题 / problem | 处置（返工/报废/让步） / decision | 批准人 / approved by | 再检结果 / result of re-inspection',
  ),
  form(
    'release-record',
    '放行记录',
    'Release record',
    '日期 / day | 订单、批号 / order, lot | 应检项目 / checks due | 已检 / done | 结论 / conclusion | 放行人 / released by',
  ),
  form(
    'document-list',
    '现行文件清单',
    'List of documents in force',
    '编号 / number | 名称 / title | 版本 / issue | 生效日期 / in force from | 发放到 / given to | 旧版收回 / old issue withdrawn',
  ),
  form(
    'order-checklist',
    '接单核对表',
    'Checklist before accepting an order',
    '客户、订单 / customer, order | 规格、图纸版本 / specification, issue | 数量 / quantity | 交期做得到吗 / date can be met | 检得了吗 / can be measured | 法规、包装要求 / law, packing | 核对人 / checked by | 变更与确认 / changes and confirmation',
  ),
  form(
    'supplier-score',
    '供方季度评分',
    'Quarterly supplier score',
    '供方 / supplier | 批数 / lots | 不合格批 / lots not accepted | 准时率 / on time | 配合 / co-operation | 得分 / score | 结论 / conclusion',
  ),
  form(
    'gauge-list',
    '量具台账',
    'List of gauges',
    '编号 / number | 名称、量程 / name, range | 分辨力 / resolution | 使用处 / used at | 校准日期 / calibrated on | 有效期至 / valid until | 证书 / certificate | 状态 / status',
  ),
  form(
    'traveller',
    '随工单',
    'Traveller',
    '批号 / lot | 材料批 / material lot | 工序 / step | 操作者 / operator | 日期 / day | 数量 / quantity | 检验 / check | 备注 / note',
  ),
  form(
    'monthly-sheet',
    '质量月报（一页）',
    'Monthly quality sheet (one page)',
    '指标 / figure | 目标 / target | 本月 / this month | 上月 / last month | 前两项问题 / two largest problems | 决定 / decision | 负责人、日期 / who, by when',
  ),
  form(
    'objective-sheet',
    '质量目标表',
    'Objectives',
    '目标 / objective | 现在 / now | 目标值 / target | 到何时 / by when | 怎么做 / how | 负责人 / responsible | 每月结果 / monthly result',
  ),
  form(
    'responsibility-matrix',
    '职责权限表',
    'Responsibilities',
    '事项 / matter | 谁决定 / who decides | 谁执行 / who does | 谁代理 / who stands in',
  ),
  form(
    'skill-matrix',
    '技能矩阵',
    'Skill matrix',
    '姓名 / name | 工序一 / step 1 | 工序二 / step 2 | 工序三 / step 3 | 考核日期 / checked on | 待培训 / to learn',
  ),
  form(
    'maintenance-plan',
    '设备保养计划',
    'Maintenance plan',
    '设备 / machine | 项目 / what | 周期 / interval | 上次 / last | 下次 / next | 完成人 / done by | 异常 / remarks',
  ),
  form(
    'change-sheet',
    '变更单',
    'Change sheet',
    '改什么 / what changes | 为什么 / why | 影响哪些产品、文件 / products and documents concerned | 怎样验证 / how verified | 批准 / approved by | 生效日期 / from',
  ),
  form(
    'record-index',
    '记录归档目录',
    'Index of records',
    '记录 / record | 按什么归档 / filed by | 在哪里 / where | 保存多久 / kept for | 备份日期 / backed up on | 试恢复日期 / restored on trial',
  ),
  form(
    'audit-checklist',
    '自查表',
    'Internal check',
    '项目 / subject | 看什么 / what to look at | 结果 / result | 问题 / finding | 负责人 / responsible | 关闭日期 / closed on',
  ),
  form(
    'review-minutes',
    '管理评审记录',
    'Minutes of the review',
    '内容 / subject | 数据 / figures | 结论 / conclusion | 决定 / decision | 负责人、日期 / who, by when',
  ),
  form(
    'process-map',
    '流程一页图',
    'Process on a page',
    '步骤 / step | 输入 / input | 输出 / output | 负责人 / responsible | 指标 / figure',
  ),
  form(
    'context-sheet',
    '环境与相关方',
    'Context and parties',
    '谁 / who | 要求 / expects | 变化 / change | 影响 / effect | 打算 / intention',
  ),
  form(
    'defect-board',
    '质量看板',
    'Quality board',
    '实物或照片 / part or photo | 后果 / consequence | 错在哪 / what was wrong | 正确做法 / the right way',
  ),
  form(
    'design-record',
    '设计记录',
    'Design record',
    '要求 / demands | 评审日期、意见 / review | 试验、结果 / trial | 更改、原因 / change | 批准 / approved by',
  ),
  form(
    'customer-property-list',
    '顾客财产登记',
    'Customer property',
    '客户 / customer | 物品 / item | 数量 / quantity | 收到日期 / received | 存放 / kept at | 状态 / condition',
  ),
  form(
    'storage-check',
    '储存检查表',
    'Storage check',
    '库位 / place | 标识 / labelled | 先进先出 / first in first out | 防护 / protected | 过期 / expired | 检查人 / checked by',
  ),
  form(
    'service-catalogue',
    '服务事项目录',
    'Service catalogue',
    '事项 / service | 对象 / for whom | 依据 / legal basis | 材料 / papers | 步骤 / steps | 承诺时限 / time promised | 收费 / fee | 责任科室 / office',
  ),
  form(
    'service-level',
    '服务承诺',
    'Service levels',
    '事项 / service | 指标 / figure | 承诺值 / promised | 怎样计算 / how computed | 数据来源 / source | 公布处 / published at',
  ),
  form(
    'monthly-result',
    '月度结果公布表',
    'Monthly results',
    '事项 / service | 承诺 / promised | 办件数 / cases | 按时数 / on time | 按时率 / rate | 最长 / longest | 不达标原因 / why not met | 改进 / action',
  ),
  form(
    'public-complaint-log',
    '投诉与建议台账',
    'Complaints and suggestions',
    '日期 / day | 渠道 / by | 事项 / service | 内容 / matter | 答复期限 / answer due | 答复日期 / answered | 属实吗 / upheld | 改进 / action',
  ),
  form(
    'handover-card',
    '一次性告知单',
    'What to bring',
    '事项 / service | 材料 / papers | 样表 / sample | 常见退回原因 / why papers come back | 咨询电话 / telephone',
  ),
  form(
    'counter-skills',
    '窗口技能表',
    'Who can handle what',
    '姓名 / name | 事项一 / service 1 | 事项二 / service 2 | 事项三 / service 3 | 考核日期 / checked on | 待培训 / to learn',
  ),
  form(
    'process-change',
    '流程变更单',
    'Change of a process',
    '改什么 / what changes | 为什么 / why | 影响哪些事项、窗口 / services and counters concerned | 怎样试点 / how tried | 告知谁 / told to | 批准 / approved by | 生效日期 / from',
  ),
  form(
    'contractor-check',
    '委托服务检查表',
    'Check of contractors',
    '受托单位 / contractor | 事项 / service | 质量要求 / asked | 检查日期 / checked on | 结果 / result | 问题 / finding | 整改 / correction',
  ),
];
