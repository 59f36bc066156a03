// PATH: reads the store that the environment names, and times what follows from it, one after the other.
import {analyse} from '../../source/analyses/analyse.js';
import {whyAnswer} from '../../source/analyses/answers/why.js';
import {storeAddress} from '../../source/store/address-of.js';
import {openReading} from '../../source/workers/open-reading.js';

const path = process.argv[2]!;
let begin = performance.now();
const lap = () => {
	const now = performance.now();
	const ms = now - begin;
	begin = now;
	return ms;
};
const address = storeAddress({store: undefined, snapshot: undefined}, process.env);
const reading = await openReading(address, {environment: process.env, onProgress() {}, withEntries: false});
const readMs = lap();
const analysis = analyse(reading);
const {liveCount} = analysis;
const roots = reading.roots.roots.map((_, root) => analysis.rootRetainedSize(root));
const analyseMs = lap();
const id = reading.graph.names.findBaseName(path.slice(path.lastIndexOf('/') + 1));
const chain = whyAnswer(analysis, id).shortestChain;
const firstWhyMs = lap();
whyAnswer(analysis, id - 1);
const nextWhyMs = lap();
console.log(
	JSON.stringify({
		readMs,
		analyseMs,
		firstWhyMs,
		nextWhyMs,
		way: reading.way,
		liveCount,
		chainLength: chain.length,
		retained: roots.reduce((sum, size) => sum + size, 0),
		mostResident: process.resourceUsage().maxRSS * 1024,
	}),
);
