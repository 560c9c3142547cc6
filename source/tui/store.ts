// The session, what the viewer chose, and who wants to know when either changed. React reads it through useSyncExternalStore;
// keys and the pump write it. Nothing here runs by itself.

import type {Session} from '../session/session.js';
import {EventLog} from './event-log.js';
import type {Host} from './host.js';
import type {Look} from './text.js';
import {findAlike, type View} from './view.js';
import {initialState, type ViewState} from './view-state.js';

export interface StoreOptions {
	readonly session: Session;
	readonly host: Host;
	readonly look: Look;
	readonly columns: number;
	readonly rows: number;
	/** Simulated seconds per second at the start. */
	readonly speed: number;
	readonly readOnly: boolean;
}

/** How long a caption stays in the story, in wall-clock time. */
const CAPTION_MS = 8000;

export class Store {
	readonly host: Host;
	readonly events = new EventLog();
	readonly readOnly: boolean;
	#session: Session;
	#state: ViewState;
	#look: Look;
	#columns: number;
	#rows: number;
	#view: View;
	#reachedSpeed: number | null = null;
	#captions = 0;
	#captionSince = -Infinity;
	readonly #listeners = new Set<() => void>();

	constructor(options: StoreOptions) {
		this.host = options.host;
		this.readOnly = options.readOnly;
		this.#session = options.session;
		this.#look = options.look;
		this.#columns = options.columns;
		this.#rows = options.rows;
		this.#state = initialState(options.speed, options.session.runs);
		this.#view = this.#makeView();
	}

	get session(): Session {
		return this.#session;
	}

	get state(): ViewState {
		return this.#state;
	}

	/** As it was at the last publish(). */
	get view(): View {
		return this.#view;
	}

	get look(): Look {
		return this.#look;
	}

	/** Changes what the viewer chose; shown at the next publish(). */
	set(changes: Partial<ViewState>): void {
		this.#state = {...this.#state, ...changes};
	}

	setLook(look: Look): void {
		this.#look = look;
	}

	resize(columns: number, rows: number): void {
		this.#columns = columns;
		this.#rows = rows;
	}

	setReachedSpeed(factor: number | null): void {
		this.#reachedSpeed = factor;
	}

	/** Shows another session from its start. */
	replaceSession(session: Session): void {
		this.#session = session;
		this.#captions = 0;
		this.#captionSince = -Infinity;
		this.set({
			...initialState(this.#state.speed, session.runs),
			units: this.#state.units,
			chart: this.#state.chart,
		});
	}

	/** Opens another session and shows it, or says why not. */
	async open(wish: Parameters<Host['open']>[0]): Promise<void> {
		this.set({message: {text: 'setting up ...', isError: false}});
		const opened = await this.host.open(wish);
		if ('problem' in opened) this.set({message: {text: opened.problem, isError: true}});
		else this.replaceSession(opened.session);
		this.publish();
	}

	/** Makes a frame of how everything stands now. */
	publish(): void {
		this.events.update(this.#session);
		this.#view = this.#makeView();
		for (const listener of this.#listeners) listener();
	}

	subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	#caption(): string | null {
		const {captions} = this.#session;
		const now = this.host.now();
		if (captions.length !== this.#captions) {
			this.#captions = captions.length;
			this.#captionSince = now;
		}
		// While paused the caption stays: nothing may change on the screen by itself.
		const isNews = now - this.#captionSince < CAPTION_MS || this.#state.pace === 'paused';
		return isNews ? (captions.at(-1)?.text ?? null) : null;
	}

	#makeView(): View {
		return {
			session: this.#session,
			state: this.#state,
			look: this.#look,
			columns: this.#columns,
			rows: this.#rows,
			events: this.events,
			presets: () => this.host.presets(),
			readOnly: this.readOnly,
			alike: findAlike(this.#session.runs),
			caption: this.#caption(),
			// Of a session that stands still no speed is reached.
			reachedSpeed: this.#state.pace === 'running' ? this.#reachedSpeed : null,
		};
	}
}
