// node charts_echarts.cjs < DATA : server-side ECharts over the same data; prints one JSON line.
const fs = require('fs');
const echarts = require('echarts');
const data = JSON.parse(fs.readFileSync(0));
function render(c) {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 640, height: 360 });
  chart.setOption({
    animation: false, title: { text: c.title }, legend: {}, xAxis: { type: 'category', data: c.years },
    yAxis: { type: 'value' },
    series: c.series.map((s) => ({ type: 'line', name: s.name, data: s.values, showSymbol: false })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
let best = Infinity, bytes = 0;
for (let round = 0; round < 4; round++) {
  bytes = 0;
  const start = process.hrtime.bigint();
  for (const c of data) bytes += Buffer.byteLength(render(c));
  best = Math.min(best, Number(process.hrtime.bigint() - start) / 1e6 / data.length);
}
console.log(JSON.stringify({ ms: best, kb: bytes / data.length / 1000 }));
