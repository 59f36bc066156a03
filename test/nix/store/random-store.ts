import {createHash} from 'node:crypto';
import fc from 'fast-check';

/** A store that never was: paths by their place in the list, registered in that order. */
export type RandomStore = {
	readonly paths: readonly RandomPath[];
	readonly roots: readonly RandomRoot[];
	/** Names in the store's folder that the database does not know. */
	readonly unregistered: readonly string[];
};

export type RandomPath = {
	readonly baseName: string;
	readonly narSize: number | null;
	/** Places of other paths; all smaller than its own, as Nix registers them. */
	readonly references: readonly number[];
	readonly refersToItself: boolean;
	/** A place, a base name that is not valid, or none. A deriver that is valid lists the path among its outputs. */
	readonly deriver: number | string | null;
	/** Of a derivation: places, and base names that are not valid. */
	readonly outputs: ReadonlyArray<number | string>;
};

/** How a link leads to its target; only the first five hold it. */
export const rootForms = [
	'direct',
	'below',
	'indirect',
	'generation',
	'file',
	'dangling',
	'two-hops',
	'invalid',
] as const;

export type RandomRoot = {
	readonly form: (typeof rootForms)[number];
	/** The place of its target; for dangling and invalid ones nobody's. */
	readonly target: number;
};

export function isHolding({form}: RandomRoot): boolean {
	return form === 'direct' || form === 'below' || form === 'indirect' || form === 'generation' || form === 'file';
}

const choices = fc.record({
	kind: fc.constantFrom('derivation', 'output', 'output', 'output', 'source'),
	references: fc.array(fc.nat(), {maxLength: 4}),
	refersToItself: fc.boolean(),
	deriver: fc.option(fc.nat(), {freq: 6}),
	isDeriverGone: fc.nat(9).map((number) => number === 0),
	/** Derivations beside the deriver that list it, as those of a fixed output do. */
	otherDeriver: fc.option(fc.nat(), {freq: 1}),
	hasOutputThatIsNotBuilt: fc.boolean(),
	narSize: fc.option(fc.nat(1 << 30), {freq: 20}),
});

/** Stores of a few dozen paths: sources, derivations, outputs with their derivers, and links of every form. */
export const randomStores: fc.Arbitrary<RandomStore> = fc
	.record({
		paths: fc.array(choices, {minLength: 1, maxLength: 40, size: 'max'}),
		roots: fc.array(fc.record({form: fc.constantFrom(...rootForms), target: fc.nat()}), {maxLength: 10, size: 'max'}),
		unregistered: fc.nat(2),
	})
	.map(({paths, roots, unregistered}) => {
		const derivations = paths.flatMap(({kind}, place) => (kind === 'derivation' ? [place] : []));
		const chosenDerivation = (number: number | null) =>
			number === null || derivations.length === 0 ? null : derivations[number % derivations.length]!;
		const outputs = paths.map((): Array<number | string> => []);
		const made = paths.map((choice, place): RandomPath => {
			const {kind, references, refersToItself, narSize} = choice;
			const name = kind === 'derivation' ? `made-${place}.drv` : `${kind}-${place}`;
			const isOutput = kind === 'output';
			const recorded = isOutput ? chosenDerivation(choice.deriver) : null;
			const isGone = isOutput && choice.isDeriverGone;
			const listedBy = new Set(isOutput ? [isGone ? null : recorded, chosenDerivation(choice.otherDeriver)] : []);
			for (const derivation of listedBy) {
				if (derivation !== null) outputs[derivation]!.push(place);
			}

			if (kind === 'derivation' && choice.hasOutputThatIsNotBuilt) outputs[place]!.push(baseNameOf(`unbuilt-${place}`));
			return {
				baseName: baseNameOf(name),
				narSize,
				references: place === 0 ? [] : [...new Set(references.map((number) => number % place))],
				refersToItself: refersToItself && kind !== 'derivation',
				deriver: isGone ? baseNameOf(`gone-${place}.drv`) : recorded,
				outputs: outputs[place]!,
			};
		});
		return {
			paths: made,
			roots: roots.map(({form, target}) => ({form, target: target % paths.length})),
			unregistered: Array.from({length: unregistered}, (_, number) => baseNameOf(`unregistered-${number}`)),
		};
	});

const alphabet = '0123456789abcdfghijklmnpqrsvwxyz';

/** @returns `DIGEST-name`; the same digest for the same name. */
export function baseNameOf(name: string): string {
	const digest = [...createHash('sha256').update(name).digest()].map((byte) => alphabet[byte % 32]).join('');
	return `${digest}-${name}`;
}
