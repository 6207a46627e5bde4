import { start, type AppName } from "../src/index";
import Gallery from "./Gallery.svelte";

// ?app=waliye shows the hue of an app.
start((new URLSearchParams(location.search).get("app") ?? "moutamadris") as AppName, Gallery);
