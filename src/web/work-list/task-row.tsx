import { Link } from '@tanstack/react-router';
import type { WorkTask } from '../api/generated/api.ts';
import { instantText, useWords } from '../desk/words.ts';
import { Due } from './due.tsx';

/** One line of 待办 or 已办: the whole of it leads straight to the step. */
export function TaskRow({ task, isDone }: { readonly task: WorkTask; readonly isDone: boolean }) {
  const words = useWords();
  return (
    <li className={`row${task.isLate && !isDone ? ' row-late' : ''}`}>
      <div className="row-main">
        <TaskLink task={task} isDone={isDone}>
          <strong>{words.of(task.stepTitle)}</strong>
          <span className="row-title">{task.title}</span>
        </TaskLink>
        <div className="row-facts soft">
          <span>{words.of(task.scheme.title)}</span>
          {task.applicant !== null ? (
            <span>{words.of(task.applicant.name)}</span>
          ) : task.kind === 'case' ? (
            <span>{words.t('blind')}</span>
          ) : null}
        </div>
      </div>
      <div className="row-side">
        {isDone ? (
          <span className="soft">{words.t('doneOn', { at: instantText(task.doneAt) })}</span>
        ) : (
          <>
            <Due due={task.due} daysLeft={task.daysLeft} />
            {task.window?.decideUntil == null ? null : (
              <span
                className={`window-left${task.window.isOver ? ' window-over' : ''}`}
                title={words.of(task.window.says)}
              >
                {words.t(task.window.isOver ? 'windowOver' : 'windowUntil', { day: task.window.decideUntil })}
                {task.window.certainty === 'to-be-confirmed' ? ` ${words.t('toBeConfirmed')}` : ''}
              </span>
            )}
          </>
        )}
      </div>
    </li>
  );
}

function TaskLink({
  task,
  isDone,
  children,
}: {
  readonly task: WorkTask;
  readonly isDone: boolean;
  readonly children: React.ReactNode;
}) {
  const search = isDone ? {} : { do: task.step, ...(task.line === '' ? {} : { line: task.line }) };
  const to = ({ case: '/cases/$id', round: '/rounds/$id', entry: '/entries/$id' } as const)[task.kind];
  return (
    <Link to={to} params={{ id: task.subject }} search={search} className="row-link">
      {children}
    </Link>
  );
}
