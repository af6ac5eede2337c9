import type { ReactNode } from 'react';
import type { Walked } from '#certification/scheme/walk/walk.ts';
import { OnDeviceProvider } from '../../form/on-device.ts';
import { digestHex } from '../../toolbox/bench/sha256.ts';

/** The desk's form without a server: files stay on the device, parties and entries are those of the walk. */
export function DeviceWorld({ run, children }: { readonly run: Walked['run'] | null; readonly children: ReactNode }) {
  const device = {
    today: run?.world.day ?? '2026-01-01',
    parties: run === null ? [] : [...run.world.given.parties.keys()],
    entries:
      run === null ? [] : [...run.world.entries.values()].map(({ id, result }) => ({ id, text: `${result} ${id}` })),
    takeFile: async (file: File) => ({
      digest: await digestHex(new Uint8Array(await file.arrayBuffer())),
      name: file.name,
      size: file.size,
      mediaType: file.type,
    }),
  };
  return <OnDeviceProvider value={device}>{children}</OnDeviceProvider>;
}
