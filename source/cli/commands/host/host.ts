// ksmtop host: this machine's own ksmd, live where there is a terminal for it, else as snapshots.

import {statSync} from 'node:fs';
import {join} from 'node:path';
import {KSM_FOLDER} from '../../../host/sample/sample.js';
import {sanitize} from '../../../scenario/base/text.js';
import type {Command} from '../../command-line/invocation.js';
import {refuseCast} from '../../terminal/screen-only.js';
import {terminalCapabilities} from '../../terminal/terminal-capabilities.js';
import {fileError, UsageError, wrongArgument} from '../../command-line/usage-error.js';
import {HostReader, ROOT} from './host-reader.js';
import {printSnapshots} from './snapshots.js';

/** Throws a UsageError where there is no KSM. */
function checkKsm(root: string): void {
	const folder = join(root, KSM_FOLDER);
	try {
		if (statSync(folder).isDirectory()) return;
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		if (code !== 'ENOENT' && code !== 'ENOTDIR') throw fileError('read', folder, error);
	}
	throw new UsageError(
		sanitize(
			`no KSM here: there is no ${folder} (a kernel without CONFIG_KSM, or a container that hides it)`,
		),
	);
}

/** Exit code 2 where there is no KSM, or for flags that contradict each other. */
export const host: Command = async (positionals, options) => {
	if (positionals.length > 0)
		throw wrongArgument('host', {message: 'takes no preset and no file', found: positionals[0]});
	const {root = ROOT, write} = options;
	if (write && options.root !== undefined)
		throw wrongArgument('--write', {message: 'writes knobs of this machine, not of a folder (--root)'});
	const wantsSnapshots = options.isFormatGiven || options.count !== undefined || options.output !== undefined;
	const isPlain = wantsSnapshots || terminalCapabilities(options).plain;
	if (write && isPlain)
		throw wrongArgument('--write', {message: 'is for the keys of the live view, and these are snapshots'});
	if (isPlain) refuseCast(options);
	checkKsm(root);
	const reader = new HostReader(root, {now: () => performance.now(), wall: () => Date.now()});
	if (isPlain) return printSnapshots(reader, options);
	return (await import('./live.js')).live(reader, options);
};
