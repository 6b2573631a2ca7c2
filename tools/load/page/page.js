// Draws the reports that stand in the page: what was run on what, what came of it, and how it went second by second.
/* global document, uPlot, window */
const reports = JSON.parse(document.getElementById('reports').textContent);
const main = document.querySelector('main');

const colours = { browser: '#7aa6c2', edge: '#4c78a8', memory: '#59a14f', redis: '#f2a93b' };
const rungs = { ...colours, postgres: '#d1495b' };
const number = (value) => value.toLocaleString('en', { maximumFractionDigits: 1 });
const ms = (value) => `${number(value)} ms`;
const share = (part, all) => (all === 0 ? '–' : `${((100 * part) / all).toFixed(2)} %`);
const sum = (counts) => Object.values(counts).reduce((all, count) => all + count, 0);

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function table(caption, rows) {
  const made = document.createElement('table');
  made.append(element('caption', caption));
  for (const [name, ...values] of rows) {
    const row = document.createElement('tr');
    row.append(element('th', name), ...values.map((value) => element('td', value)));
    made.append(row);
  }
  return made;
}

function verdict({ reads, checks, proof }) {
  const found = checks.oversold + checks.lost + checks.disagreeing;
  const equal = proof.comparedWithLog > 0 ? ', and the views equal the log' : '';
  const text =
    reads.failed + found === 0
      ? `No failed read, no seat sold twice, every acknowledged booking is there${equal}.`
      : `${reads.failed} failed reads; ${checks.oversold} seats oversold; ${checks.lost} bookings lost; ${checks.disagreeing} flights disagree.`;
  const made = element('p', text, reads.failed + found === 0 ? 'verdict' : 'verdict unsound');
  made.append(...proof.findings.slice(0, 20).map((finding) => element('div', finding)));
  return made;
}

function plot(title, labels, xs, columns, options = {}) {
  const holder = document.createElement('div');
  main.lastElementChild.append(holder);
  const series = labels.map(({ label, stroke, fill }) => ({
    ...{ label, stroke, fill, width: 1.5, points: { show: false } },
    value: (_plot, value) => (value == null ? '–' : number(value)),
  }));
  const width = holder.clientWidth;
  const ink = window.matchMedia('(prefers-color-scheme: dark)').matches ? '#ccc' : '#444';
  const axis = { stroke: ink, grid: { stroke: '#8883', width: 1 }, ticks: { show: false } };
  return new uPlot(
    {
      ...{ title, width, height: 240 },
      scales: { x: { time: false }, y: { distr: options.log ? 3 : 1, range: options.range } },
      axes: [
        { ...axis, label: options.x ?? 'seconds', labelSize: 18 },
        { ...axis, size: 60, label: options.y, labelSize: 18 },
      ],
      series: [{ label: options.x ?? 'second' }, ...series],
    },
    [xs, ...columns],
    holder,
  );
}

function overTime(report) {
  const { seconds } = report;
  const xs = seconds.map(({ second }) => second);
  const of = (pick) => seconds.map(pick);
  plot(
    'Throughput',
    [
      { label: 'reads a second', stroke: '#4c78a8' },
      { label: 'failed', stroke: '#d1495b' },
    ],
    xs,
    [of(({ reads }) => reads), of(({ failed }) => failed)],
  );
  const quantiles = { p50Ms: '#59a14f', p95Ms: '#4c78a8', p99Ms: '#f2a93b', p999Ms: '#d1495b' };
  plot(
    'Latency of reads, from their intended start',
    Object.entries(quantiles).map(([name, stroke]) => ({
      ...{ label: name.replace('p999', 'p99.9').replace('Ms', ''), stroke },
    })),
    xs,
    Object.keys(quantiles).map((name) => of((second) => (second.reads > 0 ? second[name] : null))),
    { y: 'milliseconds', log: true },
  );
  // Stacked, the lowest rung at the bottom: each is drawn over those that stand on it.
  const names = Object.keys(rungs);
  const upTo = names.map((_, index) =>
    of(({ rungs: counts }) => {
      const all = sum(counts);
      const own = names.slice(index).reduce((count, name) => count + counts[name], 0);
      return all === 0 ? null : (100 * own) / all;
    }),
  );
  plot(
    'Share of each rung of the read ladder',
    names.map((name) => ({ label: name, stroke: rungs[name], fill: rungs[name] })),
    xs,
    upTo,
    { y: '%, with those below it', range: [0, 100] },
  );
  plot(
    'Bookings, and conflicts',
    [
      { label: 'bookings', stroke: '#59a14f' },
      { label: 'conflicts', stroke: '#d1495b' },
    ],
    xs,
    [of(({ bookings }) => bookings), of(({ conflicts }) => conflicts)],
  );
  const { p50, p95, p99, p999, max } = report.stalenessOfChangedMs;
  plot(
    'Staleness of answers about flights that changed',
    [{ label: 'milliseconds', stroke: '#4c78a8' }],
    [50, 95, 99, 99.9, 100],
    [[p50, p95, p99, p999, max]],
    { x: 'percentile', y: 'milliseconds' },
  );
}

function tables(report) {
  const { run, reads, bookings, stalenessMs, stalenessOfChangedMs, checks, regions } = report;
  const answered = sum(report.rungs);
  return [
    table('What was run', [
      ['at', run.at],
      ['against', run.url],
      ['for', `${number(report.durationMs / 1000)} s, ramp ${number(run.rampMs / 1000)} s`],
      ['reads', `${number(run.rate)} a second, ${number(run.ratio)} to a booking`],
      ['flights', `${number(run.flights)}, by Zipf`],
      ['users', `${number(run.users)} browsers in each region, seed ${run.seed}`],
      ['machine', run.machine],
    ]),
    table('What came of it', [
      ['reads', number(reads.count)],
      ['reads a second', number(reads.perSecond)],
      ['failed reads', number(reads.failed)],
      ['p50, p95', `${ms(reads.p50Ms)}, ${ms(reads.p95Ms)}`],
      ['p99, p99.9', `${ms(reads.p99Ms)}, ${ms(reads.p999Ms)}`],
      ['bookings acknowledged', `${number(bookings.acknowledged)} of ${number(bookings.count)}`],
      ['paid', number(bookings.paid)],
      ['conflicts, shed, failed', `${bookings.conflicts}, ${bookings.shed}, ${bookings.failed}`],
      ['staleness p50, p99', `${ms(stalenessMs.p50)}, ${ms(stalenessMs.p99)}`],
      ['of changed flights', `${ms(stalenessOfChangedMs.p50)}, ${ms(stalenessOfChangedMs.p99)}`],
      ['oversold, lost, disagreeing', `${checks.oversold}, ${checks.lost}, ${checks.disagreeing}`],
      ['flights compared with the log', number(report.proof.comparedWithLog)],
    ]),
    table(
      'The read ladder',
      Object.keys(rungs).map((name) => [
        ...[name, number(report.rungs[name]), share(report.rungs[name], answered)],
      ]),
    ),
    table('By region', [
      ['', 'reads', 'failed', 'p50', 'p99', 'browser', 'edge'],
      ...Object.entries(regions).map(([name, own]) => [
        ...[name, number(own.reads), number(own.failed), ms(own.p50Ms), ms(own.p99Ms)],
        ...[share(own.rungs.browser, sum(own.rungs)), share(own.rungs.edge, sum(own.rungs))],
      ]),
    ]),
    ...Object.entries({ 'What failed': report.failures })
      .filter(([, failures]) => Object.keys(failures).length > 0)
      .map(([caption, failures]) =>
        table(
          caption,
          Object.entries(failures).map(([reason, count]) => [reason, number(count)]),
        ),
      ),
  ];
}

for (const report of reports) {
  const section = document.createElement('section');
  main.append(section);
  section.append(element('h2', report.run.name), verdict(report), ...tables(report));
  overTime(report);
}
