import { useEffect, useState } from 'react';

/** Whether the page would open without a network: `unable` where the browser or the address (no HTTPS) does not allow it. */
export type OfflineState = 'preparing' | 'ready' | 'unable';

/** Registers the service worker once the page is idle, so that it takes nothing from the first painting. */
export function useOffline(): OfflineState {
  const [state, setState] = useState<OfflineState>('preparing');
  useEffect(() => {
    if (!import.meta.env.PROD || !('serviceWorker' in navigator)) {
      setState('unable');
      return;
    }
    let left = false;
    const start = async () => {
      const { serviceWorker } = navigator;
      try {
        const base = import.meta.env.BASE_URL;
        await serviceWorker.register(`${base}toolbox-worker.js`, { scope: scopeOf(location) });
        const registration = await serviceWorker.ready;
        // A browser asks the store for the bench by the bench's own address, not by that of the page that starts it.
        await activated(await serviceWorker.register(`${base}bench-store.js`, { scope: base }));
        registration.active?.postMessage('fetch-later-files');
        if (!left) setState('ready');
      } catch {
        // No HTTPS, a private window, or a server that does not allow the scope: the toolbox works online all the same.
        if (!left) setState('unable');
      }
    };
    const timer = setTimeout(() => void start(), 800);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, []);
  return state;
}

function activated({ installing, waiting, active }: ServiceWorkerRegistration): Promise<void> {
  const worker = installing ?? waiting;
  if (active || !worker) return Promise.resolve();
  return new Promise((resolve, reject) => {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve();
      if (worker.state === 'redundant') reject(new Error('the offline store was not kept'));
    });
  });
}

function scopeOf({ pathname }: Location): string {
  return pathname.startsWith(import.meta.env.BASE_URL) ? import.meta.env.BASE_URL : '/toolbox';
}
