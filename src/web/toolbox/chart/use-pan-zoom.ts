import { type RefObject, useEffect, useRef } from 'react';
import { type Frame, type View, xUnder } from './frame.ts';
import { within, zoomed } from './view.ts';

interface PanZoom {
  readonly holder: RefObject<HTMLDivElement | null>;
  readonly frames: readonly Frame[];
  readonly whole: View;
  readonly view: View;
  readonly setView: (view: View) => void;
  /** True while the reader moves the picture. */
  readonly moving: RefObject<boolean>;
}

/** Drag to pan, wheel or two fingers to zoom. Listeners are put on by hand, because React's own can't stop the wheel. */
export function usePanZoom({ holder, frames, whole, view, setView, moving }: PanZoom): void {
  const now = useRef({ frames, whole, view, setView });
  now.current = { frames, whole, view, setView };
  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const fingers = new Map<number, number>();
    const xAt = (pixel: number): number => {
      const [frame] = now.current.frames;
      const left = element.getBoundingClientRect().left;
      return frame ? xUnder(frame, now.current.view, pixel - left) : 0;
    };
    const move = (view: View): void => {
      moving.current = true;
      now.current.setView(view);
    };
    const onWheel = (event: WheelEvent): void => {
      if (event.deltaY === 0) return;
      event.preventDefault();
      const { view, whole } = now.current;
      move(zoomed(view, whole, Math.exp(Math.sign(event.deltaY) * 0.22), xAt(event.clientX)));
    };
    const onDown = (event: PointerEvent): void => {
      fingers.set(event.pointerId, event.clientX);
    };
    const onMove = (event: PointerEvent): void => {
      const before = fingers.get(event.pointerId);
      if (before === undefined) return;
      const { view, whole } = now.current;
      const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
      fingers.set(event.pointerId, event.clientX);
      if (other === undefined) {
        const shift = xAt(before) - xAt(event.clientX);
        if (shift !== 0 && Math.abs(event.clientX - before) > 0)
          move(within({ from: view.from + shift, to: view.to + shift }, whole));
        return;
      }
      const [was, is] = [Math.abs(before - other), Math.abs(event.clientX - other)];
      if (is > 10 && was > 10) move(zoomed(view, whole, was / is, xAt((event.clientX + other) / 2)));
    };
    const onUp = (event: PointerEvent): void => {
      fingers.delete(event.pointerId);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    element.addEventListener('pointerdown', onDown);
    addEventListener('pointermove', onMove);
    addEventListener('pointerup', onUp);
    addEventListener('pointercancel', onUp);
    return () => {
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('pointerdown', onDown);
      removeEventListener('pointermove', onMove);
      removeEventListener('pointerup', onUp);
      removeEventListener('pointercancel', onUp);
    };
  }, [holder, moving]);
}
