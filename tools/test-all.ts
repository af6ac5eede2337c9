/**
 * The whole test command, in the order in which a failure is cheapest to learn of. Every step is counted; the steps that
 * count their own tests report them. Ends with `N passed, N failed` and exits 1 when anything failed.
 */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const bin = (name: string) => join(root, 'node_modules', '.bin', name);

interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** A vitest JSON report to read the counts from; without one, the step counts as one test. */
  readonly report?: string;
}

const vitest = (project: string): Step => {
  const report = join(root, '.cache', `vitest-${project}.json`);
  return {
    name: project,
    command: [
      bin('vitest'),
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    report,
  };
};

const steps: Step[] = [
  { name: 'types', command: [bin('tsc'), '-b'] },
  { name: 'lint', command: [bin('biome'), 'check', '--error-on-warnings', '.'] },
  { name: 'rooms', command: [process.execPath, 'tools/check-rooms.ts'] },
  { name: 'documents', command: [process.execPath, 'tools/check-documents.ts'] },
  { name: 'toolbox reference', command: [process.execPath, 'tools/document-methods.ts', '--check'] },
  { name: 'accuracy', command: [process.execPath, 'tools/accuracy-table.ts', '--check'] },
  { name: 'API client', command: [process.execPath, 'tools/generate-api-client.ts', '--check'] },
  { name: 'scheme check', command: [process.execPath, 'src/cli/main.ts', 'scheme', 'check', 'schemes'] },
  { name: 'schemes', command: [process.execPath, 'src/cli/main.ts', 'scheme', 'test', 'schemes'] },
  { name: 'web build', command: [process.execPath, 'tools/build-web.ts'] },
  vitest('unit'),
  vitest('system'),
  vitest('browser'),
];

function run(step: Step): Promise<number> {
  return new Promise((done) => {
    const [command = '', ...args] = step.command;
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' },
    });
    child.on('error', (error) => {
      console.error(`${step.name}: could not be started: ${error.message}`);
      done(1);
    });
    child.on('exit', (code) => done(code ?? 1));
  });
}

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numFailedTestSuites: number;
}

const only = process.argv.slice(2);
let passed = 0;
let failed = 0;
let skipped = 0;
const failures: string[] = [];
for (const step of steps) {
  if (only.length > 0 && !only.includes(step.name)) continue;
  const began = process.hrtime.bigint();
  console.log(`\n── ${step.name}`);
  if (step.report) rmSync(step.report, { force: true });
  const code = await run(step);
  const seconds = (Number(process.hrtime.bigint() - began) / 1e9).toFixed(1);
  let bad = code === 0 ? 0 : 1;
  if (step.report) {
    try {
      const report = JSON.parse(readFileSync(step.report, 'utf8')) as Report;
      passed += report.numPassedTests;
      skipped += report.numPendingTests;
      // A suite that could not be loaded has no failed test of its own, yet it failed: the exit code decides.
      bad = Math.max(bad, report.numFailedTests);
    } catch {
      bad = Math.max(bad, 1);
    }
  } else if (code === 0) passed += 1;
  failed += bad;
  if (bad > 0) failures.push(`${step.name} (${bad})`);
  console.log(`── ${step.name}: ${bad === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
}
if (failures.length > 0) console.error(`\nFailed: ${failures.join(', ')}`);
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed === 0 ? 0 : 1);
