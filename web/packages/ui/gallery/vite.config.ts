import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

// Looked at with `npx vite packages/ui/gallery`; never part of a build.
export default defineConfig({ root: import.meta.dirname, plugins: [svelte()] });
