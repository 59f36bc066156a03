import type {ExecutionContext} from 'ava';
import fc from 'fast-check';
import {analyse} from '../../../source/analyses/analyse.js';
import type {StoreAnalysis} from '../../../source/analyses/store-analysis.js';
import type {KeepSettings} from '../../../source/store/store-graph.js';
import type {StoreReading} from '../../../source/store/store-reading.js';
import {openReading} from '../../../source/workers/open-reading.js';
import {requires} from '../../requirements.js';
import {installedNixVersions} from '../nix-version.js';
import {nixLab} from '../requirements.js';
import {closureOf, livePaths, narSizeBetween} from './brute-force.js';
import {isHolding, type RandomStore, randomStores} from './random-store.js';
import {makeEmptyStore, type RelocatedStore} from './relocated-store.js';
import {parsePaths, parseRoots, sections} from './truth.js';

/** Of each version; together the 200 that a run of CI promises. Versions run side by side. */
const storesOfEach = Number(process.env.NIXSCOPE_RANDOM_STORES ?? 70);
const mostMs = 60_000;
const seed = Number(process.env.NIXSCOPE_SEED ?? Date.now() % 1e9);

const allSettings: readonly KeepSettings[] = [false, true].flatMap((keepOutputs) =>
	[false, true].map((keepDerivations) => ({keepOutputs, keepDerivations})),
);

for (const version of installedNixVersions()) {
	requires(...nixLab)(`random stores, Nix ${version.text}`, async (t) => {
		const empty = await makeEmptyStore(version);
		let count = 0;
		try {
			await fc.assert(
				fc.asyncProperty(randomStores, fc.nat(), async (store, choice) => {
					const placed = empty.fill(store);
					try {
						await compare(t, store, placed, choice);
						count++;
					} finally {
						placed.close();
					}
				}),
				{numRuns: storesOfEach, seed, interruptAfterTimeLimit: mostMs, maxSkipsPerRun: 0},
			);
		} finally {
			empty.close();
		}

		t.log(`${count} stores, seed ${seed}`);
		t.true(count > 0);
	});
}

async function compare(t: ExecutionContext, store: RandomStore, placed: RelocatedStore, choice: number) {
	const reading = await openReading(placed.address, {environment: {}, onProgress() {}, withEntries: true});
	const chosenRoot = store.roots.length === 0 ? undefined : choice % store.roots.length;
	const chosenPath = choice % store.paths.length;
	const chosenSettings = allSettings[choice % allSettings.length]!;
	const truth = await askNix(store, placed, {chosenRoot, chosenPath, chosenSettings, choice});
	const full = (place: number) => reading.graph.names.path(place);
	const equal = (ours: Iterable<string>, theirs: Iterable<string>, what: string) =>
		assertEqual(t, [...ours].sort(), [...theirs].sort(), what);

	equal(
		reading.roots.roots.filter(({state}) => state === 'live').map(({link, target}) => `${link} -> ${target}`),
		parseRoots(truth.get('roots') ?? '').map(({link, target}) => `${link} -> ${target}`),
		'roots',
	);
	for (const [number, settings] of allSettings.entries()) {
		const words = `keep-outputs ${settings.keepOutputs}, keep-derivations ${settings.keepDerivations}`;
		const analysis = analyse({...reading, settings});
		const live = store.paths.flatMap((_, place) => (analysis.live[place] === 1 ? [full(place)] : []));
		equal(
			[...livePaths(store, settings)].map(full),
			parsePaths(truth.get(`live${number}`) ?? ''),
			`model: live, ${words}`,
		);
		equal(live, parsePaths(truth.get(`live${number}`) ?? ''), `live, ${words}`);
		compareWithBruteForce(t, store, reading, analysis, settings, placed.links, words);
		if (settings !== chosenSettings) continue;
		const dead = store.paths.flatMap((_, place) => (analysis.live[place] === 1 ? [] : [full(place)]));
		const unregistered = (reading.unregistered ?? []).map((name) => `${placed.address.storeDirectory}/${name}`);
		if (truth.has('dead')) equal([...dead, ...unregistered], parsePaths(truth.get('dead') ?? ''), `dead, ${words}`);
		if (chosenRoot === undefined || !truth.has('without')) continue;
		const left = new Set(parsePaths(truth.get('without') ?? ''));
		const sizeOf = new Map(store.paths.map(({narSize}, place) => [full(place), narSize ?? 0]));
		const gone = live.filter((name) => !left.has(name));
		const retained = rootsAt(reading, placed.links[chosenRoot]!).map((root) => analysis.rootRetainedSize(root));
		assertEqual(
			t,
			retained[0] ?? 0,
			gone.reduce((sum, name) => sum + (sizeOf.get(name) ?? 0), 0),
			`retained by ${placed.links[chosenRoot]}, ${words}`,
		);
	}

	if (!truth.has('referrers')) return;
	const analysis = analyse(reading);
	equal([...analysis.closure(chosenPath)].map(full), parsePaths(truth.get('requisites') ?? ''), 'requisites');
	const {offsets, targets} = reading.graph.referrers;
	const referrers = [...targets.subarray(offsets[chosenPath], offsets[chosenPath + 1])].map(full);
	const self = store.paths[chosenPath]!.refersToItself ? [full(chosenPath)] : [];
	equal([...referrers, ...self], parsePaths(truth.get('referrers') ?? ''), 'referrers');
}

/** All that Nix is asked of one store, in one shell; what changes the store most comes last. */
async function askNix(
	store: RandomStore,
	placed: RelocatedStore,
	{
		chosenRoot,
		chosenPath,
		chosenSettings,
		choice,
	}: {
		readonly chosenRoot: number | undefined;
		readonly chosenPath: number;
		readonly chosenSettings: KeepSettings;
		readonly choice: number;
	},
): Promise<Map<string, string>> {
	const options = ({keepOutputs, keepDerivations}: KeepSettings) =>
		`--option keep-outputs ${keepOutputs} --option keep-derivations ${keepDerivations} 2> errors`;
	const path = `${placed.address.storeDirectory}/${store.paths[chosenPath]!.baseName}`;
	const questions: Array<readonly [string, string]> = [
		['roots', 'nix-store --gc --print-roots 2> errors'],
		...allSettings.map(
			(settings, number) => [`live${number}`, `nix-store --gc --print-live ${options(settings)}`] as const,
		),
	];
	// Starting Nix is what takes time: of the rest each store gets one.
	if (choice % 3 === 0) {
		questions.push(['dead', `nix-store --gc --print-dead ${options(chosenSettings)}`]);
	} else if (choice % 3 === 1 && chosenRoot !== undefined) {
		// A link that dangled is gone by now.
		questions.push([
			'without',
			`rm -f '${placed.links[chosenRoot]}'; nix-store --gc --print-live ${options(chosenSettings)}`,
		]);
	} else {
		questions.push(
			['requisites', `nix-store -q --requisites ${path}`],
			['referrers', `nix-store -q --referrers ${path}`],
		);
	}

	const text = await placed.ask(questions.map(([name, command]) => `echo '== ${name}'; ${command}`).join('\n'));
	return new Map(sections(text).map(({name, text}) => [name, text]));
}

/** Retained sizes, dominators, roots and chains, against taking each path or root away and walking again. */
function compareWithBruteForce(
	t: ExecutionContext,
	store: RandomStore,
	reading: StoreReading,
	analysis: StoreAnalysis,
	settings: KeepSettings,
	links: readonly string[],
	words: string,
): void {
	const live = livePaths(store, settings);
	const dominated = new Map<number, number[]>();
	for (const place of live) {
		const rest = livePaths(store, settings, {path: place});
		assertEqual(
			t,
			analysis.retainedSize(place),
			narSizeBetween(store, live, rest),
			`retained by path ${place}, ${words}`,
		);
		for (const gone of live) {
			if (!rest.has(gone) && gone !== place) dominated.set(gone, [...(dominated.get(gone) ?? []), place]);
		}
	}

	const holding = store.roots.flatMap((root, number) => (isHolding(root) ? [number] : []));
	const soleHolder = new Map<number, number>();
	for (const number of holding) {
		const rest = livePaths(store, settings, {roots: new Set([number])});
		const [root] = rootsAt(reading, links[number]!);
		assertEqual(
			t,
			analysis.rootRetainedSize(root!),
			narSizeBetween(store, live, rest),
			`retained by root ${number}, ${words}`,
		);
		for (const gone of live) if (!rest.has(gone)) soleHolder.set(gone, root!);
	}

	for (const place of live) {
		const {paths, holder} = analysis.dominators(place);
		const expected = dominated.get(place) ?? [];
		assertEqual(t, [...paths].sort(), [...expected].sort(), `dominators of ${place}, ${words}`);
		assertEqual(
			t,
			holder && 'root' in holder ? holder.root : undefined,
			soleHolder.get(place),
			`holder of ${place}, ${words}`,
		);
		const onlyThese = (number: number) => new Set(holding.filter((other) => other !== number));
		const leading = holding.filter((number) => livePaths(store, settings, {roots: onlyThese(number)}).has(place));
		assertEqual(
			t,
			[...analysis.rootsHolding(place)].sort(),
			leading.map((number) => rootsAt(reading, links[number]!)[0]!).sort(),
			`roots holding ${place}, ${words}`,
		);
	}

	const half = new Set(holding.filter((_, position) => position % 2 === 0));
	const freed = analysis.freedBy([...half].map((number) => rootsAt(reading, links[number]!)[0]!));
	const rest = livePaths(store, settings, {roots: half});
	assertEqual(t, freed.narSize, narSizeBetween(store, live, rest), `freed together, ${words}`);
	assertEqual(
		t,
		[...freed.ids].sort(),
		[...live].filter((place) => !rest.has(place)).sort(),
		`paths freed together, ${words}`,
	);
	const sizes = analysis.closureSizes(store.paths.map((_, place) => place));
	for (const place of store.paths.keys()) {
		const size = narSizeBetween(store, closureOf(store, place), new Set());
		assertEqual(t, [analysis.closureSize(place), sizes[place]], [size, size], `closure size of ${place}`);
	}
}

function rootsAt(reading: StoreReading, link: string): number[] {
	return reading.roots.roots.flatMap((root, number) => (root.link === link ? [number] : []));
}

/** Fails the property, so that it is made smaller; the last one tells what differs. */
function assertEqual(t: ExecutionContext, ours: unknown, theirs: unknown, what: string): void {
	const [left, right] = [JSON.stringify(ours), JSON.stringify(theirs)];
	if (left !== right) throw new Error(`${what}: nixscope has ${left}, Nix or brute force ${right}`);
	t.pass();
}
