import fc from 'fast-check';
import type {Root, RootKind} from '../../../source/store/root.js';
import type {StoreReading} from '../../../source/store/store-reading.js';
import {rootOf, type SmallPath, smallReading} from '../answers/small-store.js';

const names = [
	...['libclang-21.1.5', 'libclang-20.1.8', 'libclang-9.0', 'libclang-21.1.5-lib', 'libclang-20.1.8-lib', 'glibc-2.42'],
	...['glibc-2.40', 'libX11-1.8', 'libX11-1.10', 'hello-2.12.tar.gz', 'hello-2.12', 'hello-2.12.drv', 'source', 'bash'],
];
const kinds: readonly RootKind[] = ['result', 'direnv', 'process', 'nixos-generation', 'nixscope-hold'];

/** Small stores in which packages have several versions, with cycles, roots of all sorts, and unknown sizes and times. */
export const randomListStore: fc.Arbitrary<StoreReading> = fc
	.shuffledSubarray(names, {minLength: 1})
	.chain((chosen) => {
		const id = fc.nat(chosen.length - 1);
		const optional = (most: number) => fc.option(fc.nat(most), {nil: undefined, freq: 5});
		return fc.record({
			chosen: fc.constant(chosen),
			sizes: fc.array(optional(60), {minLength: chosen.length, maxLength: chosen.length}),
			times: fc.array(optional(4), {minLength: chosen.length, maxLength: chosen.length}),
			references: fc.array(fc.tuple(id, id), {maxLength: 3 * chosen.length}),
			derivers: fc.array(fc.tuple(id, id), {maxLength: 3}),
			roots: fc.array(
				fc.record({
					target: id,
					kind: fc.constantFrom(...kinds),
					pid: fc.integer({min: 1, max: 2}),
					isLive: fc.boolean(),
					isProtected: fc.boolean(),
					made: fc.option(fc.nat(3), {nil: null}),
					/** Several roots may have one link. */
					link: fc.nat(7),
				}),
				{maxLength: 6},
			),
			settings: fc.record({keepOutputs: fc.boolean(), keepDerivations: fc.boolean()}),
			isComplete: fc.boolean(),
		});
	})
	.map(({chosen, sizes, times, references, derivers, roots, settings, isComplete}) => {
		const deriverOf = new Map(derivers.filter(([from, to]) => from !== to));
		return smallReading({
			paths: Object.fromEntries(
				chosen.map((name, id): [string, SmallPath] => {
					const size = sizes[id];
					const registeredAt = times[id];
					const deriver = deriverOf.get(id);
					return [
						name,
						{
							...(size === undefined ? {} : {size}),
							...(registeredAt === undefined ? {} : {registeredAt}),
							...(deriver === undefined ? {} : {deriver: chosen[deriver]!}),
							references: [
								...new Set(references.filter(([from, to]) => from === id && to !== id).map(([, to]) => chosen[to]!)),
							],
							outputs: [...deriverOf].filter(([, from]) => from === id).map(([to]) => chosen[to]!),
						},
					];
				}),
			),
			roots: roots.map(({target, kind, pid, isLive, isProtected, made, link}, index): Root => {
				const process = kind === 'process' ? {pid, command: `/bin/program-${pid}`, user: 'anna'} : null;
				const place = process === null ? `/home/anna/result-${link}` : `/proc/${pid}/fd/${index}`;
				return rootOf(place, chosen[target]!, {
					kind,
					process,
					state: isLive ? 'live' : 'dangling',
					protected: isProtected && process === null,
					protection: isProtected && process === null ? 'the running system' : null,
					modifiedAt: made,
				});
			}),
			settings,
			unreadable: isComplete ? [] : ['/proc/7'],
		});
	});
