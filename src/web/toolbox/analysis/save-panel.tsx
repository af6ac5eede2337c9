import { useEffect, useRef, useState } from 'react';
import { bench } from '../bench/bench.ts';
import type { Evaluation, MethodCard } from '../bench/protocol.ts';
import { calculationOf } from '../method/use-work.ts';
import { useWords } from '../words/language.tsx';
import type { Work } from '../workspace/work.ts';
import { download, fileName, today } from './download.ts';
import { picturePng, pictureSvg } from './picture.ts';
import { Report } from './report.tsx';

interface SavePanelProps {
  readonly card: MethodCard;
  readonly work: Work;
  readonly evaluation: Evaluation | null;
}

/** An analysis under its digest; made once for a state of the work, so that report and file carry the same. */
export interface Sealed {
  readonly file: string;
  readonly digest: string;
  readonly madeAt: string;
}

/** Ways out of the toolbox, each begun by the user: the analysis file, the report, the picture, the tables. */
export function SavePanel({ card, work, evaluation }: SavePanelProps) {
  const words = useWords();
  const [sealed, setSealed] = useState<Sealed | null>(null);
  const [printing, setPrinting] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const title = work.title || words.of(card.title);
  const sealedWork = useRef<Work | null>(null);
  useEffect(() => {
    // The digest that is shown is that of the work as it stands.
    if (sealedWork.current !== work) setSealed(null);
  }, [work]);
  const outcome = evaluation?.outcome;
  if (!outcome?.ok) return null;
  const calculation = calculationOf(card, work);
  const { language } = words;

  const seal = async (): Promise<Sealed> => {
    if (sealed && sealedWork.current === work) return sealed;
    const madeAt = new Date().toISOString();
    const saved = await bench.ask('save', { ...calculation, title, madeAt, version: __TOUCHSTONE_VERSION__ });
    if ('problems' in saved) throw new Error(saved.problems.map((problem) => words.of(problem.text)).join('; '));
    const made = { ...saved, madeAt };
    sealedWork.current = work;
    setSealed(made);
    return made;
  };
  const run = (act: () => Promise<void>) => () => {
    setFault(null);
    act().catch((error: Error) => setFault(error.message));
  };
  const name = (ending: string) => fileName(title, today(), ending);
  const pictures = outcome.scenes.length > 0;
  return (
    <section className="card" aria-labelledby="save-title">
      <h2 id="save-title">{words.t('keepAndShare')}</h2>
      <div className="tools">
        <button
          type="button"
          className="primary"
          onClick={run(async () => download((await seal()).file, name('touchstone.json'), 'application/json'))}
        >
          {words.t('saveAnalysis')}
        </button>
        <button
          type="button"
          onClick={run(async () => {
            await seal();
            setPrinting(true);
          })}
        >
          {words.t('printReport')}
        </button>
        <button
          type="button"
          onClick={run(async () => {
            const images = pictures ? [await bytesOf(await picturePng(pictureSvg(outcome.scenes, language)))] : [];
            download(
              await bench.ask('writeBook', { ...calculation, title, language, pictures: images }),
              name('xlsx'),
              'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
            );
          })}
        >
          Excel (.xlsx)
        </button>
        <button
          type="button"
          onClick={run(async () =>
            download(await bench.ask('writeTable', { ...calculation, language }), name('csv'), 'text/csv'),
          )}
        >
          CSV
        </button>
        {pictures ? (
          <>
            <button
              type="button"
              onClick={run(async () => download(await picturePng(pictureSvg(outcome.scenes, language)), name('png')))}
            >
              PNG
            </button>
            <button
              type="button"
              onClick={run(async () => download(pictureSvg(outcome.scenes, language), name('svg'), 'image/svg+xml'))}
            >
              SVG
            </button>
          </>
        ) : null}
      </div>
      {sealed ? (
        <p className="soft digest">
          {words.t('digestOf')} <code>{sealed.digest}</code>
        </p>
      ) : (
        <p className="soft">{words.t('saveHint')}</p>
      )}
      {fault ? (
        <p className="field-error" role="alert">
          {words.t('notSaved', { reason: fault })}
        </p>
      ) : null}
      {printing && sealed ? (
        <Report
          card={card}
          work={work}
          title={title}
          outcome={outcome}
          table={evaluation?.table ?? null}
          assignment={evaluation?.assignment ?? {}}
          sealed={sealed}
          onPrinted={() => setPrinting(false)}
        />
      ) : null}
    </section>
  );
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}
