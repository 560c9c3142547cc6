// The panels that can be focused, in the order in which `f` goes through them, with the names that people see.

const PANEL_TITLES = {
	ksmd: 'ksmd',
	ledger: 'freed pages by cause',
	memory: 'memory',
	chart: 'charts',
	folios: 'folio map',
	processes: 'processes',
	compare: 'kernels side by side',
	knobs: 'knobs',
	events: 'events',
} as const;

export type PanelId = keyof typeof PANEL_TITLES;

export const PANEL_IDS = Object.keys(PANEL_TITLES) as PanelId[];
