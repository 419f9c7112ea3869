// Starts the page of the areas of cortex.
import { start } from "../../shell/index.ts";
import "../../network/network.css";
import "./cortex.css";
import "./views/figures.css";
import "./views/map.css";
import { CortexPage } from "./page.tsx";

start(CortexPage);
