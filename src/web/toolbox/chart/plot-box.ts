import { clipMargin } from '#toolbox/scene/svg.ts';
import type { Box } from '#toolbox/scene/svg-canvas.ts';

/**
 * Where the plots stand in a drawing of `scenesToSvg`, one for each scene, read off its clipping rectangles: those stand out
 * by `clipMargin`, and the groups are moved down by their `translate`.
 */
export function plotBoxes(svg: string): Box[] {
  const groups = svg.split('<g transform="translate(0 ').slice(1);
  return groups.flatMap((group) => {
    const top = Number(/^([\d.]+)\)/.exec(group)?.[1]);
    const rect = /<clipPath[^>]*><rect x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"/.exec(group);
    if (!rect) return [];
    const [x = 0, y = 0, width = 0, height = 0] = rect.slice(1).map(Number);
    const { side, above, below } = clipMargin;
    return [{ left: x + side, top: top + y + above, right: x + width - side, bottom: top + y + height - below }];
  });
}
