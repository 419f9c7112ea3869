// Long trainings give the event loop its turns.

/** Gives the event loop one turn; timers would wait at least 4 ms in a page. */
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });

// Less than the time of a frame on a screen [ms].
const longest = 12;

/** A function that gives the event loop a turn if the last one is long ago. */
export function breather(): () => Promise<void> | undefined {
  let last = performance.now();
  return () => {
    if (performance.now() - last < longest) return undefined;
    return turn().then(() => {
      last = performance.now();
    });
  };
}
