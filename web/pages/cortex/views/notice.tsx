// What lies over the map while no network runs: progress, a question, a refusal, or what went wrong.
import {
  BuildNotice,
  Invitation,
  isOfMemory,
  SizeQuestion,
  TroubleNotice,
} from "../../../network/notices.tsx";
import { pageLimit } from "../../../network/verdict.ts";
import { Button } from "../../../shell/index.ts";
import { readableBytes } from "../../../simulation/device.ts";
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
      kind={atOnce ? "primary" : "plain"}
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

/** The network is larger than any page may be. */
function Refusal({ controller }: PartProps) {
  return (
    <div class="notice refusal" role="alert">
      <h2>More than a page can have</h2>
      <p>
        This network needs about {readableBytes(controller.estimate?.bytes.total ?? 0)}, and a page can have{" "}
        {readableBytes(pageLimit)} at most.{" "}
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
const Question = ({ controller }: PartProps) => (
  <div class="notice" role="alert">
    <h2>A large network for this device</h2>
    <SizeQuestion controller={controller}>
      <Smaller controller={controller} />
    </SizeQuestion>
  </div>
);

const Waiting = ({ controller: { atlas } }: PartProps) => (
  <div class="notice" role="status">
    <p>{atlas ? "Finding out what the network takes …" : "Drawing the map …"}</p>
  </div>
);

/** The notice, if there is a reason for one. */
export function Notice({ controller }: PartProps) {
  const { status, verdict, asking, problem, outdated } = controller;
  if (problem)
    return (
      <TroubleNotice controller={controller}>
        {isOfMemory(problem) && <Smaller controller={controller} atOnce />}
      </TroubleNotice>
    );
  if (status === "building") return <BuildNotice controller={controller} />;
  if (verdict === "impossible" && (status === "empty" || outdated))
    return <Refusal controller={controller} />;
  if (asking) return <Question controller={controller} />;
  if (status !== "empty") return null;
  return verdict ? <Invitation controller={controller} /> : <Waiting controller={controller} />;
}
