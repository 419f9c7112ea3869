/** Messages to the user: from anywhere in a page, shown by `Page`. */

/** What a message asks the user to do. */
export interface MessageAction {
  readonly label: string;
  run(): void;
}

/** A message. */
export interface Message {
  /** An error stays until it is closed; so does a warning; information goes by itself. */
  readonly kind: "error" | "warning" | "info";
  /** What happened and what to do, in whole sentences. */
  readonly text: string;
  readonly action?: MessageAction;
}

/** A message on the screen. */
export interface Shown extends Message {
  readonly key: number;
}

type Listener = (messages: readonly Shown[]) => void;

const listeners = new Set<Listener>();
const lifetime = 8000;
const most = 4;
let messages: readonly Shown[] = [];
let lastKey = 0;

function publish(next: readonly Shown[]): void {
  messages = next;
  for (const listener of listeners) listener(messages);
}

/**
 * Shows a message; one with the same text replaces the earlier one. Returns a function that takes it away.
 *
 * @example
 * notify({ kind: "error", text: "The simulation stopped.", action: { label: "Restart", run: restart } });
 */
export function notify(message: Message): () => void {
  const key = ++lastKey;
  const close = (): void => publish(messages.filter((shown) => shown.key !== key));
  publish([...messages.filter(({ text }) => text !== message.text), { ...message, key }].slice(-most));
  if (message.kind === "info") setTimeout(close, lifetime);
  return close;
}

/** Calls the listener now and at every change; returns a function that ends this. */
export function onMessages(listener: Listener): () => void {
  listeners.add(listener);
  listener(messages);
  return () => void listeners.delete(listener);
}

/** Takes one message away. */
export const closeMessage = (key: number): void => publish(messages.filter((shown) => shown.key !== key));
