import { createContext, useContext } from 'react';
import type { FileValue } from './values.ts';

/**
 * Where a form is filled in without a server (a scheme that is being written and walked on the device): files stay on it,
 * parties and entries are those of the walk, a code is typed and judged when the act is.
 */
export interface OnDevice {
  readonly today: string;
  readonly takeFile: (file: File) => Promise<FileValue>;
  readonly parties: readonly string[];
  readonly entries: readonly { readonly id: string; readonly text: string }[];
}

const Device = createContext<OnDevice | null>(null);
export const OnDeviceProvider = Device.Provider;

/** Null where there is a server to ask, as in the desk. */
export function useOnDevice(): OnDevice | null {
  return useContext(Device);
}
