import { Link } from '@tanstack/react-router';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { WorkTask } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import type { TextKey } from '../desk/texts/language.ts';
import { useWords } from '../desk/words.ts';
import { Empty, Loading, ProblemShown } from '../shell/problem-shown.tsx';
import { CaseRow } from './case-row.tsx';
import { MoreRows, usePages } from './pages.tsx';
import { TaskRow } from './task-row.tsx';

type ListName = 'todo' | 'done' | 'mine';

function useWork(list: ListName) {
  return usePages(['work', list], (after) => api.get('/api/v1/work', { query: { list, limit: 30, after } }));
}

export const TodoPage = () => <TaskPage list="todo" />;
export const DonePage = () => <TaskPage list="done" />;

const empty = { todo: 'emptyTodo', done: 'emptyDone', mine: 'emptyMine' } as const satisfies Record<ListName, TextKey>;
const hints = { todo: 'todoHint', done: 'doneHint', mine: 'mineHint' } as const satisfies Record<ListName, TextKey>;

function Title({ list }: { readonly list: ListName }) {
  const words = useWords();
  return (
    <div className="page-title">
      <h1>{words.t(list)}</h1>
      <p className="soft">{words.t(hints[list])}</p>
    </div>
  );
}

function TaskPage({ list }: { readonly list: 'todo' | 'done' }) {
  const words = useWords();
  const pages = useWork(list);
  const [asked, setAsked] = useState('');
  const [onlyLate, setOnlyLate] = useState(false);
  const tasks = pages.data?.pages.flatMap((page) => page.tasks) ?? [];
  const shown = tasks.filter((task) => (!onlyLate || task.isLate) && holdsText(task, asked, words.language));
  const hasLate = list === 'todo' && tasks.some((task) => task.isLate);
  return (
    <>
      <Title list={list} />
      {tasks.length > 5 || asked !== '' || onlyLate ? (
        <search className="filters">
          <Input
            allowClear
            aria-label={words.t('filter')}
            placeholder={words.t('filterWords')}
            value={asked}
            onChange={(event) => setAsked(event.target.value)}
          />
          {hasLate || onlyLate ? (
            <Checkbox checked={onlyLate} onChange={(event) => setOnlyLate(event.target.checked)}>
              {words.t('onlyLate')}
            </Checkbox>
          ) : null}
        </search>
      ) : null}
      {pages.isPending ? <Loading /> : null}
      {pages.isError ? <ProblemShown problem={pages.error} retry={() => void pages.refetch()} /> : null}
      {pages.isSuccess && tasks.length === 0 ? (
        <Empty title={words.t(empty[list])} {...(list === 'todo' ? { hint: words.t('emptyTodoHint') } : {})}>
          <Link to="/apply">{words.t('apply')}</Link>
        </Empty>
      ) : null}
      {tasks.length > 0 && shown.length === 0 ? (
        <Empty title={words.t('emptyFiltered')}>
          <Button
            onClick={() => {
              setAsked('');
              setOnlyLate(false);
            }}
          >
            {words.t('clearFilter')}
          </Button>
        </Empty>
      ) : null}
      <ul className="rows-list">
        {shown.map((task) => (
          <TaskRow key={`${task.subject} ${task.step} ${task.line}`} task={task} isDone={list === 'done'} />
        ))}
      </ul>
      {tasks.length > 0 ? <MoreRows pages={pages} shown={shown.length} /> : null}
    </>
  );
}

function holdsText(task: WorkTask, asked: string, language: 'zh' | 'en'): boolean {
  const wanted = asked.normalize('NFKC').trim().toLowerCase();
  const said = [
    task.title,
    task.stepTitle[language],
    task.scheme.title[language],
    task.applicant?.name[language] ?? '',
    task.body?.name[language] ?? '',
  ];
  return wanted === '' || said.some((text) => text.normalize('NFKC').toLowerCase().includes(wanted));
}

export function MinePage() {
  const words = useWords();
  const pages = useWork('mine');
  const cases = pages.data?.pages.flatMap((page) => page.cases) ?? [];
  return (
    <>
      <Title list="mine" />
      {pages.isPending ? <Loading /> : null}
      {pages.isError ? <ProblemShown problem={pages.error} retry={() => void pages.refetch()} /> : null}
      {pages.isSuccess && cases.length === 0 ? (
        <Empty title={words.t('emptyMine')}>
          <Link to="/apply">{words.t('apply')}</Link>
        </Empty>
      ) : null}
      <ul className="rows-list">
        {cases.map((listed) => (
          <CaseRow key={listed.id} listed={listed} />
        ))}
      </ul>
      {cases.length > 0 ? <MoreRows pages={pages} shown={cases.length} /> : null}
    </>
  );
}
