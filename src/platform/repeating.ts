/**
 * Does a piece of work every so many milliseconds, never beside itself: where it takes longer, a turn is left out. A failure is told, and
 * the next turn tries again. Returns what ends it, which resolves when the last has ended.
 */
export function repeating(
  milliseconds: number,
  work: () => Promise<unknown>,
  onFault: (error: unknown) => void,
): () => Promise<void> {
  let running: Promise<void> | undefined;
  const turn = async (): Promise<void> => {
    try {
      await work();
    } catch (error) {
      onFault(error);
    } finally {
      running = undefined;
    }
  };
  const timer = setInterval(() => {
    running ??= turn();
  }, milliseconds).unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
