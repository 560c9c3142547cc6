// What every panel is: a component that fills exactly the rows and columns it gets.

import type {View} from '../view.js';

export interface PanelProps {
	readonly view: View;
	readonly columns: number;
	readonly rows: number;
	/** Which of several panels of this kind side by side. */
	readonly nth: number;
}
