import { catalogue } from '#toolbox/generated/catalogue.ts';
import type { CatalogueEntry } from '#toolbox/methods.ts';
import { groupNames } from '#toolbox/words/group-names.ts';

/** Words under which people look for a method that its title does not say. */
const otherWords: Readonly<Record<string, string>> = {
  'xbar-r': 'spc xr x-r x̄-r 均值极差 shewhart 休哈特 计量 统计过程控制',
  'xbar-s': 'spc xs x-s shewhart 休哈特',
  'i-mr': 'spc imr xmr x-mr 单值 移动极差 individuals shewhart 休哈特',
  p: 'spc 不良率 次品率 百分比 p图 计数',
  np: 'spc 不良数 np图',
  c: 'spc 缺陷数 c图',
  zone: 'spc zone chart 区域图 计分 jaehn',
  u: 'spc 单位缺陷数 u图 dpu',
  capability: 'cpk ppk cp pp 工序能力 过程能力 制程能力',
  'capability-between-within': 'cpk b/w between within 组间 组内',
  'capability-many': 'cpk ppk 批量 多特性 一览 全尺寸 batch cpk summary',
  'capability-nonnormal': 'cpk ppk box-cox johnson 非正态',
  'capability-poisson': 'dpmo 六西格玛 sigma level',
  'sampling-plan': 'aql gb2828 gb/t2828 iso2859 抽检 抽样 z1.4 105e',
  'sampling-switching': 'aql gb2828 转移规则 正常 加严 放宽',
  'sampling-zero': 'c=0 零缺陷 零接收',
  'variables-plan': 'gb6378 gb/t6378 iso3951 z1.9',
  'variables-lot': 'gb6378 gb/t6378 iso3951 z1.9',
  'gauge-crossed': 'grr r&r msa 量具 重复性 再现性',
  'gauge-range': 'grr r&r msa aiag',
  'gauge-nested': 'grr r&r msa 破坏性',
  'gauge-type1': 'cg cgk msa',
  'attribute-agreement': 'kappa msa 计数型 目视',
  fmea: 'pfmea dfmea ap rpn 风险',
  'cause-effect': 'ishikawa 石川 鱼刺 人机料法环',
  'multi-vari': '多变量图 多变异 multivari multi vari 红x 谢宁 shainin 方差分量 嵌套',
  'run-chart': '趋势图 运行图 链图 折线图 推移图 游程 run chart trend',
  pareto: '柏拉图 abc 二八',
  affinity: 'kj',
  'arrow-diagram': 'pert cpm 关键路径',
  'five-why': '5why 5个为什么',
  'eight-d': '8d 客诉 投诉',
  qfd: '质量屋 hoq',
  'proficiency-scores': 'z比分 iso13528 实验室比对',
  'life-data': 'weibull 威布尔 寿命 对数正态',
  'one-way-anova': 'anova f检验',
  'power-and-sample-size': '样本量 功效',
  'taguchi-design': '正交表 田口 l9 l18',
  'full-factorial-design': 'doe 试验设计',
  'satisfaction-index': 'ccsi csi acsi 满意度',
};

/** Methods whose title, purpose, group or common other names hold all words that are looked for, the closest first. */
export function findMethods(query: string): readonly CatalogueEntry[] {
  const parts = plain(query)
    .split(' ')
    .filter((part) => part !== '');
  if (parts.length === 0) return catalogue;
  return catalogue
    .map((entry) => ({ entry, score: scoreOf(entry, parts) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ entry }) => entry);
}

function scoreOf(entry: CatalogueEntry, parts: readonly string[]): number {
  const fields = [
    [8, entry.id],
    [6, `${entry.title.zh} ${entry.title.en}`],
    [4, otherWords[entry.id] ?? ''],
    [2, `${groupNames[entry.group].zh} ${groupNames[entry.group].en}`],
    [1, `${entry.purpose.zh} ${entry.purpose.en}`],
  ] as const;
  let score = 0;
  for (const part of parts) {
    const best = fields.find(([, text]) => plain(text).includes(part));
    if (!best) return 0;
    score += best[0] + (plain(best[1]) === part || plain(best[1]).split(' ').includes(part) ? 3 : 0);
  }
  return score;
}

/** Half width, lower case, signs that people leave out or write otherwise as blanks. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[-_（）()、，,:：’′]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
