// A panel is a component that fills exactly the rows and columns that it gets.

import type {View} from '../view.js';

/** What every panel gets to draw. */
export interface PanelProps {
	/** The frame's data: session, choices, look. */
	readonly view: View;
	/** Width of the panel; no line may be wider. */
	readonly columns: number;
	/** Height of the panel, its title included. */
	readonly rows: number;
	/** Which of several panels of this kind side by side. */
	readonly nth: number;
}
