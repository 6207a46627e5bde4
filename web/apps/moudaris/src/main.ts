import "@massar/i18n/moudaris";
import { start } from "@massar/ui";
import App from "./App.svelte";

start("moudaris", App);
