// Goal: a knob is written in place, in one call, and every refusal of the system comes back by its name. Method: files
// and folders that stand for sysfs; what the kernel itself refuses was seen on a real one.

import {mkdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {afterAll, expect, it} from 'vitest';
import {writeSysfs} from '../../../source/cli/files/sysfs-file.js';
import {workFolder} from '../program.js';

const work = workFolder();
afterAll(work.remove);

it('writes the value and a newline over what is there', async () => {
	const file = work.file('run', '0\n');
	await expect(writeSysfs(file, '1')).resolves.toBeNull();
	expect(readFileSync(file, 'utf8')).toBe('1\n');
});

it('never makes a file, and says what the system says', async () => {
	await expect(writeSysfs(path.join(work.folder, 'none'), '1')).resolves.toBe('ENOENT');
	const folder = path.join(work.folder, 'folder');
	mkdirSync(folder);
	await expect(writeSysfs(folder, '1')).resolves.toBe('EISDIR');
	await expect(writeSysfs('/dev/full', '1')).resolves.toBe('ENOSPC');
});
