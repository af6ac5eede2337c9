import { foldLife, type SchemeEvent, type SchemeLife } from '#certification/scheme/edition/life.ts';
import type { LoadedStream } from '../ports/event-store.ts';
import { recordedOf } from '../streams/recorded.ts';

/** What the stream of a scheme says of its editions. */
export function lifeOf(stream: LoadedStream): SchemeLife {
  return foldLife(recordedOf<SchemeEvent>(stream));
}
