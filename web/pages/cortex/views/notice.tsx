// What lies over the map while no network runs: progress, a question, a refusal, or what went wrong.
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../../../shell/index.ts";
import { deviceMemory, readableBytes, readableCount, readableSeconds } from "../../../simulation/device.ts";
import type { Controller } from "../controller.ts";
import { pageLimit } from "../network/memory.ts";
import type { PartProps } from "../part-props.ts";
import { ranges, type State } from "../state.ts";

interface SmallerProps extends PartProps {
  /** Whether the smaller network is built at once; default: its estimate is shown first. */
  readonly atOnce?: boolean;
}

/** A network of less: made synapses first, then weights of half the size, then half of the neurons. */
function Smaller({ controller, atOnce = false }: SmallerProps) {
  const { connectivity, weights, scale } = controller.settings;
  const button = (label: string, part: Partial<State>) => (
    <Button
      onClick={() => {
        controller.set(part);
        if (atOnce) controller.build(true);
      }}
    >
      {label}
    </Button>
  );
  if (connectivity === "stored") return button("Make the synapses instead", { connectivity: "made" });
  if (weights === "exact") return button("Weights of 16 bits", { weights: "compact" });
  const half = Number(Math.max(ranges.scale.min, scale / 2).toPrecision(2));
  return half < scale ? button("Half of the neurons", { scale: half }) : null;
}

function Building({ controller }: PartProps) {
  const { progress } = controller;
  return (
    <div class="notice" role="status">
      <h3>{progress ? "Building the network" : "Describing the network"}</h3>
      <progress
        max={1}
        {...(progress ? { value: progress.fraction } : {})}
        aria-label="Progress of the build"
      />
      <p>
        {progress && progress.synapses > 0 ? `${readableCount(progress.synapses)} synapses, ` : ""}
        {progress?.eta === undefined ? "a moment" : `${readableSeconds(progress.eta)} left`}
      </p>
      <Button shortcut="Esc" onClick={() => controller.cancel()}>
        Cancel
      </Button>
    </div>
  );
}

/** The network is larger than any page may be. */
function Refusal({ controller, bytes }: { readonly controller: Controller; readonly bytes: number }) {
  return (
    <div class="notice refusal" role="alert">
      <h3>More than a page can have</h3>
      <p>
        This network needs about {readableBytes(bytes)}, and a page can have {readableBytes(pageLimit)} at
        most.{" "}
        {controller.settings.connectivity === "stored"
          ? "Synapses that are made whenever their source fires take no memory, but more time."
          : "Take weights of 16 bits or fewer neurons, or run it in Node."}
      </p>
      <div class="toolbar">
        <Smaller controller={controller} />
      </div>
    </div>
  );
}

/** The network is large for this device. */
function Question({ controller, bytes }: { readonly controller: Controller; readonly bytes: number }) {
  const memory = deviceMemory();
  return (
    <div class="notice" role="alert">
      <h3>A large network for this device</h3>
      <p>
        It needs about {readableBytes(bytes)} and {readableSeconds(controller.estimate?.seconds.build ?? 0)}{" "}
        or more to build.{" "}
        {memory === undefined
          ? "This browser does not say how much memory there is."
          : `This device reports ${readableBytes(memory)}${memory >= 8 * 2 ** 30 ? " or more" : ""}.`}
      </p>
      <div class="toolbar">
        <Button kind="primary" onClick={() => controller.build(true)}>
          Build anyway
        </Button>
        <Smaller controller={controller} />
      </div>
    </div>
  );
}

function Trouble({ controller }: PartProps) {
  const { problem } = controller;
  const hint = problem?.hint;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const memory = problem?.code === "E_MEMORY" || problem?.code === "E_MEMORY_BUDGET";
  return (
    <div class="notice trouble" role="alert" tabIndex={-1} ref={box} data-code={problem?.code}>
      <h3>{memory ? "There is not enough memory" : "The simulation stopped"}</h3>
      <p>{problem?.message}</p>
      {hint && !problem?.message.includes(hint) && <p class="hint">{hint}</p>}
      <div class="toolbar">
        <Button kind="primary" onClick={() => controller.build(true)}>
          Restart
        </Button>
        {memory && <Smaller controller={controller} atOnce />}
      </div>
    </div>
  );
}

/** The notice, if there is a reason for one. */
export function Notice({ controller }: PartProps) {
  const { status, estimate, verdict, asking, problem, atlas } = controller;
  if (problem) return <Trouble controller={controller} />;
  if (status === "building") return <Building controller={controller} />;
  const wanted = status === "empty" || controller.outdated;
  if (wanted && estimate && verdict === "impossible")
    return <Refusal controller={controller} bytes={estimate.bytes.total} />;
  if (asking && estimate) return <Question controller={controller} bytes={estimate.bytes.total} />;
  if (status !== "empty") return null;
  if (!atlas || !estimate)
    return (
      <div class="notice" role="status">
        <p>{atlas ? "Finding out what the network takes …" : "Drawing the map …"}</p>
      </div>
    );
  return (
    <div class="notice">
      <p>
        {readableCount(estimate.synapses.expected)} synapses, about {readableBytes(estimate.bytes.total)}.
      </p>
      <Button kind="primary" onClick={() => controller.request()}>
        Build the network
      </Button>
    </div>
  );
}
