// Before and after a whole run.
import { forget, print } from "./budget.ts";

export default function begin(): () => void {
  forget();
  return print;
}
