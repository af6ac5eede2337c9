import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AnalysisDraft, makeAnalysis } from '#toolbox/analysis/analysis.ts';
import { sealAnalysis, writeAnalysis } from '#toolbox/analysis/sealed-analysis.ts';
import { readTable } from '#toolbox/data-entry/table-reader.ts';
import { loadMethod } from '#toolbox/load-method.ts';

let folder = '';
let file = '';
let written = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'open-analysis-'));
  file = join(folder, '轴.touchstone.json');
  written = await sealed();
  writeFileSync(file, written);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const main = resolve(import.meta.dirname, '..', 'main.ts');

async function sealed(change: Partial<AnalysisDraft> = {}): Promise<string> {
  const analysis = await makeAnalysis(
    {
      title: '轴径',
      madeAt: '2026-11-25T02:00:00.000Z',
      software: { name: 'touchstone', version: '1' },
      tables: { data: readTable('直径\n10.1\n10.2\n9.9\n10,3\n10.05\n9.95\n99').table },
      steps: [
        { kind: 'exclude', table: 'data', rows: [6], reason: '录入错误' },
        {
          kind: 'method',
          method: 'histogram',
          table: 'data',
          assignment: { measurements: ['直径'] },
          options: { usl: 11 },
        },
        { kind: 'method', method: 'sampling-plan', table: null, assignment: {}, options: { lotSize: 1000 } },
      ],
      ...change,
    },
    loadMethod,
  );
  if ('problems' in analysis) throw new Error(JSON.stringify(analysis.problems));
  return writeAnalysis(await sealAnalysis(analysis, digest));
}

function run(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'toolbox', ...words], {
    encoding: 'utf8',
    env: { ...process.env, LANG: 'zh_CN.UTF-8' },
  });
  return { status, stdout, stderr };
}

describe('a saved analysis in the terminal', () => {
  test('runs every step with its own data and choices, and says that the figures are those of the file', () => {
    const { status, stdout } = run('open', file);
    expect(status).toBe(0);
    expect(stdout).toContain('先去掉 1 行：录入错误');
    expect(stdout.match(/✓ 与文件里的结果逐位相同/g)).toHaveLength(2);
    expect(run(file, '--lang', 'en').stdout).toContain('1 row taken out before: 录入错误');
  });

  test('as JSON: the steps as the file has them', () => {
    const { status, stdout } = run('open', file, '--json');
    expect(status).toBe(0);
    const kept = JSON.parse(written) as { analysis: { steps: { kind: string; result: unknown }[] } };
    const now = JSON.parse(stdout) as { steps: { values: unknown; same: boolean; method: string }[] };
    const methods = kept.analysis.steps.filter((step) => step.kind === 'method');
    expect(now.steps.map((step) => step.values)).toEqual(methods.map((step) => step.result));
    expect(now.steps.map((step) => step.method)).toEqual(['histogram', 'sampling-plan']);
  });

  test('draws its pictures and writes its reports, one a step', () => {
    expect(run('open', file, '--report', join(folder, 'r.html'), '--svg', join(folder, 'p.svg')).status).toBe(0);
    expect(readFileSync(join(folder, 'r-1.html'), 'utf8')).toContain('直方图');
    expect(readFileSync(join(folder, 'r-2.html'), 'utf8')).toMatch(/^<!doctype html>/);
    expect(readFileSync(join(folder, 'p-1.svg'), 'utf8')).toMatch(/^<svg/);
  });

  test('one that was changed since is refused with the changed part; figures that differ are listed', async () => {
    const changed = join(folder, 'changed.touchstone.json');
    writeFileSync(changed, written.replace('],10.2,9.9', '],10.25,9.9').replace('[10.1,10.2,9.9', '[10.1,10.25,9.9'));
    const refused = run('open', changed);
    expect(refused.status).toBe(3);
    expect(refused.stderr).toContain('数据列 `直径`在封存后被改动');
    // A forger seals other figures anew: the seal holds, the figures do not.
    const analysis = JSON.parse(written) as { analysis: { steps: { result: { n: number } }[] } };
    const step = analysis.analysis.steps[1];
    if (step) step.result.n = 7;
    const forged = join(folder, 'forged.touchstone.json');
    writeFileSync(forged, writeAnalysis(await sealAnalysis(analysis.analysis as never, digest)));
    const differs = run('open', forged);
    expect(differs.status).toBe(1);
    expect(differs.stderr).toContain('steps[1].result.n: 7 → 6');
  });

  test('a method of another version of the program is said, the other steps run', async () => {
    const other = join(folder, 'other.touchstone.json');
    const analysis = JSON.parse(written) as { analysis: { steps: { method: string }[] } };
    const step = analysis.analysis.steps[2];
    if (step) step.method = 'method-of-tomorrow';
    writeFileSync(other, writeAnalysis(await sealAnalysis(analysis.analysis as never, digest)));
    const { status, stdout, stderr } = run('open', other);
    expect(status).toBe(1);
    expect(stdout).toContain('逐位相同');
    expect(stderr).toContain('没有方法 `method-of-tomorrow`');
  });

  test('what is no analysis, and what the file brings itself, is said', () => {
    const table = join(folder, 'table.json');
    writeFileSync(table, '[{"x":1}]');
    expect(run('open', table).status).toBe(3);
    expect(run('open', join(folder, 'none.touchstone.json')).stderr).toContain('没有文件');
    expect(run('open', folder).stderr).toContain('没有文件');
    expect(run('open', file, '--usl', '3').stderr).toContain('存下的分析带着自己的数据和选项');
    expect(run('open').status).toBe(2);
    expect(run('i-mr', file).stderr).toContain('touchstone toolbox open');
  });
});
