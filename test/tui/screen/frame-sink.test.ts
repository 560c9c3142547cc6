// Goal: a terminal that does not read holds nothing up, and what it shows afterwards is whole.
// Method: an outlet whose confirmations the test gives by hand.

import {describe, expect, it} from 'vitest';
import {FrameSink} from '../../../source/tui/screen/frame-sink.js';

function stallingOutlet() {
	const sent: string[] = [];
	const waiting: Array<() => void> = [];
	return {
		sent,
		confirm: () => waiting.shift()?.(),
		write(bytes: string, done: () => void) {
			sent.push(bytes);
			waiting.push(done);
		},
	};
}

const isSynchronized = (bytes: string): boolean =>
	bytes.startsWith('\u001B[?2026h') && bytes.endsWith('\u001B[?2026l');

describe('a terminal that does not read', () => {
	it('gets no further bytes, and then only the newest frame', () => {
		const outlet = stallingOutlet();
		const sink = new FrameSink(outlet, 10, 2);
		sink.write('one');
		sink.write('two');
		sink.write('three');
		expect(outlet.sent).toHaveLength(1);
		expect(sink.stalled).toBe(true);
		outlet.confirm();
		expect(outlet.sent).toHaveLength(2);
		expect(outlet.sent[1]).toContain('three');
		outlet.confirm();
		expect(sink.stalled).toBe(false);
		expect(sink.stats.dropped).toBe(1);
	});

	it('is sent nothing while the sink is closed, and everything once it opens', () => {
		const outlet = stallingOutlet();
		const sink = new FrameSink(outlet, 10, 2);
		sink.write('one');
		outlet.confirm();
		sink.setOpen(false);
		sink.write('two');
		expect(outlet.sent).toHaveLength(1);
		sink.setOpen(true);
		expect(outlet.sent[1]).toContain('\u001B[2J');
		expect(outlet.sent[1]).toContain('two');
	});
});

describe('an update', () => {
	it('is one synchronized update, but a small one only a few bytes', () => {
		const outlet = stallingOutlet();
		const sink = new FrameSink(outlet, 80, 24);
		sink.write('t 1.000 s');
		outlet.confirm();
		sink.write('t 1.001 s');
		expect(isSynchronized(outlet.sent[0])).toBe(true);
		expect(outlet.sent[1]).toBe('\u001B[1;7H1');
		outlet.confirm();
		sink.write(Array.from({length: 24}, () => 'x'.repeat(80)).join('\n'));
		expect(isSynchronized(outlet.sent[2])).toBe(true);
	});

	it('after a resize draws everything', () => {
		const outlet = stallingOutlet();
		const sink = new FrameSink(outlet, 10, 2);
		sink.write('one');
		outlet.confirm();
		sink.resize(5, 3);
		sink.write('one');
		expect(outlet.sent[1]).toContain('\u001B[2J\u001B[Hone');
	});
});
