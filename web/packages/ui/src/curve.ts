import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { CurvePoint } from "./curvepoint";

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function numbers(points: readonly CurvePoint[], pick: (point: CurvePoint) => string | undefined): (number | null)[] {
  return points.map((point) => {
    const text = pick(point);
    return text === undefined || text === "" ? null : Number(text);
  });
}

/**
 * Draws marks over controls, with the class's band from low to high and its average. Left to right in both languages:
 * Moroccan mathematics lessons draw axes so in Arabic as well, and a mirrored curve would read as falling where it rises.
 */
export function drawCurve(target: HTMLElement, points: readonly CurvePoint[], scale: number): { resize: () => void; destroy: () => void } {
  const ink = token("--ink-3");
  const accent = token("--accent");
  const font = `12px ${token("--font")}`;
  const axis: uPlot.Axis = { stroke: ink, font, grid: { stroke: token("--line"), width: 1 }, ticks: { show: false } };
  const height = 200;
  const plot = new uPlot(
    {
      width: target.clientWidth,
      height,
      padding: [12, 14, 0, 0],
      cursor: { show: false },
      legend: { show: false },
      scales: { x: { time: false, range: [-0.3, Math.max(1, points.length - 1) + 0.3] }, y: { range: [0, scale] } },
      axes: [
        { ...axis, grid: { show: false }, splits: () => points.map((_, i) => i), values: () => points.map((point) => point.short ?? point.label), size: 30 },
        { ...axis, splits: () => [0, scale / 4, scale / 2, (scale * 3) / 4, scale], values: (_, marks) => marks.map(String), size: 34 },
      ],
      series: [
        {},
        { stroke: "transparent", points: { show: false } },
        { stroke: "transparent", points: { show: false } },
        { stroke: ink, width: 1.5, dash: [5, 4], points: { show: false }, spanGaps: true },
        { stroke: accent, width: 2.5, spanGaps: true, points: { show: true, size: 9, fill: token("--surface"), stroke: accent, width: 2.5 } },
      ],
      bands: [{ series: [1, 2], fill: token("--accent-soft") }],
    },
    [
      points.map((_, i) => i),
      numbers(points, (p) => p.high),
      numbers(points, (p) => p.low),
      numbers(points, (p) => p.average),
      numbers(points, (p) => p.mark),
    ],
    target,
  );
  return { resize: () => plot.setSize({ width: target.clientWidth, height }), destroy: () => plot.destroy() };
}
