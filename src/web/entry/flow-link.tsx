import { Link } from '@tanstack/react-router';
import type { EntryView } from '../api/generated/api.ts';
import { useWords } from '../desk/words.ts';
import { Begun } from '../draft/begun.tsx';
import { newCaseDraft } from '../draft/places.ts';

/** Opens a flow about the entry: surveillance, recertification, change, transfer. */
export function FlowLink({ view, flow }: { readonly view: EntryView; readonly flow: string }) {
  const words = useWords();
  return (
    <>
      <Link to="/apply" search={{ scheme: view.entry.scheme ?? '', flow, entry: view.id }}>
        {words.t('openFlow', { flow: words.key(view.texts, `flow.${flow}`, flow) })}
      </Link>{' '}
      <Begun subject={newCaseDraft(view.entry.scheme ?? '', flow, view.id).subject} />
    </>
  );
}
