import {parentPort, workerData} from 'node:worker_threads';
import {measureFreed} from '../store/freed-space.js';
import {scanLinks} from '../store/link-farm.js';
import {nixVersionSource} from '../store/nix-version.js';
import {scanOptimise} from '../store/optimise-scan.js';
import {pathTableOf} from '../store/path-table.js';
import type {ScanWatch} from '../store/scan-watch.js';
import type {ScanAnswers} from './scan-client.js';
import type {FromScanWorker, ScanStart} from './scan-messages.js';

/** One scan, from its start to its answer. It is cancelled by ending the thread. */
const send = (message: FromScanWorker) => parentPort!.postMessage(message);
send({type: 'answer', answer: scan(workerData as ScanStart)});

function scan(start: ScanStart): ScanAnswers[keyof ScanAnswers] {
	const watch: ScanWatch = {onProgress: (progress) => send({type: 'progress', progress})};
	switch (start.kind) {
		case 'optimise':
			return scanOptimise(start.store, pathTableOf(start.store.storeDirectory, start.bytes, start.offsets), {
				...watch,
				nixVersion: nixVersionSource(start.environment),
			});
		case 'freed':
			return measureFreed({store: start.store, entries: start.baseNames.split('\0').slice(0, -1)}, watch);
		case 'links': {
			const {linkedFiles, savedBytes, folderDiskSize, unreadable} = scanLinks(start.store.realStoreDirectory, watch);
			return {linkedFiles, savedBytes, linksFolderSize: folderDiskSize, unreadable};
		}
	}
}
