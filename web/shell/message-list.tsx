/** Messages on the screen. */
import { useEffect, useState } from "preact/hooks";
import { Button } from "./controls/index.ts";
import { Icon } from "./icons.tsx";
import { closeMessage, onMessages, type Shown } from "./messages.ts";

function One({ kind, text, action, key: number }: Shown) {
  const close = (): void => closeMessage(number);
  const act = (): void => {
    close();
    action?.run();
  };
  return (
    <div class={`message ${kind}`} role={kind === "error" ? "alert" : "status"}>
      <p>{text}</p>
      {action && <Button onClick={act}>{action.label}</Button>}
      <Button kind="quiet" label="Close the message" onClick={close}>
        <Icon name="close" />
      </Button>
    </div>
  );
}

/** All messages, the newest at the bottom. */
export function MessageList() {
  const [messages, setMessages] = useState<readonly Shown[]>([]);
  useEffect(() => onMessages(setMessages), []);
  return (
    <div class="messages">
      {messages.map((message) => (
        <div key={message.key}>{One(message)}</div>
      ))}
    </div>
  );
}
