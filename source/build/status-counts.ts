import type {BuildStatus} from './build.js';
import type {BuildCounts, TransferCounts} from './build-state.js';
import type {TransferStatus} from './transfer.js';

type Writable<T> = {-readonly [K in keyof T]: T[K]};

const fieldOfBuildStatus = {
	planned: 'waiting',
	waiting: 'waiting',
	running: 'running',
	built: 'built',
	failed: 'failed',
	cancelled: 'cancelled',
	'dependency-failed': 'dependencyFailed',
	interrupted: 'interrupted',
} as const satisfies Record<BuildStatus['name'], keyof BuildCounts>;

/** Totals kept with every change of a status, so that no screen ever counts builds. */
export class StatusCounts {
	readonly builds: Writable<BuildCounts> = {
		total: 0,
		waiting: 0,
		running: 0,
		built: 0,
		failed: 0,
		cancelled: 0,
		dependencyFailed: 0,
		interrupted: 0,
	};

	readonly downloads = emptyTransferCounts();
	readonly uploads = emptyTransferCounts();

	addBuild(status: BuildStatus): void {
		this.builds.total++;
		this.builds[fieldOfBuildStatus[status.name]]++;
	}

	moveBuild(from: BuildStatus, to: BuildStatus): void {
		this.builds[fieldOfBuildStatus[from.name]]--;
		this.builds[fieldOfBuildStatus[to.name]]++;
	}

	addTransfer(kind: 'download' | 'upload', status: TransferStatus): void {
		const counts = this.ofTransfers(kind);
		counts.total++;
		counts[status.name]++;
	}

	moveTransfer(kind: 'download' | 'upload', from: TransferStatus, to: TransferStatus): void {
		const counts = this.ofTransfers(kind);
		counts[from.name]--;
		counts[to.name]++;
	}

	ofTransfers(kind: 'download' | 'upload'): Writable<TransferCounts> {
		return kind === 'download' ? this.downloads : this.uploads;
	}
}

function emptyTransferCounts(): Writable<TransferCounts> {
	return {
		total: 0,
		planned: 0,
		running: 0,
		completed: 0,
		failed: 0,
		bytes: 0,
		expectedBytes: 0,
		wireBytes: 0,
		expectedWireBytes: 0,
	};
}
