import {constants, zstdCompressSync, zstdDecompressSync} from 'node:zlib';
import {type Adjacency, reversed} from './adjacency.js';
import {pathTableOf} from './path-table.js';
import type {StoreGraph} from './store-graph.js';

const arrayTypes = {
	u8: Uint8Array,
	u32: Uint32Array,
	i32: Int32Array,
	f64: Float64Array,
} as const;

/** In this order in the file; numbers in little-endian order. */
const sectionTypes = {
	nameBytes: 'u8',
	nameLengths: 'u8',
	narSizes: 'f64',
	isSized: 'u8',
	registrationTimes: 'f64',
	refersToItself: 'u8',
	derivers: 'i32',
	referenceCounts: 'u32',
	references: 'u32',
	outputCounts: 'u32',
	outputs: 'u32',
} as const satisfies Record<string, keyof typeof arrayTypes>;

type SectionName = keyof typeof sectionTypes;
type Section<Name extends SectionName> = InstanceType<(typeof arrayTypes)[(typeof sectionTypes)[Name]]>;
type Sections = {readonly [Name in SectionName]: Section<Name>};

const sectionNames = Object.keys(sectionTypes) as SectionName[];

/** Elements and compressed bytes of each section. */
export type SectionSizes = ReadonlyArray<readonly [elements: number, bytes: number]>;

/** The numbers of a graph; what follows from them is not stored. */
export function packGraph(graph: StoreGraph): {readonly sizes: SectionSizes; readonly chunks: readonly Uint8Array[]} {
	const {names, references, outputs} = graph;
	const sections: Sections = {
		nameBytes: names.bytes as Uint8Array<ArrayBuffer>,
		nameLengths: Uint8Array.from(differences(names.offsets)),
		narSizes: graph.narSizes as Float64Array<ArrayBuffer>,
		isSized: graph.isSized as Uint8Array<ArrayBuffer>,
		registrationTimes: graph.registrationTimes as Float64Array<ArrayBuffer>,
		refersToItself: graph.refersToItself as Uint8Array<ArrayBuffer>,
		derivers: graph.derivers as Int32Array<ArrayBuffer>,
		referenceCounts: differences(references.offsets),
		references: references.targets as Uint32Array<ArrayBuffer>,
		outputCounts: differences(outputs.offsets),
		outputs: outputs.targets as Uint32Array<ArrayBuffer>,
	};
	const chunks = sectionNames.map((name) => compress(sections[name]));
	return {sizes: sectionNames.map((name, index) => [sections[name].length, chunks[index]!.length]), chunks};
}

/**
 * @param take Gives the next bytes of the file.
 * @throws Error when the sections do not make a graph.
 */
export function unpackGraph(storeDirectory: string, sizes: SectionSizes, take: (bytes: number) => Buffer): StoreGraph {
	const sections = Object.fromEntries(
		sectionNames.map((name, index) => {
			const [elements, bytes] = sizes[index]!;
			return [name, decompress(take(bytes), arrayTypes[sectionTypes[name]], elements)];
		}),
	) as unknown as Sections;
	const count = sections.nameLengths.length;
	const perPath = [
		'narSizes',
		'isSized',
		'registrationTimes',
		'refersToItself',
		'derivers',
		'referenceCounts',
	] as const;
	check([...perPath, 'outputCounts' as const].every((name) => sections[name].length === count));
	const names = pathTableOf(storeDirectory, sections.nameBytes, sums(sections.nameLengths, sections.nameBytes.length));
	const references = adjacency(sections.referenceCounts, sections.references);
	check(sections.derivers.every((deriver) => deriver >= -1 && deriver < count));
	return {
		names,
		narSizes: sections.narSizes,
		isSized: sections.isSized,
		registrationTimes: sections.registrationTimes,
		references,
		referrers: reversed(references),
		refersToItself: sections.refersToItself,
		derivers: sections.derivers,
		outputs: adjacency(sections.outputCounts, sections.outputs),
	};
}

function adjacency(counts: Uint32Array, targets: Uint32Array): Adjacency {
	check(targets.every((target) => target < counts.length));
	return {offsets: sums(counts, targets.length), targets};
}

function differences(offsets: Uint32Array): Uint32Array<ArrayBuffer> {
	const counts = new Uint32Array(offsets.length - 1);
	for (let index = 0; index < counts.length; index++) {
		counts[index] = offsets[index + 1]! - offsets[index]!;
	}

	return counts;
}

function sums(counts: Uint8Array | Uint32Array, total: number): Uint32Array {
	const offsets = new Uint32Array(counts.length + 1);
	let sum = 0;
	for (let index = 0; index < counts.length; index++) {
		sum += counts[index]!;
		offsets[index + 1] = sum;
	}

	check(sum === total);
	return offsets;
}

export function compress(array: ArrayBufferView): Buffer {
	return zstdCompressSync(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), {
		params: {[constants.ZSTD_c_checksumFlag]: 1},
	});
}

function decompress(
	bytes: Buffer,
	type: (typeof arrayTypes)[keyof typeof arrayTypes],
	elements: number,
): InstanceType<typeof type> {
	const byteLength = elements * type.BYTES_PER_ELEMENT;
	const plain = zstdDecompressSync(bytes, {maxOutputLength: Math.max(1, byteLength)});
	check(plain.length === byteLength);
	// A small buffer may stand anywhere in a shared one; numbers must stand at a multiple of their size.
	const own = plain.byteOffset % type.BYTES_PER_ELEMENT === 0 ? plain : new Uint8Array(plain);
	return new type(own.buffer as ArrayBuffer, own.byteOffset, elements);
}

function check(isRight: boolean): void {
	if (!isRight) {
		throw new Error('the sections do not fit each other');
	}
}
