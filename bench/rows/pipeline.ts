import {cpSync, mkdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {type Lab, labEnvironment, openLab} from '../../test/nix/lab.js';
import {installedNixVersions} from '../../test/nix/nix-version.js';
import {Pty} from '../../test/pty/pty.js';
import {milliseconds, times} from '../figures.js';
import {nixObstacle} from '../obstacles.js';
import type {Benchmark, Row} from '../row.js';
import {median, ratioInterval} from '../statistics.js';
import {columns, nixscope, rows} from '../terminal.js';

const pairCount = 9;

type PipelineCase = {
	readonly name: string;
	readonly what: string;
	/** Arguments of `nix build` without the salt. */
	readonly installable: string;
	/** Upper end of the interval of our wall time over that of `cat`. */
	readonly limit: number;
	/** Of our CPU time over Nix's. */
	readonly cpuLimit: number | undefined;
};

const cases: readonly PipelineCase[] = [
	{
		name: 'graph',
		what: 'a graph of 60 builds',
		installable: '-f /nix/home/bench/graph.nix',
		limit: 1.05,
		cpuLimit: undefined,
	},
	{
		name: 'flood',
		what: 'one build that prints 500,000 lines',
		installable: '-f /nix/home/packages/cases.nix flood',
		limit: 1.1,
		cpuLimit: 0.5,
	},
];

export const pipelineBenchmarks: readonly Benchmark[] = cases.map((pipelineCase) => ({
	name: pipelineCase.name,
	obstacle: nixObstacle,
	run: () => measure(pipelineCase),
}));

/** All in milliseconds; CPU is that of a process and what it has waited for, so Nix's has the builders in it. */
type RunTimes = {readonly wallMs: number; readonly nixCpuMs: number; readonly readerCpuMs: number};

async function measure(pipelineCase: PipelineCase): Promise<Row[]> {
	const {what, limit, cpuLimit} = pipelineCase;
	const lab = openLab(installedNixVersions().at(-1)!);
	try {
		mkdirSync(path.join(lab.nix, 'home/bench'));
		cpSync('bench/derivations', path.join(lab.nix, 'home/bench'), {recursive: true});
		const ours: RunTimes[] = [];
		const theirs: RunTimes[] = [];
		// Fills the caches.
		await runPipeline(lab, pipelineCase, nixscope, 'first');
		// Within pairs the order changes.
		for (let pair = 0; pair < pairCount; pair++) {
			const runOurs = () => runPipeline(lab, pipelineCase, nixscope, `ours-${pair}`);
			const runTheirs = () => runPipeline(lab, pipelineCase, 'cat >/dev/null', `theirs-${pair}`);
			const [first, second] = pair % 2 === 0 ? [runOurs, runTheirs] : [runTheirs, runOurs];
			const times = [await first(), await second()];
			ours.push(times[pair % 2]!);
			theirs.push(times[1 - (pair % 2)]!);
		}

		const ratio = ratioInterval(ours.map(({wallMs}, pair) => [wallMs, theirs[pair]!.wallMs]));
		const middle = (runs: readonly RunTimes[], key: keyof RunTimes) => median(runs.map((run) => run[key]));
		const cpuShare = middle(ours, 'readerCpuMs') / middle(ours, 'nixCpuMs');
		return [
			{
				what: `\`nix build … |& nixscope\` against \`|& cat\`, ${what}`,
				measured: `${milliseconds(middle(ours, 'wallMs'))} against ${milliseconds(middle(theirs, 'wallMs'))}; ${pairCount} pairs, mean ${times(ratio.middle)}, 95 % up to`,
				value: times(ratio.upper),
				target: `≤ ${times(limit)}`,
				isReached: ratio.upper <= limit,
			},
			{
				what: '… CPU of nixscope over that of Nix and its builders',
				measured: `${milliseconds(middle(ours, 'readerCpuMs'))} over ${milliseconds(middle(ours, 'nixCpuMs'))}; cat ${milliseconds(middle(theirs, 'readerCpuMs'))}`,
				value: times(cpuShare),
				target: cpuLimit === undefined ? 'stated' : `≤ ${times(cpuLimit)}`,
				isReached: cpuLimit === undefined ? undefined : cpuShare <= cpuLimit,
			},
		];
	} finally {
		lab.close();
	}
}

async function runPipeline(lab: Lab, {installable}: PipelineCase, reader: string, salt: string): Promise<RunTimes> {
	const script = `
		mount --bind '${lab.nix}' /nix && cd '${lab.scratch}' || exit 1
		TIMEFORMAT='%R %U %S'
		{ time { { time nix build ${installable} --argstr salt ${salt} --no-link --log-format internal-json -v 2>&1; } 2>nix.time |
			{ time ${reader} 2>&3; } 3>&2 2>reader.time; }; } 2>wall.time
	`;
	const pty = await Pty.start(['unshare', '-m', 'bash', '-c', script], {
		columns,
		rows,
		patienceMs: 120_000,
		env: {NODE_OPTIONS: undefined, ...labEnvironment(lab.version), TERM: 'xterm-256color'},
	});
	const {exitCode} = await pty.exited;
	const text = await pty.text();
	pty.dispose();
	const read = (name: string) =>
		readFileSync(path.join(lab.scratch, `${name}.time`), 'utf8')
			.trim()
			.split(/\s+/)
			.map(Number);
	const [wall = Number.NaN] = read('wall').slice(-3);
	const [, nixUser = Number.NaN, nixSystem = Number.NaN] = read('nix').slice(-3);
	const [, readerUser = Number.NaN, readerSystem = Number.NaN] = read('reader').slice(-3);
	if (exitCode !== 0 || Number.isNaN(wall + nixUser + readerUser)) {
		throw new Error(`nix build ended with ${exitCode}: ${text.slice(-500)}`);
	}

	return {wallMs: wall * 1000, nixCpuMs: (nixUser + nixSystem) * 1000, readerCpuMs: (readerUser + readerSystem) * 1000};
}
