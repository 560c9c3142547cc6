// Goal: --wall-limit ends a run that would not end for long, with a report of what there is and exit code 1, and changes
// nothing of one that ends earlier. Method: the built program, an endless condition, and one that is met at once.

import {expect, it} from 'vitest';
import {expectRefusal, ksmtop} from './program.js';

it('ends a run with a report of what there is', async () => {
	const endless = ['run', 'unique', '--until', 'time>=100d', '--limit', '101d', '--format', 'json'];
	const {code, stdout, stderr} = await ksmtop(...endless, '--wall-limit', '200ms');
	expect(code).toBe(1);
	expect(stderr).toMatch(/^ksmtop: --wall-limit reached/m);
	expect(JSON.parse(stdout)).toMatchObject({ended_by: 'interrupted', preset: 'unique'});
});

it('leaves a run alone that ends earlier', async () => {
	const quick = ['run', 'unique', '--until', 'full_scans>=1'];
	const [limited, free] = await Promise.all([ksmtop(...quick, '--wall-limit', '20d'), ksmtop(...quick)]);
	expect(limited).toEqual(free);
});

it('takes a duration', async () => {
	expectRefusal(await ksmtop('run', 'unique', '--wall-limit', 'soon'), /--wall-limit: not a duration/);
});
