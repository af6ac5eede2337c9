import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { api } from '../desk/api.ts';
import { instantText, useWords } from '../desk/words.ts';
import { Loading, ProblemShown } from '../shell/problem-shown.tsx';
import { AdminForm } from './admin-form.tsx';
import { DayField } from './day-field.tsx';
import { useAdminAct } from './use-admin-act.ts';

/** The clock of a demonstration: moved, the worker does what has fallen due. */
export function Clock() {
  const words = useWords();
  const clock = useQuery({ queryKey: ['clock'], queryFn: () => api.get('/api/v1/clock', {}) });
  const [day, setDay] = useState<string | null>(null);
  const move = useAdminAct(
    (to: string | null) => api.put('/api/v1/admin/clock', { body: { day: to } }),
    (answer) => words.t('moved', { day: answer.today }),
  );
  if (clock.isPending) return <Loading />;
  if (clock.data === undefined) return <ProblemShown problem={clock.error} retry={() => void clock.refetch()} />;
  const { now, zone, tableEnds } = clock.data;
  return (
    <div className="columns">
      <AdminForm
        title={words.t('clock')}
        hint={words.t('clockHint')}
        action={words.t('move')}
        submission={move}
        content={() => day}
      >
        {(id) => (
          <>
            <p>
              <strong>{words.t('clockNow', { now: instantText(now, zone) })}</strong>
              {tableEnds === null ? null : <span className="soft"> {words.t('clockTable', { day: tableEnds })}</span>}
            </p>
            <DayField id={`${id}-day`} label={words.t('moveTo')} required value={day} onChange={setDay} />
            <div>
              <Button onClick={() => void move.submit(null)}>{words.t('trueTime')}</Button>
            </div>
          </>
        )}
      </AdminForm>
    </div>
  );
}
