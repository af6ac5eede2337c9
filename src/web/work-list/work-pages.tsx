import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { api } from '../desk/api.ts';
import type { TextKey } from '../desk/texts/language.ts';
import { useWords } from '../desk/words.ts';
import { Empty, Loading, ProblemShown } from '../shell/problem-shown.tsx';
import { CaseRow } from './case-row.tsx';
import { MoreRows, usePages } from './pages.tsx';
import { TaskRow } from './task-row.tsx';
import { asksNothing, nothingAsked, type WorkAsked, WorkFilters } from './work-filters.tsx';

type ListName = 'todo' | 'done' | 'mine';

function useWork(list: ListName, asked: WorkAsked) {
  return usePages(['work', list, asked], (after) =>
    api.get('/api/v1/work', { query: { list, ...asked, limit: 30, after } }),
  );
}

export const TodoPage = () => <TaskPage list="todo" />;
export const DonePage = () => <TaskPage list="done" />;

const empty = { todo: 'emptyTodo', done: 'emptyDone', mine: 'emptyMine' } as const satisfies Record<ListName, TextKey>;
const hints = { todo: 'todoHint', done: 'doneHint', mine: 'mineHint' } as const satisfies Record<ListName, TextKey>;

function TaskPage({ list }: { readonly list: 'todo' | 'done' }) {
  const [asked, setAsked] = useState(nothingAsked);
  const pages = useWork(list, asked);
  const tasks = pages.data?.pages.flatMap((page) => page.tasks) ?? [];
  return (
    <WorkList list={list} asked={asked} onAsk={setAsked} pages={pages} count={tasks.length}>
      {tasks.map((task) => (
        <TaskRow
          key={`${task.subject} ${task.step} ${task.line} ${task.openedAt}`}
          task={task}
          isDone={list === 'done'}
        />
      ))}
    </WorkList>
  );
}

export function MinePage() {
  const [asked, setAsked] = useState(nothingAsked);
  const pages = useWork('mine', asked);
  const cases = pages.data?.pages.flatMap((page) => page.cases) ?? [];
  return (
    <WorkList list="mine" asked={asked} onAsk={setAsked} pages={pages} count={cases.length}>
      {cases.map((listed) => (
        <CaseRow key={listed.id} listed={listed} />
      ))}
    </WorkList>
  );
}

/** Few rows need no filter; where one is set it stays, however few rows it leaves. */
const mostWithoutFilter = 5;

function WorkList({
  list,
  asked,
  onAsk,
  pages,
  count,
  children,
}: {
  readonly list: ListName;
  readonly asked: WorkAsked;
  readonly onAsk: (asked: WorkAsked) => void;
  readonly pages: ReturnType<typeof useWork>;
  readonly count: number;
  readonly children: React.ReactNode;
}) {
  const words = useWords();
  const isPlain = asksNothing(asked);
  return (
    <>
      <div className="page-title">
        <h1>{words.t(list)}</h1>
        <p className="soft">{words.t(hints[list])}</p>
      </div>
      {!isPlain || count > mostWithoutFilter ? (
        <WorkFilters asked={asked} onChange={onAsk} withDue={list !== 'done'} />
      ) : null}
      {pages.isPending ? <Loading /> : null}
      {pages.isError ? <ProblemShown problem={pages.error} retry={() => void pages.refetch()} /> : null}
      {pages.isSuccess && count === 0 ? (
        <NoRows list={list} isPlain={isPlain} onClear={() => onAsk(nothingAsked)} />
      ) : null}
      <ul className="rows-list">{children}</ul>
      {count > 0 ? <MoreRows pages={pages} shown={count} /> : null}
    </>
  );
}

function NoRows(props: { readonly list: ListName; readonly isPlain: boolean; readonly onClear: () => void }) {
  const words = useWords();
  if (!props.isPlain)
    return (
      <Empty title={words.t('emptyFiltered')}>
        <Button onClick={props.onClear}>{words.t('clearFilter')}</Button>
      </Empty>
    );
  return (
    <Empty title={words.t(empty[props.list])} {...(props.list === 'todo' ? { hint: words.t('emptyTodoHint') } : {})}>
      <Link to="/apply">{words.t('apply')}</Link>
    </Empty>
  );
}
