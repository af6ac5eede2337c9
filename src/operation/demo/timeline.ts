import {
  actInCase,
  actOnStoryEntry,
  answerStoryFinding,
  closeVote,
  correctCase,
  doInCases,
  doStage,
  objectInRound,
  openRun,
  openStoryRound,
  putOutNotice,
  raiseStoryFinding,
  settleStoryFinding,
} from './perform.ts';
import type { Player } from './player.ts';
import type { Story, StoryAct } from './story.ts';

/** One act of the story on its day. */
export interface TimedAct {
  readonly at: number;
  readonly what: string;
  readonly perform: (player: Player) => Promise<void>;
}

/** Every act of the story in the order of its days: cases that ran side by side are played side by side. */
export function timeline(story: Story): readonly TimedAct[] {
  const acts = story.story.flatMap((act) => actsOf(story, act));
  return acts
    .map((act, index) => ({ act, index }))
    .sort((a, b) => a.act.at - b.act.at || a.index - b.index)
    .map(({ act }) => act);
}

function actsOf(story: Story, act: StoryAct): readonly TimedAct[] {
  if ('run' in act) return runOf(story, act);
  if ('round' in act) return [{ at: act.at, what: act.title.zh, perform: (p) => openStoryRound(p, act) }];
  if ('stage' in act) return [{ at: act.at, what: `${act.in} ${act.stage}`, perform: (p) => doStage(p, act) }];
  if ('close' in act) return [{ at: act.at, what: `${act.in} ${act.close}`, perform: (p) => closeVote(p, act) }];
  if ('do' in act) return [{ at: act.at, what: `${act.in.join(', ')} ${act.do}`, perform: (p) => doInCases(p, act) }];
  if ('object' in act) return [{ at: act.at, what: `${act.object} objection`, perform: (p) => objectInRound(p, act) }];
  if ('notice' in act) return [{ at: act.at, what: act.title.zh, perform: (p) => putOutNotice(p, act) }];
  return [{ at: act.at, what: `${act.on} ${act.act}`, perform: (p) => actOnStoryEntry(p, act) }];
}

/** A case from its opening to the step at which it is left, each step so many days after the one before. */
function runOf(story: Story, run: Extract<StoryAct, { run: string }>): readonly TimedAct[] {
  const path = Object.hasOwn(story.paths, run.run) ? story.paths[run.run] : undefined;
  if (path === undefined)
    throw new Error(`The demonstration's story runs the path \`${run.run}\`, which it does not declare.`);
  const acts: TimedAct[] = [{ at: run.from, what: run.title, perform: (p) => openRun(p, run, path) }];
  let at = run.from;
  const add = (what: string, perform: TimedAct['perform']) => acts.push({ at, what: `${run.title} ${what}`, perform });
  for (const step of path.steps) {
    at += step.wait;
    const values = Object.hasOwn(run.values, step.do) ? (run.values[step.do] ?? {}) : {};
    const { finding } = run;
    if (finding?.step === step.do) add('finding', (p) => raiseStoryFinding(p, run.as, finding));
    if (step.do === run.until) return acts;
    if (run.correction?.step === step.do) {
      const { remarks } = run.correction;
      const [first] = path.steps;
      add('correction', (p) => correctCase(p, run.as, step.do, remarks));
      if (first !== undefined)
        add(first.do, (p) =>
          actInCase(p, run.as, first, Object.hasOwn(run.values, first.do) ? (run.values[first.do] ?? {}) : {}),
        );
    }
    add(step.do, (p) => actInCase(p, run.as, step, values));
    if (finding?.step === step.do && !finding['only-raise']) {
      add('answer', (p) => answerStoryFinding(p, run.as));
      add('settlement', (p) => settleStoryFinding(p, run.as));
    }
  }
  return acts;
}
