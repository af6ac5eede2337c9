import type { Scene } from '#toolbox/scene/scene.ts';
import { scenesToSvg } from '#toolbox/scene/svg.ts';
import type { Language } from '../words/language.tsx';

/** The pictures of a result one under another, as they are printed. */
export function pictureSvg(scenes: readonly Scene[], language: Language): string {
  return scenesToSvg(scenes, { language, width: 960 });
}

/** Twice the pixels of the SVG: sharp on paper and on good screens. */
const pngScale = 2;

export async function picturePng(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * pngScale;
    canvas.height = image.naturalHeight * pngScale;
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('no canvas');
    pen.scale(pngScale, pngScale);
    pen.drawImage(image, 0, 0);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large'))), 'image/png');
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
