import { icons } from "@massar/ui/icons.ts";

const { building, children, edit: pen, forward, globe, phone, school, star } = icons;
export { building, children, forward, globe, pen, phone, school, star };
