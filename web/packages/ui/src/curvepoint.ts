/** One control of a Curve. Marks are decimals as the API sends them; what is missing leaves a gap. */
export interface CurvePoint {
  label: string;
  /** Fits below the axis: C1. */
  short?: string;
  mark?: string | undefined;
  state?: string | undefined;
  low?: string | undefined;
  average?: string | undefined;
  high?: string | undefined;
}
