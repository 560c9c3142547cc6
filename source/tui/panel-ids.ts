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

/** The name of a panel, as in config.yaml. */
export type PanelId = keyof typeof PANEL_TITLES;

/** In the order in which f focuses them. */
export const PANEL_IDS = Object.keys(PANEL_TITLES) as PanelId[];
