import type { Method, Outcome, Warning } from '../method/method.ts';
import {
  answered,
  array,
  boolean,
  convention,
  explanation,
  integer,
  object,
  oneOf,
  problem,
  refused,
  string,
  text,
  warning,
} from '../outcome/answer.ts';
import type { Mark } from '../scene/scene.ts';
import { noAxis, requiredJson } from './structured-input.ts';

interface WhyChain {
  /** Why it was made, why it was not found, why the system let it happen. */
  readonly view: 'occurrence' | 'detection' | 'system';
  readonly whys: readonly { readonly answer: string; readonly evidence?: string }[];
  readonly action?: string;
}

interface WhyValues {
  readonly problem: string;
  readonly chains: readonly {
    readonly view: string;
    readonly depth: number;
    readonly root: string;
    readonly proven: boolean;
    readonly action: string;
    readonly whys: readonly string[];
  }[];
}

const views = ['occurrence', 'detection', 'system'] as const;
const viewTexts = {
  occurrence: text('为什么发生', 'why it happened'),
  detection: text('为什么没发现', 'why it was not found'),
  system: text('为什么体系没防住', 'why the system let it'),
};
/** Answers that end the questions too early: blame and wishes are no causes. */
const blame = /粗心|不认真|责任心|意识不强|疏忽|careless|negligen|attitude|human error/i;

export const fiveWhy: Method<WhyValues> = {
  id: 'five-why',
  version: 1,
  group: 'improvement',
  title: text('五个为什么', 'Five whys'),
  purpose: text('一路问到可以采取对策的根本原因', 'Ask on until the cause can be acted on'),
  conditions: [
    {
      condition: text('每个回答有现场事实', 'each answer rests on a fact'),
      otherwise: text('到现场查证后再往下问', 'go and see before asking on'),
    },
    {
      condition: text('倒过来念“所以”也通', 'it also reads backwards with “therefore”'),
      otherwise: text('中间漏了一步，补上', 'a step is missing: put it in'),
    },
  ],
  sources: ['Ohno, Toyota Production System', 'CQI-20 Effective Problem Solving'],
  columns: [],
  options: [
    { name: 'problem', text: text('问题', 'the problem'), kind: 'text' },
    {
      name: 'chains',
      text: text('一串串的为什么', 'chains of whys'),
      kind: 'json',
      schema: array(
        object(
          {
            view: oneOf(...views),
            whys: array(object({ answer: string, evidence: string }, ['evidence'])),
            action: string,
          },
          ['action'],
        ),
      ),
    },
  ],
  resultSchema: object({
    problem: string,
    chains: array(
      object({
        view: oneOf(...views),
        depth: integer,
        root: string,
        proven: boolean,
        action: string,
        whys: array(string),
      }),
    ),
  }),
  run: (input): Outcome<WhyValues> => {
    const read = requiredJson<readonly WhyChain[]>(fiveWhy, input, 'chains');
    if ('problems' in read) return refused(read.problems);
    const asked = read.options.text('problem').trim();
    const empty = read.value.findIndex((chain) => chain.whys.length === 0);
    if (asked === '' || read.value.length === 0 || empty >= 0)
      return refused([
        problem(
          'why-missing',
          text('应有问题，每串至少一个为什么', 'expected a problem and at least one why in each chain'),
          text('给出 problem 和 chains', 'Give `problem` and `chains`'),
        ),
      ]);
    const chains = read.value.map((chain) => ({
      view: chain.view,
      depth: chain.whys.length,
      root: chain.whys.at(-1)?.answer ?? '',
      proven: chain.whys.every((why) => (why.evidence ?? '') !== ''),
      action: chain.action ?? '',
      whys: chain.whys.map((why) => why.answer),
    }));
    const warnings: Warning[] = [];
    for (const chain of chains) {
      const name = viewTexts[chain.view];
      if (chain.depth < 3)
        warnings.push(
          warning(
            'shallow',
            text(`“${name.zh}”只问了 ${chain.depth} 次`, `“${name.en}” was asked only ${chain.depth} times`),
            text('继续问，直到可以采取对策', 'Ask on until it can be acted on'),
          ),
        );
      if (blame.test(chain.root))
        warnings.push(
          warning(
            'blame',
            text(`“${chain.root}”是责备，不是原因`, `“${chain.root}” is blame, not a cause`),
            text(
              '问：为什么这样的人也会出错？流程怎样防住？',
              'Ask why anybody could err here, and how the process can prevent it',
            ),
          ),
        );
      if (!chain.proven)
        warnings.push(
          warning(
            'evidence-missing',
            text(`“${name.zh}”有回答没有证据`, `“${name.en}” has answers without evidence`),
            text('到现场查证', 'Go and see'),
          ),
        );
      if (chain.action === '')
        warnings.push(
          warning(
            'action-missing',
            text(`“${name.zh}”没有对策`, `“${name.en}” has no action`),
            text('对根本原因写出对策', 'Write the action on the root cause'),
          ),
        );
    }
    const missing = views.filter((view) => !chains.some((chain) => chain.view === view));
    if (missing.length > 0)
      warnings.push(
        warning(
          'view-missing',
          text(
            `还没有问：${missing.map((view) => viewTexts[view].zh).join('、')}`,
            `not asked yet: ${missing.map((view) => viewTexts[view].en).join(', ')}`,
          ),
          text('发生、流出、体系三方面都问', 'Ask about occurrence, escape and system'),
        ),
      );
    return answered(
      { problem: asked, chains },
      {
        warnings,
        conventions: [
          convention('views', '3 × 5 why', '发生、流出、体系三串', 'three chains: occurrence, detection, system'),
        ],
        explanations: [
          explanation(
            'chains.root',
            'last answer of the chain',
            '最后一个回答为根本原因，须有证据',
            'the last answer is the root cause and needs evidence',
            'CQI-20',
          ),
        ],
      },
    );
  },
  scenes: (values) => [
    {
      title: text('五个为什么', 'Five whys'),
      x: noAxis,
      y: noAxis,
      marks: [
        {
          kind: 'box',
          tone: 'alarm',
          x: (values.chains.length - 1) * 1.6,
          y: 1.4,
          width: Math.max(4, values.chains.length * 3.2 - 0.2),
          height: 0.8,
          text: values.problem,
        },
        ...values.chains.flatMap((chain, i) =>
          chain.whys.flatMap((why, k): Mark[] => [
            {
              kind: 'arrow',
              tone: 'muted',
              from: [i * 3.2, k === 0 ? 1 : -(k - 1) * 1.3 - 0.4],
              to: [i * 3.2, -k * 1.3 + 0.4],
            },
            {
              kind: 'box',
              tone: k === chain.whys.length - 1 ? 'second' : 'data',
              x: i * 3.2,
              y: -k * 1.3,
              width: 3,
              height: 0.8,
              text: why,
            },
          ]),
        ),
      ],
      aspect: 1.6,
      table: {
        head: [text('方面', 'view'), text('第几个', 'no.'), text('回答', 'answer')],
        rows: values.chains.flatMap((chain) => chain.whys.map((why, k) => [chain.view, k + 1, why])),
      },
    },
  ],
  example: {
    text: text(
      '轴漏铣键槽：防错缺失是体系原因。',
      'A shaft left without its keyway: the missing error-proofing is the cause in the system.',
    ),
    source: '教学数据',
    options: {
      problem: '客户装配线发现 1 根轴漏铣键槽',
      chains: [
        {
          view: 'occurrence',
          whys: [
            { answer: '该件跳过了铣键槽工序', evidence: '随工单无 OP30 记录' },
            { answer: '返修件放回了 OP30 之后的料架', evidence: '现场查看料架' },
            { answer: '返修件没有标识工序状态', evidence: '返修流程文件无此要求' },
          ],
          action: '返修件挂状态卡，放回原工序料架',
        },
        {
          view: 'detection',
          whys: [
            { answer: '终检未检键槽', evidence: '终检记录表无此项' },
            { answer: '终检表按旧图纸编制', evidence: '表的版本为 A，图纸为 C' },
            { answer: '改图时没有同步检验文件', evidence: '更改单未列检验文件' },
          ],
          action: '更改单增加检验文件栏',
        },
        {
          view: 'system',
          whys: [
            { answer: '没有防错：漏工序也能装夹下一道', evidence: '试装确认' },
            { answer: 'PFMEA 未识别“漏工序”', evidence: 'PFMEA 第 3 版' },
            { answer: 'PFMEA 不含返修流程', evidence: 'PFMEA 范围说明' },
          ],
          action: 'OP40 夹具加键槽防错销，PFMEA 加返修流程',
        },
      ],
    },
  },
};
