import "@massar/i18n/idara";
import { start } from "@massar/ui";
import App from "./App.svelte";

start("idara", App);
