/** The buttons of a page that runs one simulation. */
import type { ComponentChildren } from "preact";
import { Button, Select } from "./controls/index.ts";
import { Icon } from "./icons.tsx";

/** Properties of {@link Toolbar}. */
export interface ToolbarProps<Speed extends number> {
  readonly playing: boolean;
  /** Whether there is nothing to play. */
  readonly idle: boolean;
  /** What the first button says while nothing plays. */
  readonly play: string;
  /** How far the step button goes. */
  readonly step: string;
  readonly actions: { toggle(): void; step(): void; restart(): void };
  readonly speed: Speed;
  readonly speeds: readonly { readonly value: Speed; readonly label: string }[];
  readonly onSpeed: (speed: Speed) => void;
  /** What the simulation is doing: an element of class `status`. */
  readonly children: ComponentChildren;
}

/** Play or pause, one step, begin anew, speed. */
export function Toolbar<Speed extends number>(props: ToolbarProps<Speed>) {
  const { playing, idle, play, step, actions, speed, speeds, onSpeed, children } = props;
  return (
    <div class="panel toolbar player">
      <Button kind="primary" shortcut="Space" disabled={idle} onClick={actions.toggle}>
        <Icon name={playing ? "pause" : "play"} /> {playing ? "Pause" : play}
      </Button>
      <Button label={step} shortcut="." disabled={idle || playing} onClick={actions.step}>
        <Icon name="step" />
      </Button>
      <Button label="Begin anew" shortcut="R" onClick={actions.restart}>
        <Icon name="restart" />
      </Button>
      <Select
        label="Speed"
        value={String(speed)}
        choices={speeds.map(({ value, label }) => ({ value: String(value), label }))}
        onChange={(chosen) => onSpeed(Number(chosen) as Speed)}
      />
      {children}
    </div>
  );
}
