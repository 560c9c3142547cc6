// The licences of what is bundled, as one file of the package: every package of which code is in a chunk is named with
// its version, its licence and the text of it. A package whose licence is not known stops the build.

import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';

interface Bundle {
	readonly [file: string]: {readonly type: 'asset' | 'chunk'; readonly moduleIds?: readonly string[]};
}

interface Context {
	emitFile(file: {type: 'asset'; fileName: string; source: string}): string;
}

interface Manifest {
	readonly name: string;
	readonly version: string;
	readonly license?: string;
	readonly author?: string | {readonly name: string};
}

const LICENSE_FILE = /^(?:licen[cs]es?|copying|notice)\b/i;

/** What the MIT licence of a package without a licence file says, after its copyright line. */
const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** The folders of a bundled module that may hold licences: its own (a package may bundle others itself) up to its package. */
function foldersOf(moduleId: string): {root: string; folders: string[]} | undefined {
	const inPackage = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(moduleId);
	if (!inPackage) return undefined;
	const root = inPackage[1];
	const folders: string[] = [];
	for (let folder = path.dirname(moduleId); folder.length > root.length; folder = path.dirname(folder))
		folders.push(folder);
	return {root, folders};
}

function licenseTexts(manifest: Manifest, folders: readonly string[]): string[] {
	const texts = folders.flatMap((folder) =>
		readdirSync(folder)
			.filter((name) => LICENSE_FILE.test(name))
			.sort()
			.map((name) => readFileSync(path.join(folder, name), 'utf8').trim()),
	);
	if (texts.length > 0) return texts;
	if (manifest.license !== 'MIT')
		throw new Error(`${manifest.name}: its licence (${manifest.license ?? 'none'}) comes without a text`);
	const {author} = manifest;
	const owner = typeof author === 'string' ? author : (author?.name ?? `the authors of ${manifest.name}`);
	return [`Copyright (c) ${owner}\n\n${MIT}`];
}

/** The plugin; writes `fileName` beside the chunks. */
export const licenses = (fileName: string) => ({
	name: 'licenses',
	generateBundle(this: Context, _options: unknown, bundle: Bundle): void {
		const packages = new Map<string, Set<string>>();
		for (const {moduleIds = []} of Object.values(bundle))
			for (const id of moduleIds) {
				const found = foldersOf(id);
				if (!found || !existsSync(path.join(found.root, 'package.json'))) continue;
				const folders = packages.get(found.root) ?? new Set([found.root]);
				for (const folder of found.folders) folders.add(folder);
				packages.set(found.root, folders);
			}
		const sections = [...packages].map(([root, folders]) => {
			const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;
			const heading = `${manifest.name} ${manifest.version} (${manifest.license ?? 'see below'})`;
			return [
				heading,
				'-'.repeat(heading.length),
				'',
				licenseTexts(manifest, [...folders]).join('\n\n'),
				'',
			].join('\n');
		});
		const opening =
			'ksmtop is bundled with the packages below. Its own licence is in LICENSE; theirs are these.\n';
		this.emitFile({type: 'asset', fileName, source: [opening, ...sections.sort()].join('\n')});
	},
});
