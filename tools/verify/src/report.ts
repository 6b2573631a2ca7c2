import type { LogHead } from '#event-store';

/** What a verification has looked at, and found. */
export interface Report {
  events: number;
  streams: number;
  /** Rows of views, or places where one is missing. */
  rows: number;
  /** Of them, those to which the projector has yet to come: no differences. */
  behind: number;
  /** Fares of scheduled flights that are newer than what the flights have been told: no differences, either. */
  untoldFares: number;
  differences: number;
  /** Undefined when nobody gave the place and the secret of signed heads. */
  heads: HeadsReport | undefined;
  seconds: number;
}

export interface HeadsReport {
  file: string;
  /** Signed before, of this log. */
  kept: number;
  /** Signed now, since there was no difference; undefined when the log has not grown. */
  signed: LogHead | undefined;
}

/** The report for a reader, a line each. */
export function reportLines(report: Report): string[] {
  const { events, streams, rows, behind, untoldFares, differences, heads, seconds } = report;
  const rate = Math.round(events / Math.max(seconds, 0.001));
  return [
    `${counted(events, 'event')} in ${counted(streams, 'stream')} and ${counted(rows, 'row')} of views in ${seconds.toFixed(1)} s (${rate} events/s)`,
    ...(behind === 0
      ? []
      : [`${counted(behind, 'row')} behind, which the projector has yet to reach`]),
    ...(untoldFares === 0
      ? []
      : [`${counted(untoldFares, 'fare')} newer than what the flights have been told`]),
    ...headLines(heads),
    differences === 0 ? 'no difference' : counted(differences, 'difference'),
  ];
}

function headLines(heads: HeadsReport | undefined): string[] {
  if (heads === undefined) {
    return ['no signed heads of the log were given: one written anew with all its hashes passes'];
  }
  const { file, kept, signed } = heads;
  const before =
    kept === 0 ? 'the log had no signed head before' : `${counted(kept, 'signed head')} before`;
  const now = signed === undefined ? '' : `; signed now: ${counted(signed.events, 'event')}`;
  return [`${before}${now} (${file})`];
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
}
