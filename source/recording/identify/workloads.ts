// Small presets that kernels take differently: each is an argument of the discussion in a few MiB. `identify` runs all
// of them in the model and the fewest that distinguish kernels on the real machine.

import {loadScenario} from '../../scenario/load-scenario.js';
import type {Scenario} from '../../scenario/scenario.js';

const PRESETS: Readonly<Record<string, string>> = {
	// KSM's own splits of zero THPs, as ordinary pages; pairs behind them show what a stale item costs.
	'zeros-and-pairs': `
knobs: {use_zero_pages: 0, smart_scan: 0, pages_to_scan: 200}
processes:
  - name: app
    regions:
      - {name: zeros, size: 4MiB, advice: [hugepage, mergeable], fill: zero}
      - {name: pairs, size: 80KiB, advice: [nohugepage, mergeable], fill: {groups: {of: 2, from: 1000}}}
timeline: [{at: 0s, set: {run: 1}}]
until: full_scans>=5
`,
	// Zeros that go to the zeropage, beside duplicates that a ghost delays.
	'zeros-to-zeropage': `
knobs: {use_zero_pages: 1, smart_scan: 0, pages_to_scan: 200}
processes:
  - name: app
    regions:
      - name: mixed
        size: 4MiB
        advice: [hugepage, mergeable]
        fill: {pattern: [{zero: 256}, {contents: {from: 1000, count: 256}}]}
timeline: [{at: 0s, set: {run: 1}}]
until: full_scans>=5
`,
	// Two equal pages of one folio: the second of KSM's split sites.
	'same-folio': `
knobs: {use_zero_pages: 0, smart_scan: 0, pages_to_scan: 1000}
processes:
  - name: app
    regions:
      - name: ram
        size: 4MiB
        advice: [hugepage, mergeable]
        fill: {pattern: [{content: 77, count: 2}, {unique: {from: 5000, count: 310}}, {zero: 200}]}
timeline: [{at: 0s, set: {run: 1}}]
until: full_scans>=5
`,
	// The underused shrinker splits THPs, mergeable and not, while ksmd runs.
	'underused-shrinker': `
knobs: {use_zero_pages: 1, smart_scan: 0, pages_to_scan: 10, khugepaged/max_ptes_none: 409}
processes:
  - name: app
    regions:
      - {name: ours, size: 2MiB, advice: [hugepage, mergeable], fill: {pattern: [{unique: {from: 1000, count: 12}}, {zero: 500}]}}
      - {name: plain, size: 2MiB, advice: [hugepage], fill: {pattern: [{unique: {from: 3000, count: 12}}, {zero: 500}]}}
timeline:
  - {at: 0s, set: {run: 1}}
  - {at: 100ms, drop_caches: 2}
until: full_scans>=3
`,
	// MADV_COLD on part of a THP splits it; THPs were made while shrink_underused was 1, and the knob is 0 then.
	'partial-cold': `
knobs: {use_zero_pages: 0, smart_scan: 0, pages_to_scan: 10}
processes:
  - name: app
    regions:
      - {name: ours, size: 2MiB, advice: [hugepage, mergeable], fill: {pattern: [{unique: {from: 1000, count: 12}}, {zero: 500}]}}
      - {name: plain, size: 4MiB, advice: [hugepage], fill: {pattern: [{unique: {from: 3000, count: 12}}, {zero: 500}]}}
timeline:
  - {at: 0s, set: {run: 1}}
  - {at: 100ms, madvise: {region: ours, range: 0..64KiB, advice: cold}}
  - {at: 100ms, madvise: {region: plain, range: 0..64KiB, advice: cold}}
  - {at: 200ms, set: {shrink_underused: 0}}
  - {at: 200ms, madvise: {region: plain, range: 2MiB..2112KiB, advice: cold}}
until: full_scans>=3
`,
	// The same with the underused shrinker off from the start.
	'shrinker-off': `
knobs: {use_zero_pages: 1, smart_scan: 0, pages_to_scan: 200, shrink_underused: 0}
processes:
  - name: app
    regions:
      - {name: ours, size: 2MiB, advice: [hugepage, mergeable], fill: {pattern: [{unique: {from: 1000, count: 12}}, {zero: 500}]}}
timeline: [{at: 0s, set: {run: 1}}]
until: full_scans>=3
`,
	// A new page that equals a KSM page: up to 6.10 it merged at first sight.
	'first-sight': `
knobs: {use_zero_pages: 0, smart_scan: 0, pages_to_scan: 200}
processes:
  - name: app
    regions:
      - {name: pair, size: 8KiB, advice: [nohugepage, mergeable], fill: {content: 77}}
      - {name: other, size: 8KiB, advice: [nohugepage, mergeable], fill: {unique: {from: 1000}}}
timeline:
  - {at: 0s, set: {run: 1}}
  - {at: 60ms, write: {region: other, range: 0..4KiB, fill: {content: 77}}}
until: full_scans>=6
`,
	// A merged page is written and gets its old content back: from 7.3 on its history is forgotten.
	'write-back': `
knobs: {use_zero_pages: 0, smart_scan: 0, pages_to_scan: 200}
processes:
  - {name: app, regions: [{name: ram, size: 16KiB, advice: [nohugepage, mergeable], fill: {content: 77}}]}
timeline:
  - {at: 0s, set: {run: 1}}
  - {at: 130ms, write: {region: ram, range: 0..4KiB, fill: {content: 77}}}
until: full_scans>=9
`,
	// A write to the huge zeropage: since 6.13 a THP, before a base page.
	'huge-zeropage': `
knobs: {use_zero_pages: 0, smart_scan: 0, pages_to_scan: 200}
processes:
  - {name: app, regions: [{name: ram, size: 2MiB, advice: [hugepage, mergeable]}]}
timeline:
  - {at: 0s, read: {region: ram, range: 0..4KiB}}
  - {at: 0s, write: {region: ram, range: 8KiB..16KiB, fill: {content: 77}}}
  - {at: 0s, set: {run: 1}}
until: full_scans>=3
`,
};

/** Name and scenario of each; all of them can be run on a real kernel. */
export function workloads(): Array<{readonly name: string; readonly scenario: Scenario}> {
	return Object.entries(PRESETS).map(([name, preset]) => {
		const text = `name: identify-${name}\nkernels: [mainline]\nmachine: {memory: 128MiB}${preset}`;
		const loaded = loadScenario(text, `identify-${name}`);
		if ('scenario' in loaded) return {name, scenario: loaded.scenario};
		throw new TypeError(`${name}: ${loaded.problems.map((problem) => problem.message).join('; ')}`);
	});
}
