import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';

/** An import points only to a lower layer or stays inside its own folder; docs/architecture.md says why. */
const layers: ReadonlyArray<readonly string[]> = [
	['formats', 'keymap', 'parsers'],
	['inputs', 'store', 'terminal', 'history', 'config'],
	['build', 'analyses'],
	['reports', 'collection'],
	['workers'],
	['sessions'],
	['view-models'],
	['views'],
	['gallery'],
	['commands'],
	['cli'],
];
const layerOf = new Map(layers.flatMap((folders, layer) => folders.map((folder) => [folder, layer] as const)));

type SourceFile = {
	readonly name: string;
	readonly folder: string;
	readonly text: string;
	readonly imports: readonly string[];
};

const files: readonly SourceFile[] = readdirSync('source', {recursive: true, encoding: 'utf8'})
	.filter((name) => /\.tsx?$/.test(name))
	.map((name) => {
		const text = readFileSync(path.join('source', name), 'utf8');
		return {name, folder: folderOf(name), text, imports: importsOf(text)};
	});

test('there are sources to look at', (t) => {
	t.true(files.length > 20);
	t.true(files.some(({imports}) => imports.length > 0));
});

test('every folder has its layer', (t) => {
	const unknown = files.filter(({folder}) => !layerOf.has(folder)).map(({name}) => name);
	t.deepEqual(unknown, []);
});

test('imports point to a lower layer or stay in their folder', (t) => {
	const wrong = files.flatMap(({name, folder, imports}) =>
		imports
			.filter((target) => target.startsWith('.'))
			.map((target) => folderOf(path.join(path.dirname(name), target)))
			.filter((target) => target !== folder && !(layer(target) < layer(folder)))
			.map((target) => `${name} imports from ${target}`),
	);
	t.deepEqual(wrong, []);
});

test('relative imports name the file that will be there when it is translated', (t) => {
	const wrong = files.flatMap(({name, imports}) =>
		imports.filter((target) => target.startsWith('.') && !target.endsWith('.js')).map((target) => `${name}: ${target}`),
	);
	t.deepEqual(wrong, []);
});

test('files are named for their idea and small', (t) => {
	const vague = files.filter(({name}) => /(^|[/-])(utils?|helpers?|types|common|misc|manager)\.tsx?$/.test(name));
	t.deepEqual(
		vague.map(({name}) => name),
		[],
	);
	const capital = files.filter(({name}) => !/^[a-z0-9-]+(\/[a-z0-9-]+)*(\.(worker|program))?\.tsx?$/.test(name));
	t.deepEqual(
		capital.map(({name}) => name),
		[],
	);
	const long = files.filter(({text}) => text.split('\n').length > 301).map(({name}) => name);
	t.deepEqual(long, []);
});

test('no clock and no terminal where time and size are parameters', (t) => {
	const pure = new Set(['formats', 'keymap', 'parsers', 'build', 'analyses', 'reports', 'view-models', 'views']);
	const pattern =
		/\b(Date\.now|new Date\(\)|performance\.now|process\.hrtime|process\.stdout|process\.stderr|setTimeout|setInterval)\b/;
	t.deepEqual(
		found(({folder}) => pure.has(folder), pattern),
		[],
	);
});

test('Ink is imported by views, commands and gallery only', (t) => {
	const allowed = new Set(['views', 'commands', 'gallery']);
	const wrong = files.filter(({folder, imports}) => !allowed.has(folder) && imports.includes('ink'));
	t.deepEqual(
		wrong.map(({name}) => name),
		[],
	);
});

test('blessed has one door', (t) => {
	const wrong = files.filter(
		({name, imports}) => !name.startsWith('views/charts/') && imports.some((target) => target.startsWith('blessed')),
	);
	t.deepEqual(
		wrong.map(({name}) => name),
		[],
	);
});

/** @returns `file: match` for each chosen file in whose code (comments left out) the pattern occurs. */
function found(chosen: (file: SourceFile) => boolean, pattern: RegExp): string[] {
	return files.filter(chosen).flatMap(({name, text}) => {
		const match = pattern.exec(withoutComments(text));
		return match === null ? [] : [`${name}: ${match[0].trim()}`];
	});
}

/** `views/charts/line.ts` → `views`; a file that stands alone one level up is its own folder: `cli.tsx` → `cli`. */
function folderOf(name: string): string {
	const [first = ''] = name.split(path.sep);
	return first.replace(/\.(tsx?|js)$/, '');
}

function layer(folder: string): number {
	return layerOf.get(folder) ?? Number.NaN;
}

function importsOf(text: string): string[] {
	const code = withoutComments(text);
	const fixed = [...code.matchAll(/^(?:import|export)\b[^'";=]*?(?:from\s*)?'([^']+)';/gm)];
	const lazy = [...code.matchAll(/\bimport\('([^']+)'\)/g)];
	return [...fixed, ...lazy].map(([, target]) => target ?? '');
}

function withoutComments(text: string): string {
	return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1');
}
