// A panel is a component that fills exactly the rows and columns that it gets.

import type {View} from '../view.js';

/** What every panel gets. */
export interface PanelProps {
	/** Everything that it may draw. */
	readonly view: View;
	/** Its width; no line may be wider. */
	readonly columns: number;
	/** Its height, title included. */
	readonly rows: number;
	/** Which of several panels of this kind side by side. */
	readonly nth: number;
}
