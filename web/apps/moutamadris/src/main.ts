import { start } from "@massar/ui";
import App from "./App.svelte";

start("moutamadris", App);
