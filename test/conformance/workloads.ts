// The recorded workloads of the 6.12 kernels.

/** Contents by page: page i of the region, t the 2 MiB it lies in, j its place there; and whether THPs back it. */
export const WORKLOADS: Readonly<
	Record<string, {thp: boolean; content: (i: number, t: number, j: number) => number}>
> = {
	a: {thp: true, content: () => 0},
	b: {thp: false, content: () => 0},
	c: {thp: true, content: (_i, _t, j) => (j < 256 ? 0 : 1000 + j)},
	d: {thp: true, content: (_i, t, j) => (j === 0 ? 1_000_000 + t : 0)},
	e: {thp: true, content: () => 77},
	f: {thp: true, content: (i) => 5_000_000 + i},
};
