import type { Problem, Warning } from '../method/method.ts';

/** Refusals and warnings that many methods on numbers share, worded once. */
export function tooFewValues(what: { zh: string; en: string }, expected: number, found: number): Problem {
  return {
    code: 'too-few-values',
    text: {
      zh: `${what.zh}至少应有 ${expected} 个数值，实有 \`${found}\` 个`,
      en: `expected at least ${expected} values of ${what.en}, found \`${found}\``,
    },
    help: { zh: '补充数据后再分析', en: 'Collect more data first' },
  };
}

export function constantValues(what: { zh: string; en: string }, value: number): Problem {
  return {
    code: 'constant-values',
    text: {
      zh: `${what.zh}应有变化，实际全部为 \`${value}\``,
      en: `expected ${what.en} to vary, found \`${value}\` throughout`,
    },
    help: {
      zh: '没有变异就无法检验：检查量具分辨力是否足够、数据是否被复制',
      en: 'Nothing can be judged without variation: check the resolution of the gauge and whether data were copied',
    },
  };
}

export function wrongGroupCount(expected: string, found: readonly string[]): Problem {
  return {
    code: 'group-count',
    text: {
      zh: `应有 ${expected} 个组，实有 ${found.length} 个：${found
        .slice(0, 8)
        .map((g) => `\`${g}\``)
        .join('、')}`,
      en: `expected ${expected} groups, found ${found.length}: ${found
        .slice(0, 8)
        .map((g) => `\`${g}\``)
        .join(', ')}`,
    },
    help: {
      zh: '检查分组列，或改用适合该组数的方法',
      en: 'Check the column of groups, or take the method made for that many',
    },
  };
}

export function missingValues(dropped: number, total: number): Warning {
  return {
    code: 'missing-values',
    text: {
      zh: `${total} 行中有 ${dropped} 行缺数值或组名，未参与计算`,
      en: `${dropped} of ${total} rows lack a value or a name and were left out`,
    },
    help: { zh: '确认这些数据确实没有测量', en: 'Make sure that these were really not measured' },
  };
}

export function notNormal(what: { zh: string; en: string }, pValue: number): Warning {
  return {
    code: 'not-normal',
    text: {
      zh: `${what.zh}不服从正态分布（Anderson-Darling p = ${pValue.toPrecision(3)}）`,
      en: `${what.en} are not normal (Anderson-Darling p = ${pValue.toPrecision(3)})`,
    },
    help: {
      zh: '数据少于 30 个时，结论对正态性敏感：查找异常值，或改用秩检验',
      en: 'With fewer than 30 values the conclusion leans on normality: look for outliers, or use a rank test',
    },
  };
}

export function smallSample(count: number, wanted: number): Warning {
  return {
    code: 'small-sample',
    text: {
      zh: `只有 ${count} 个数值；建议不少于 ${wanted} 个`,
      en: `only ${count} values; ${wanted} or more are advised`,
    },
    help: {
      zh: '看置信区间的宽度，再决定是否依据这个结论行动',
      en: 'Look at the width of the interval before you act on this',
    },
  };
}
