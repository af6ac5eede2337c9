/** What a row at the head of a table of characteristics gives. */
export type LimitName = 'lsl' | 'usl' | 'target';

const words: Readonly<Record<LimitName, readonly string[]>> = {
  lsl: ['lsl', 'lower', 'lower limit', 'lower specification limit', '下限', '规格下限', '公差下限', '下规格限'],
  usl: ['usl', 'upper', 'upper limit', 'upper specification limit', '上限', '规格上限', '公差上限', '上规格限'],
  target: ['target', 'nominal', '目标', '目标值', '名义值', '标称值', '公称值', '中心值'],
};

/** Which limit the name of a row says, or undefined where it names a row of data. */
export function limitNamed(label: string): LimitName | undefined {
  const plain = label
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[:：]$/, '');
  return (Object.keys(words) as LimitName[]).find((name) => words[name].includes(plain));
}
