// The stage of the test that runs: opened by it, closed after it, and what stands on its screen.

import {afterEach} from 'vitest';
import {createStage, type Stage, type StageOptions} from './stage.js';

export let stage: Stage;

export async function open(options: StageOptions = {}): Promise<void> {
	stage = await createStage(options);
}

afterEach(() => {
	stage.close();
});

/** A line of the screen, from 0. */
export const line = async (row: number): Promise<string> => (await stage.screen())[row] ?? '';

export const all = async (): Promise<string> => (await stage.screen()).join('\n');
