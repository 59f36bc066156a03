import {createRandom, storePath} from './random.js';
import {type Activity, RecordWriter} from './records.js';

const atOnce = 16;
const phases = ['unpackPhase', 'configurePhase', 'buildPhase', 'installPhase', 'fixupPhase'];

/** Some lines of compilers and test runners, some with colours and quotes, which are escapes in JSON. */
const lineForms = [
	(line: number) => `[${line}/360] Building CXX object js/src/vm/CMakeFiles/vm.dir/Interpreter-${line}.cpp.o`,
	(line: number) =>
		`gcc -O2 -g -fPIC -fstack-protector-strong -Wformat -Iinclude -Isrc -c src/unit-${line}.c -o build/unit-${line}.o`,
	(line: number) =>
		`src/unit-${line}.c:${line}:11: \u001B[1;33mwarning:\u001B[0m unused variable \u001B[1m'value'\u001B[0m [-Wunused-variable]`,
	(line: number) => `test "unit ${line}" ... ok`,
	(line: number) => `   Compiling style-${line} v0.0.1 (/build/firefox-145.0/servo/components/style)`,
];

/** 2,000 builds that print 720,000 lines, 16 at a time: 106 MB. */
export function buildLogs(write: (line: string) => void, buildCount = 2000, linesPerBuild = 360): void {
	const records = new RecordWriter(write);
	const random = createRandom(2);
	const paths = Array.from({length: buildCount}, (_, index) =>
		storePath(index, `package-${index}-2.${index % 30}.drv`),
	);
	records.message(3, `these ${buildCount} derivations will be built:`);
	for (const path of paths) {
		records.message(3, `  ${path}`);
	}

	const counter = records.start(104, {level: 0});
	const open: {readonly activity: Activity; lines: number}[] = [];
	let begun = 0;
	let done = 0;
	while (done < buildCount) {
		while (open.length < atOnce && begun < buildCount) {
			const path = paths[begun++]!;
			open.push({activity: records.start(105, {text: `building '${path}'`, fields: [path, '', 1, 1]}), lines: 0});
			records.progress(counter, done, buildCount, open.length);
		}

		const build = open[random(open.length)]!;
		for (let count = 1 + random(12); count > 0 && build.lines < linesPerBuild; count--) {
			if (build.lines % Math.ceil(linesPerBuild / phases.length) === 0) {
				records.phase(build.activity, phases[Math.floor((build.lines / linesPerBuild) * phases.length)]!);
			}

			records.logLine(build.activity, lineForms[build.lines % lineForms.length]!(build.lines++));
		}

		if (build.lines === linesPerBuild) {
			open.splice(open.indexOf(build), 1);
			done++;
			records.progress(counter, done, buildCount, open.length);
			records.stop(build.activity);
		}
	}

	records.stop(counter);
}
