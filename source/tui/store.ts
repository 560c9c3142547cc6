// The state of the view: the session, the viewer's choices, and the listeners to both. React reads it through
// useSyncExternalStore; keys and the pump write it. It has no timers.

import type {Steps} from '../core/index.js';
import type {Effect} from '../session/notes.js';
import type {ViewedSession} from '../session/session.js';
import {firstChart} from './charts/definitions.js';
import {CaptionQueue} from './captions.js';
import {EventLog} from './event-log.js';
import type {Host} from './host.js';
import type {Look} from './look/text.js';
import {findAlike, type View} from './view.js';
import type {Units} from './look/numbers.js';
import {Tasks} from './tasks.js';
import type {PanelId} from './panel-ids.js';
import {initialState, type ViewState} from './view-state.js';

/** What the view starts with. */
export interface StoreOptions {
	/** The session that is shown first. */
	readonly session: ViewedSession;
	/** The services of the program around the view. */
	readonly host: Host;
	/** Theme and glyphs of the terminal. */
	readonly look: Look;
	/** Columns of the terminal. */
	readonly columns: number;
	/** Rows of the terminal. */
	readonly rows: number;
	/** Simulated seconds per second at the start; default the preset's. */
	readonly speed?: number | undefined;
	/** Whether knobs and forks are refused. */
	readonly readOnly: boolean;
	/** Frames per second, 0.5 to 30; default 4. */
	readonly framesPerSecond?: number;
	/** Unit of amounts of memory; default pages. */
	readonly units?: Units | undefined;
	/** Panels of the stage of a large terminal; default all. */
	readonly panels?: readonly PanelId[] | undefined;
	/** An error to show at the start, as from config.yaml. */
	readonly message?: string | undefined;
}

/** How long the line that says what happened stays, in wall-clock time while the session runs. */
const HAPPENED_MS = 8000;

/** Simulated seconds per second where a preset does not say. */
const DEFAULT_SPEED = 10;

const speedOf = (session: ViewedSession): number => session.requestedSpeed ?? DEFAULT_SPEED;

/** The state of the view. Changes are seen at the next publish(). */
export class Store {
	/** The services of the program around the view. */
	readonly host: Host;
	/** The log of the session that is shown. */
	readonly events = new EventLog();
	/** Work that takes longer than a key may wait. */
	readonly tasks: Tasks;
	/** Whether knobs and forks are refused. */
	readonly readOnly: boolean;
	#session: ViewedSession;
	#state: ViewState;
	#look: Look;
	#columns: number;
	#rows: number;
	#view: View;
	#reachedSpeed: number | null = null;
	readonly #captions = new CaptionQueue();
	#happened: {readonly text: string; readonly isEnd: boolean} | null = null;
	#happenedMs = 0;
	/** The newest effect of the timeline that was reported. */
	#effect: Effect | undefined;
	#clock = {ms: 0, wasRunning: false};
	readonly #listeners = new Set<() => void>();

	constructor(options: StoreOptions) {
		this.host = options.host;
		this.tasks = new Tasks(() => options.host.now());
		this.readOnly = options.readOnly;
		this.#session = options.session;
		this.#look = options.look;
		this.#columns = options.columns;
		this.#rows = options.rows;
		this.#state = initialState(
			options.speed ?? speedOf(options.session),
			options.session,
			firstChart(options.session),
		);
		const {framesPerSecond = this.#state.framesPerSecond, units = this.#state.units, panels = null} = options;
		this.set({framesPerSecond, units, panels});
		if (options.message !== undefined) this.set({message: {text: options.message, isError: true}});
		this.#clock.ms = options.host.now();
		this.#effect = options.session.effects.at(-1);
		this.#view = this.#makeView();
	}

	/** The session that is shown now. */
	get session(): ViewedSession {
		return this.#session;
	}

	/** The viewer's choices now, which the next publish() shows. */
	get state(): ViewState {
		return this.#state;
	}

	/** The frame of the last publish(). */
	get view(): View {
		return this.#view;
	}

	/** The theme and glyphs that the next publish() uses. */
	get look(): Look {
		return this.#look;
	}

	/** Changes what the viewer chose; shown at the next publish(). */
	set(changes: Partial<ViewState>): void {
		this.#state = {...this.#state, ...changes};
	}

	/** Changes theme or glyphs; shown at the next publish(). */
	setLook(look: Look): void {
		this.#look = look;
	}

	/** Sets the size of the terminal; shown at the next publish(). */
	resize(columns: number, rows: number): void {
		this.#columns = columns;
		this.#rows = rows;
	}

	/** Simulated seconds per second; null: the chosen speed is reached. */
	setReachedSpeed(factor: number | null): void {
		this.#reachedSpeed = factor;
	}

	/** Shows another session from its start. */
	replaceSession(session: ViewedSession): void {
		this.#session = session;
		this.#captions.clear();
		this.#happened = null;
		this.#effect = session.effects.at(-1);
		this.set({
			...initialState(speedOf(session), session, firstChart(session)),
			units: this.#state.units,
			framesPerSecond: this.#state.framesPerSecond,
			panels: this.#state.panels,
		});
	}

	/** Opens another session and shows it, or says why not. */
	async open(request: Parameters<Host['open']>[0]): Promise<void> {
		this.set({message: {text: 'setting up ...', isError: false}});
		const name = request.preset ?? this.#session.subject.name;
		const opening = await this.host.open(request);
		this.set({message: null});
		this.tasks.begin({
			steps: this.#showOpened(opening),
			what: () => `setting up ${name}`,
			cancel: () => this.set({message: {text: `${name} was not opened`, isError: false}}),
		});
		this.publish();
	}

	*#showOpened(opening: Awaited<ReturnType<Host['open']>>): Steps {
		const opened = 'problem' in opening ? opening : yield* opening;
		if ('problem' in opened) this.set({message: {text: opened.problem, isError: true}});
		else this.replaceSession(opened.session);
	}

	/** Changes the session: at once, or over several frames where that takes longer than a key may wait. Returns whether it is done. */
	change(steps: Steps, untilMs?: number): boolean {
		return this.tasks.begin({steps, what: () => this.#session.simulation?.doing ?? ''}, untilMs);
	}

	/** Makes a new frame and calls the listeners. */
	publish(): void {
		this.passTime();
		this.events.update(this.#session);
		this.#view = this.#makeView();
		for (const listener of this.#listeners) listener();
	}

	/** Calls `listener` after each publish(); returns what ends that. */
	subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	/** Ages captions and messages by the wall-clock time during which the session ran. Returns whether the caption has changed. */
	passTime(): boolean {
		const before = this.#captions.current;
		const now = this.host.now();
		const ms = this.#clock.wasRunning ? now - this.#clock.ms : 0;
		this.#clock = {ms: now, wasRunning: this.#state.pace !== 'paused'};
		this.#captions.update(this.#session.captions, ms);
		if (this.#state.ownSpeed) this.#captions.skip();
		this.#happenedMs += ms;
		this.#takeEffects();
		return this.#captions.current !== before;
	}

	/** Reports the latest effect of the timeline that is new, rather of the selected run; after a step back none is. */
	#takeEffects(): void {
		const {effects} = this.#session;
		const newest = effects.at(-1);
		const at = this.#effect === undefined ? -1 : effects.indexOf(this.#effect);
		const fresh = this.#effect !== undefined && at < 0 ? [] : effects.slice(at + 1);
		const {selected} = this.#state;
		const effect =
			fresh.findLast(({letter}) => letter === 'all' || letter.includes(selected)) ?? fresh.at(-1);
		if (effect !== undefined)
			this.report(effect.letter === 'all' ? effect.text : `${effect.letter}: ${effect.text}`);
		this.#effect = newest;
	}

	/** Shows the newest caption at once, as after a jump. */
	skipCaptions(): void {
		this.passTime();
		this.#captions.skip();
	}

	/** Simulated time is held until the caption on the screen has been read. */
	get isReading(): boolean {
		return this.#captions.isReading && this.#state.pace === 'running';
	}

	/** Shows in the line below the caption what a step, a knob or an action did. */
	report(text: string, isEnd = false): void {
		this.#happened = {text, isEnd};
		this.#happenedMs = 0;
	}

	/** Sets the speed that the preset has at this moment, as after a restart or a step back. */
	followPreset(): void {
		this.set({speed: speedOf(this.#session), ownSpeed: false});
	}

	#news(): View['happened'] {
		const isNews = this.#happenedMs < HAPPENED_MS || this.#state.pace === 'paused';
		return isNews ? this.#happened : null;
	}

	#makeView(): View {
		const session = this.#session;
		return {
			session,
			// Asked again each time: a key may replace them before the next frame.
			get runs() {
				return session.runs;
			},
			state: this.#state,
			look: this.#look,
			columns: this.#columns,
			rows: this.#rows,
			events: this.events,
			presets: () => this.host.presets(),
			readOnly: this.readOnly,
			alike: findAlike(session.runs),
			caption: this.#captions.current,
			isReading: this.isReading,
			happened: this.#news(),
			underWay: this.tasks.underWay,
			// A paused session has no speed.
			reachedSpeed: this.#state.pace === 'running' ? this.#reachedSpeed : null,
		};
	}
}
