import { create } from 'qrcode';
import type { Document } from './paper.ts';

/**
 * Draws a QR code of an address as vector squares (ISO/IEC 18004, level M), with its quiet zone of four modules inside the size.
 * @param size side in points; 85 is 30 mm.
 */
export function drawQrCode(doc: Document, address: string, x: number, y: number, size: number): void {
  const { modules } = create(address, { errorCorrectionLevel: 'M' });
  const module = size / (modules.size + 8);
  doc.rect(x, y, size, size).fill('#ffffff');
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      // A hair more than the module, so that no reader sees white seams between two dark ones.
      if (modules.get(row, column) === 1)
        doc.rect(x + (column + 4) * module, y + (row + 4) * module, module + 0.05, module + 0.05);
  doc.fill('#000000');
}
