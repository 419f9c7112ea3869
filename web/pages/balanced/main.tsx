// Starts the page of the balanced network.
import { start } from "../../shell/index.ts";
import "./balanced.css";
import { BalancedPage } from "./page.tsx";

start(BalancedPage);
