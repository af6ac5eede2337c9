import type { Path } from '../model/edit-yaml.ts';
import { nodeAt, wordsOf } from '../model/view.ts';
import { useWorkshop } from '../workshop.tsx';

/** Shared parts that are taken in at a place: they stay, and what they bring is not changed here. */
export function SharedParts({ path }: { readonly path: Path }) {
  const { own, say } = useWorkshop();
  const parts = wordsOf(nodeAt(own, [...path, 'use']));
  if (parts.length === 0) return null;
  return (
    <p className="w-kept">
      {say('此处还取用共用部件：', 'Taken in here from shared parts: ')}
      {parts.map((part) => (
        <code key={part}>{part}</code>
      ))}
      {say('。其内容原样保留，不在本页修改。', '. Their content is kept as it is and not changed on this page.')}
    </p>
  );
}
