// What a chart is given to draw: its curves, axes, marks and size.

import type {Glyphs} from '../look/glyphs.js';
import type {Scale} from './scale.js';

/** One curve of a chart: a run. */
export interface Series {
	/** The run's letter, drawn at the peak and at the end. */
	readonly letter: string;
	/** Index of the run, for its colour. */
	readonly index: number;
	/** The value for a stretch of simulated time, null where there is none. */
	sample(fromNs: number, toNs: number): number | null;
}

/** A moment that is marked on the time axis: a knob was written. */
export interface ChartMark {
	/** Simulated time of the mark, ns. */
	readonly timeNs: number;
	/** Shown for the latest mark only, cut at 24 columns. */
	readonly text: string;
}

/** What a chart draws and where. */
export interface ChartOptions {
	/** What is drawn and its unit. */
	readonly title: string;
	/** Text on the right of the title, such as a legend. */
	readonly note?: string;
	/** In the order of the runs; the last one drawn wins a cell. */
	readonly series: readonly Series[];
	/** Makes the axis of values for the largest value shown. */
	readonly scale: (max: number) => Scale;
	/** Whether the value of each curve's peak is written beside it. */
	readonly showsPeak?: boolean;
	/** Simulated ns at the left edge. */
	readonly fromNs: number;
	/** Simulated ns at the right edge. */
	readonly toNs: number;
	/** The present, simulated ns; nothing is drawn after it. */
	readonly nowNs: number;
	/** A dashed line at this value. */
	readonly level?: number;
	/** Those outside of the edges are left out. */
	readonly marks: readonly ChartMark[];
	/** Axis of values included; at least 16, else nothing is drawn. */
	readonly columns: number;
	/** Title and time axis included; at least 3. */
	readonly rows: number;
	/** Braille where they are Unicode, else ASCII. */
	readonly glyphs: Glyphs;
	/** Whether the chart has the focus; default false. */
	readonly focused?: boolean;
	/** Simulated time under the cursor; null: there is none. */
	readonly cursorNs?: number | null;
}
