import { useCallback, useEffect, useRef, useState } from 'react';
import { BenchStopped, bench } from '../bench/bench.ts';
import type { Calculation, Evaluation, MethodCard, Progress } from '../bench/protocol.ts';
import { deviceStore } from '../keep/device-store.ts';
import type { Language } from '../words/language.tsx';
import { changeTo, type History, redo, undo } from '../workspace/history.ts';
import { keepHistory, leavesNoTrace } from '../workspace/kept-history.ts';
import { isBlank, type Work } from '../workspace/work.ts';
import { numberOf } from './number-input.tsx';

export interface OpenWork {
  readonly work: Work;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** `what` names the place that changes: changes in one place within a breath are one step back. */
  readonly change: (next: Partial<Work>, what: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Whether the last change is on this device. */
  readonly kept: 'kept' | 'keeping' | 'not-kept';
  /** Another page of this browser has kept the same work since: what is written here next would put it aside. */
  readonly elsewhere: boolean;
  /** Takes what the other page kept, as a change that can be taken back. */
  readonly takeOther: () => void;
}

/** A pause after which a change is written to the device. */
const keepAfterMs = 400;

/** A work with all its former states; each change is kept on the device. */
export function useWork(initial: History<Work>, onKept: (work: Work) => void): OpenWork {
  const [history, setHistory] = useState(initial);
  const [kept, setKept] = useState<OpenWork['kept']>('kept');
  const work = history.present;
  const onKeptNow = useRef(onKept);
  onKeptNow.current = onKept;
  const saved = useRef(work);
  const newest = useRef(history);
  newest.current = history;
  useEffect(() => {
    if (work === saved.current) return;
    setKept('keeping');
    const timer = setTimeout(() => {
      saved.current = work;
      void keep(newest.current).then((lasting) => {
        channel.current?.postMessage(work.id);
        setKept(lasting ? 'kept' : 'not-kept');
        if (!isBlank(work)) onKeptNow.current(work);
      });
    }, keepAfterMs);
    return () => clearTimeout(timer);
  }, [work]);
  useEffect(() => {
    // Whoever leaves within a breath of the last change keeps that as well.
    const keepNow = () => {
      if (newest.current.present === saved.current) return;
      saved.current = newest.current.present;
      void keep(newest.current);
    };
    addEventListener('pagehide', keepNow);
    return () => {
      removeEventListener('pagehide', keepNow);
      keepNow();
    };
  }, []);
  const [elsewhere, setElsewhere] = useState(false);
  const channel = useRef<BroadcastChannel | null>(null);
  const { id } = initial.present;
  useEffect(() => {
    const opened = new BroadcastChannel('touchstone-toolbox-works');
    channel.current = opened;
    opened.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (data === id) setElsewhere(true);
    };
    return () => {
      // A work that is still being kept when its page is left tells nobody.
      channel.current = null;
      opened.close();
    };
  }, [id]);
  const change = useCallback(
    (next: Partial<Work>, what: string) =>
      setHistory((old) => changeTo(old, { ...old.present, ...next }, what, performance.now())),
    [],
  );
  return {
    work,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    change,
    undo: useCallback(() => setHistory(undo), []),
    redo: useCallback(() => setHistory(redo), []),
    kept,
    elsewhere,
    takeOther: () => {
      setElsewhere(false);
      void deviceStore()
        .then((store) => store.get('works', id))
        .then((other) => {
          if (!other) return;
          const { changedAt: _, ...next } = other;
          change(next, '');
        });
    },
  };
}

/** True where the device will have it tomorrow, with what can be taken back. */
async function keep(history: History<Work>): Promise<boolean> {
  try {
    const store = await deviceStore();
    const changedAt = new Date().toISOString();
    if (leavesNoTrace(history)) await store.removeWork(history.present.id);
    else await store.putWork({ ...history.present, changedAt }, keepHistory(history, changedAt));
    return store.isLasting;
  } catch {
    return false;
  }
}

/** What the bench is asked for: numbers typed as text become numbers. */
export function calculationOf(card: MethodCard, work: Work): Calculation {
  const options = Object.fromEntries(
    Object.entries(work.options).map(([name, value]) => {
      const spec = card.options.find((one) => one.name === name);
      return [name, spec?.kind === 'number' ? numberOf(value) : value];
    }),
  );
  return { method: card.id, data: work.data, assignment: work.assignment, options };
}

export interface Evaluating {
  readonly evaluation: Evaluation | null;
  readonly busy: boolean;
  /** Why the bench itself failed, in its own words. */
  readonly fault: string | null;
  /** How far a large file is read; null while nothing is said of it. */
  readonly progress: Progress | null;
  /** The user stopped it. */
  readonly stopped: boolean;
}

export interface EvaluatingAgain extends Evaluating {
  readonly again: () => void;
  readonly stop: () => void;
}

/** A pause in typing after which the bench computes. */
const computeAfterMs = 70;

const idle: Evaluating = { evaluation: null, busy: true, fault: null, progress: null, stopped: false };

/** The answer to the work as it stands; while a calculation runs, only the newest question waits behind it. */
export function useEvaluation(card: MethodCard, work: Work, language: Language): EvaluatingAgain {
  const [state, setState] = useState<Evaluating>(idle);
  const asked = useRef<{ card: MethodCard; work: Work; language: Language } | null>(null);
  const running = useRef(false);
  const alive = useRef(true);
  const [attempt, setAttempt] = useState(0);
  const { data, assignment, options } = work;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new title asks for no new calculation
  useEffect(() => {
    asked.current = { card, work, language };
    setState((old) => ({ ...old, busy: true, stopped: false }));
    const timer = setTimeout(() => void run(), state.evaluation ? computeAfterMs : 0);
    return () => clearTimeout(timer);
  }, [card, data, assignment, options, language, attempt]);
  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
    };
  }, []);
  const run = async (): Promise<void> => {
    if (running.current) return;
    running.current = true;
    try {
      while (asked.current && alive.current) {
        const now = asked.current;
        asked.current = null;
        const next = await bench
          .ask('evaluate', { ...calculationOf(now.card, now.work), language: now.language }, (progress) => {
            if (alive.current) setState((old) => ({ ...old, progress }));
          })
          .then((evaluation): Evaluating => ({ ...idle, evaluation }))
          .catch(
            (fault: Error): Evaluating =>
              fault instanceof BenchStopped ? { ...idle, stopped: true } : { ...idle, fault: fault.message },
          );
        if (alive.current) setState({ ...next, busy: asked.current !== null });
      }
    } finally {
      running.current = false;
    }
  };
  return { ...state, again: () => setAttempt((old) => old + 1), stop: () => bench.stop() };
}
