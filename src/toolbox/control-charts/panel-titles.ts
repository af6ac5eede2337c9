import type { Text } from '../method/text.ts';

/** Names of the panels on their pictures and axes. */
export const panelTitles: Readonly<Record<string, { readonly chart: Text; readonly axis: Text }>> = {
  xbar: { chart: { zh: '均值控制图', en: 'Xbar chart' }, axis: { zh: '子组均值', en: 'Subgroup mean' } },
  r: { chart: { zh: '极差控制图', en: 'R chart' }, axis: { zh: '子组极差', en: 'Subgroup range' } },
  s: { chart: { zh: '标准差控制图', en: 'S chart' }, axis: { zh: '子组标准差', en: 'Subgroup standard deviation' } },
  i: { chart: { zh: '单值控制图', en: 'Individuals chart' }, axis: { zh: '单值', en: 'Individual value' } },
  means: {
    chart: { zh: '子组均值图（按单值）', en: 'Subgroup means as individuals' },
    axis: { zh: '子组均值', en: 'Subgroup mean' },
  },
  mr: { chart: { zh: '移动极差控制图', en: 'Moving range chart' }, axis: { zh: '移动极差', en: 'Moving range' } },
  p: { chart: { zh: '不合格品率控制图', en: 'p chart' }, axis: { zh: '不合格品率', en: 'Proportion nonconforming' } },
  np: { chart: { zh: '不合格品数控制图', en: 'np chart' }, axis: { zh: '不合格品数', en: 'Number nonconforming' } },
  c: { chart: { zh: '不合格数控制图', en: 'c chart' }, axis: { zh: '不合格数', en: 'Nonconformities' } },
  u: {
    chart: { zh: '单位不合格数控制图', en: 'u chart' },
    axis: { zh: '单位不合格数', en: 'Nonconformities per unit' },
  },
  'laney-p': {
    chart: { zh: 'Laney p′ 控制图', en: 'Laney p′ chart' },
    axis: { zh: '不合格品率', en: 'Proportion nonconforming' },
  },
  'laney-u': {
    chart: { zh: 'Laney u′ 控制图', en: 'Laney u′ chart' },
    axis: { zh: '单位不合格数', en: 'Nonconformities per unit' },
  },
  ewma: { chart: { zh: '指数加权移动平均控制图', en: 'EWMA chart' }, axis: { zh: 'EWMA', en: 'EWMA' } },
  'cusum-upper': { chart: { zh: '累积和控制图', en: 'CUSUM chart' }, axis: { zh: '累积和', en: 'Cumulative sum' } },
  'cusum-lower': {
    chart: { zh: '累积和控制图（下侧）', en: 'CUSUM chart, lower side' },
    axis: { zh: '累积和', en: 'Cumulative sum' },
  },
  ma: { chart: { zh: '移动平均控制图', en: 'Moving average chart' }, axis: { zh: '移动平均', en: 'Moving average' } },
  zone: { chart: { zh: '区域控制图', en: 'Zone chart' }, axis: { zh: '累计得分', en: 'Cumulative score' } },
  dnom: {
    chart: { zh: '偏离名义值控制图', en: 'Deviation from nominal chart' },
    axis: { zh: '与名义值之差', en: 'Deviation from nominal' },
  },
  z: {
    chart: { zh: 'Z 控制图（短程）', en: 'Z chart (short run)' },
    axis: { zh: '标准化值', en: 'Standardised value' },
  },
  'mr-z': {
    chart: { zh: '标准化移动极差控制图', en: 'Moving range of Z' },
    axis: { zh: '移动极差', en: 'Moving range' },
  },
  g: { chart: { zh: 'g 控制图', en: 'g chart' }, axis: { zh: '两次事件之间的数目', en: 'Count between events' } },
  t: { chart: { zh: 't 控制图', en: 't chart' }, axis: { zh: '两次事件之间的时间', en: 'Time between events' } },
  t2: { chart: { zh: 'T² 控制图', en: 'T² chart' }, axis: { zh: 'T²', en: 'T²' } },
  mewma: { chart: { zh: '多元 EWMA 控制图', en: 'MEWMA chart' }, axis: { zh: 'T²', en: 'T²' } },
};
