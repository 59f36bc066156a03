import type {ParsedDerivation} from '../parsers/derivation.js';
import type {MutableBuild} from './mutable-build.js';
import type {MutableTransfer} from './mutable-transfer.js';

/** Derivations outside the run that are read only to learn which download belongs to which build. */
const MAXIMUM_OUTSIDE_DERIVATIONS = 20_000;

/**
 * The edges between the builds of a run, from their .drv files as these are read, in any order. Inputs that are not
 * part of the run (valid already, or substituted) leave no edge; a substituted one is found by its output path, for
 * which its own .drv has to be read too.
 */
export class DependencyGraph {
	/** Derivation paths to read, oldest first; the session takes them in batches. */
	readonly #wanted: string[] = [];
	#wantedHead = 0;
	readonly #builds = new Map<string, MutableBuild>();
	readonly #transfers = new Map<string, MutableTransfer>();
	/** Input derivations that are not builds of this run, with the builds that need them. */
	readonly #outsideDependents = new Map<string, MutableBuild[]>();
	/** Output paths of those, once read. */
	readonly #outsideOutputs = new Map<string, MutableBuild[]>();
	readonly #outputs = new Map<string, MutableBuild>();
	#outsideQueued = 0;
	#hasDownloads = false;

	/** The next derivations whose content would help, at most `limit`; each is handed out once. */
	takeWanted(limit: number): string[] {
		const batch = this.#wanted.slice(this.#wantedHead, this.#wantedHead + limit);
		this.#wantedHead += batch.length;
		if (this.#wantedHead === this.#wanted.length) {
			this.#wanted.length = 0;
			this.#wantedHead = 0;
		}

		return batch;
	}

	/** @param path The derivation path, or a resolved one that stands for the same build. */
	addBuild(path: string, build: MutableBuild): void {
		this.#builds.set(path, build);
		if (path === build.derivationPath) {
			this.#wanted.push(path);
		}

		const dependents = this.#outsideDependents.get(path);
		if (dependents !== undefined) {
			this.#outsideDependents.delete(path);
			for (const dependent of dependents) {
				connect(dependent, build);
			}
		}
	}

	build(derivationPath: string): MutableBuild | undefined {
		return this.#builds.get(derivationPath);
	}

	/** The build that makes an output path, once its derivation has been read. */
	buildOfOutput(outputPath: string): MutableBuild | undefined {
		return this.#outputs.get(outputPath);
	}

	addTransfer(transfer: MutableTransfer): void {
		if (transfer.kind !== 'download') {
			return;
		}

		this.#transfers.set(transfer.path, transfer);
		if (!this.#hasDownloads) {
			this.#hasDownloads = true;
			for (const path of this.#outsideDependents.keys()) {
				this.#wantOutside(path);
			}
		}

		for (const dependent of this.#outsideOutputs.get(transfer.path) ?? []) {
			attach(transfer, dependent);
		}
	}

	/** @returns The build whose edges are now known; undefined for a derivation outside the run. */
	addDerivation(path: string, derivation: ParsedDerivation): MutableBuild | undefined {
		const build = this.#builds.get(path);
		if (build === undefined) {
			this.#addOutsideDerivation(path, derivation);
			return undefined;
		}

		if (build.hasGraph) {
			return undefined;
		}

		build.hasGraph = true;
		build.system = derivation.system;
		build.outputs = derivation.outputs;
		for (const output of derivation.outputs) {
			if (output.path !== undefined) {
				this.#outputs.set(output.path, build);
			}
		}

		for (const input of derivation.inputDerivations) {
			const inputBuild = this.#builds.get(input.path);
			if (inputBuild !== undefined) {
				connect(build, inputBuild);
				continue;
			}

			const others = this.#outsideDependents.get(input.path);
			if (others === undefined) {
				this.#outsideDependents.set(input.path, [build]);
				if (this.#hasDownloads) {
					this.#wantOutside(input.path);
				}
			} else {
				others.push(build);
			}
		}

		for (const source of derivation.inputSources) {
			const transfer = this.#transfers.get(source);
			if (transfer !== undefined) {
				attach(transfer, build);
			}
		}

		return build;
	}

	#addOutsideDerivation(path: string, derivation: ParsedDerivation): void {
		const dependents = this.#outsideDependents.get(path);
		if (dependents === undefined) {
			return;
		}

		for (const output of derivation.outputs) {
			if (output.path === undefined) {
				continue;
			}

			this.#outsideOutputs.set(output.path, dependents);
			const transfer = this.#transfers.get(output.path);
			if (transfer !== undefined) {
				for (const dependent of dependents) {
					attach(transfer, dependent);
				}
			}
		}
	}

	#wantOutside(path: string): void {
		if (this.#outsideQueued < MAXIMUM_OUTSIDE_DERIVATIONS) {
			this.#outsideQueued++;
			this.#wanted.push(path);
		}
	}
}

function connect(dependent: MutableBuild, input: MutableBuild): void {
	// The inputs of a derivation are distinct, so no edge comes twice.
	if (dependent !== input) {
		dependent.inputs.push(input);
		input.dependents.push(dependent);
	}
}

function attach(transfer: MutableTransfer, build: MutableBuild): void {
	if (!transfer.dependents.includes(build)) {
		transfer.dependents.push(build);
		build.inputTransfers.push(transfer);
	}
}
