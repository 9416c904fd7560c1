/** Keeps the page for use without a network; says whether it is kept. Not where the page is itself a saved file. */
export async function keepOffline(): Promise<boolean> {
  if (!location.protocol.startsWith('http') || !('serviceWorker' in navigator)) return false;
  try {
    await navigator.serviceWorker.register('service-worker.js');
    await navigator.serviceWorker.ready;
    return true;
  } catch {
    return false;
  }
}

const PLACE = /(<script type="application\/json" id="trust-pack">)\s*null\s*(<\/script>)/;

/** The page as one file with a trust list inside, to be carried where there is no network. */
export async function singleFile(trustPack: string): Promise<Blob> {
  const answer = await fetch('counterfoil-verify.html');
  if (!answer.ok) throw new Error(`the page answered ${String(answer.status)}`);
  const page = await answer.text();
  // `<` is escaped so that nothing in the list can end the element early.
  const data = trustPack.replaceAll('<', '\\u003c');
  return new Blob([page.replace(PLACE, (_, before: string, after: string) => before + data + after)], {
    type: 'text/html',
  });
}

/** Offers bytes for saving under a name. */
export function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
