import { Alert } from 'antd';
import type { ReactNode } from 'react';
import type { CaseWindow } from '../api/generated/api.ts';
import { useCited } from '../desk/cited.ts';
import { useWords } from '../desk/words.ts';

/** Until when a result may be decided under this edition: said before anybody is refused. Not for those that end in no result. */
export function WindowNotice({
  window,
  children,
}: {
  readonly window: CaseWindow | null;
  readonly children?: ReactNode;
}) {
  const words = useWords();
  const cited = useCited();
  if (window === null) return null;
  const { decideUntil, daysLeft, isNear, isOver, basis } = window;
  const left = daysLeft === null || daysLeft < 1 ? null : words.t('windowLeft', { count: daysLeft });
  return (
    <Alert
      className="window-notice"
      type={isOver ? 'error' : isNear ? 'warning' : 'info'}
      showIcon
      role={isOver || isNear ? 'alert' : 'note'}
      title={words.of(window.says)}
      description={
        <>
          {decideUntil === null ? null : (
            <span className="soft">
              {left === null ? '' : `${left} · `}
              {words.t('basis', { basis: cited(basis) })}
            </span>
          )}
          {children}
        </>
      }
    />
  );
}
