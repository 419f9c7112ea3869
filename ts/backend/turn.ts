// Between two pieces of long work, other things have their turn.

/** Gives the event loop one turn; timers would wait at least 4 ms in a page. */
export const turn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
