import { Link } from '@tanstack/react-router';
import { useWords } from '../desk/words.ts';
import { Empty } from './problem-shown.tsx';

export function NoPage() {
  const words = useWords();
  return (
    <Empty title={words.t('noPage')}>
      <Link to="/">{words.t('toWork')}</Link>
    </Empty>
  );
}
