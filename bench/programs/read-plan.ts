// COUNT: a plan of so many derivations, from its messages over the `.drv` files to the first frames of its tree.
import {BuildStateMachine} from '../../source/build/build-state-machine.js';
import {createActivityIdAllocator} from '../../source/parsers/activity-ids.js';
import {createNixLogParser} from '../../source/parsers/nix-log-parser.js';
import {monitorFrame} from '../../source/view-models/monitor-frame.js';
import {createMonitorMemory} from '../../source/view-models/monitor-memory.js';
import {initialUi} from '../../source/view-models/monitor-ui.js';
import {createPlan} from '../logs/plan.js';
import {RecordWriter} from '../logs/records.js';

const {log, derivations} = createPlan(Number(process.argv[2]));
const memory = createMonitorMemory();
const machine = new BuildStateMachine();
const parser = createNixLogParser({
	source: 0,
	ids: createActivityIdAllocator(),
	onEvent: (event) => machine.apply(event),
});

const planMs = measure(() => parser.push(Buffer.from(log), 1));
startOne();
const withoutGraphMs = measure(drawFrame);
const graphMs = measure(() => {
	for (let batch = machine.takeWantedDerivations(32); batch.length > 0; batch = machine.takeWantedDerivations(32)) {
		for (const path of batch) {
			const content = derivations.get(path);
			if (content !== undefined) {
				machine.addDerivation(path, content, 2);
			}
		}
	}
});
const firstFrameMs = measure(drawFrame);
// Nothing but a status changes from here on.
startOne();
const nextFrameMs = measure(drawFrame);
console.log(
	JSON.stringify({
		planMs,
		graphMs,
		withoutGraphMs,
		firstFrameMs,
		nextFrameMs,
		builds: machine.builds.length,
		edges: machine.builds.reduce((sum, {inputs}) => sum + inputs.length, 0),
	}),
);

function startOne(): void {
	const index = machine.builds.findIndex(({status}) => status.name === 'planned');
	const path = machine.builds[index]!.derivationPath;
	const records = new RecordWriter((line) => parser.push(Buffer.from(line), 2));
	records.start(105, {text: `building '${path}'`, fields: [path, '', 1, 1]});
}

function drawFrame(): void {
	const {lines} = monitorFrame({
		state: machine,
		logs: {line: () => ''},
		ui: {...initialUi, mode: 'full'},
		memory,
		size: {columns: 120, rows: 40},
		now: 3,
		theme: {ascii: false, colour: true},
		title: '',
	});
	if (lines.length < 30) {
		throw new Error(`a frame of ${lines.length} lines`);
	}
}

function measure(work: () => void): number {
	const begin = performance.now();
	work();
	return performance.now() - begin;
}
