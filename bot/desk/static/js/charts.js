// Draws what stands in the tables; who cannot see the drawing, or has no scripts, reads the table behind it.

(() => {
  const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3]]; // told apart without colour, too
  const HEIGHT = 260;

  const numbers = (table, column) => {
    const at = [...table.querySelectorAll("thead th")].findIndex((head) => head.dataset.column === column);
    return [...table.tBodies[0].rows].map((row) => {
      const value = row.cells[at].dataset.value;
      return value === undefined ? null : Number(value);
    });
  };
  const nameOf = (table, column) => table.querySelector(`th[data-column="${column}"]`).textContent;

  const draw = (figure) => {
    const table = document.getElementById(figure.dataset.chart);
    const columns = figure.dataset.columns.split(" ");
    const days = [...table.tBodies[0].rows].map((row) => row.cells[0].textContent);
    const style = getComputedStyle(figure);
    const colour = (name) => style.getPropertyValue(name).trim();
    const axis = { stroke: colour("--muted"), grid: { stroke: colour("--edge"), width: 1 } };
    figure.hidden = false;
    const chart = new uPlot(
      {
        width: figure.clientWidth - 24,
        height: HEIGHT,
        scales: { x: { time: false }, y: { range: (_, low, high) => [0, Math.max(5, high ?? 0)] } },
        legend: { live: false },
        cursor: { show: false },
        axes: [{ ...axis, values: (_, places) => places.map((place) => days[place] ?? "") , space: 90 }, axis],
        series: [
          {},
          ...columns.map((column, at) => ({
            label: nameOf(table, column), stroke: colour(`--line-${at + 1}`), width: 2, dash: DASHES[at],
            points: { show: true, size: 6 },
          })),
        ],
      },
      [days.map((_, at) => at), ...columns.map((column) => numbers(table, column))],
      figure,
    );
    chart.root.setAttribute("aria-hidden", "true");
    new ResizeObserver(() => chart.setSize({ width: figure.clientWidth - 24, height: HEIGHT })).observe(figure);
  };

  for (const figure of document.querySelectorAll("[data-chart]")) draw(figure);
  const behind = document.getElementById("behind");
  if (behind) behind.open = false; // the charts say it at a glance; the table is one step away
})();
