import test from 'ava';
import {drv, out, Stream} from './stream.js';

test('a build whose counter rises before its stop is built', (t) => {
	const stream = new Stream();
	stream.plan('a-1');
	stream.realise();
	stream.start(10, 'a-1');
	stream.counters(0, 1, 1, 0);
	t.is(stream.state.buildCounts.running, 1);
	stream.counters(1, 1, 0, 0);
	t.is(stream.state.buildCounts.built, 1, 'the counter is right before the stop has come');
	t.is(stream.state.buildCounts.running, 0);
	stream.stop(10, 3, 2, 1);
	stream.finish(0);
	t.deepEqual(stream.statuses(), ['a-1 built']);
	t.is(stream.state.end?.outcome, 'succeeded');
});

test('siblings that only stop after a failure are cancelled, whatever the order of their stops', (t) => {
	for (const order of [
		[10, 11, 12],
		[12, 11, 10],
	]) {
		const stream = new Stream();
		stream.realise();
		stream.start(10, 'bad-1');
		stream.start(11, 'slow-1');
		stream.start(12, 'slow-2');
		stream.counters(0, 3, 3, 0);
		stream.counters(0, 3, 2, 1);
		stream.stop(...order);
		stream.stop(3, 2, 1);
		stream.error(`Cannot build '${drv('bad-1')}'.\n       Reason: builder failed with exit code 3.`);
		stream.finish(1);
		t.deepEqual(stream.statuses(), ['bad-1 failed exit-code', 'slow-1 cancelled', 'slow-2 cancelled']);
	}
});

test('an error that comes before the stop, as in 2.8, does not speak for a sibling', (t) => {
	const stream = new Stream();
	stream.realise();
	stream.start(10, 'bad-1');
	stream.start(11, 'slow-1');
	stream.counters(0, 2, 2, 0);
	stream.counters(0, 2, 1, 1);
	stream.error(`builder for '${drv('bad-1')}' failed due to signal 9 (Killed)`);
	stream.stop(11, 10, 3, 2, 1);
	stream.finish(1);
	t.deepEqual(stream.statuses(), ['bad-1 failed signal', 'slow-1 cancelled']);
});

test('a timeout that names no derivation belongs to the build whose counter rose', (t) => {
	const stream = new Stream();
	stream.realise();
	stream.start(10, 'hang-1');
	stream.counters(0, 1, 1, 0);
	stream.counters(0, 1, 0, 1);
	stream.stop(10);
	t.is(stream.state.buildCounts.failed, 1);
	stream.stop(3, 2, 1);
	stream.error('timed out after 2 seconds');
	stream.finish(1);
	t.deepEqual(stream.statuses(), ['hang-1 failed timeout']);
});

test('dependents of a failed build are blocked at once, whenever their edges become known', (t) => {
	for (const graphFirst of [true, false]) {
		const stream = new Stream();
		stream.plan('bad-1', 'middle-1', 'other-1', 'top-1');
		const edges = {'bad-1': [], 'middle-1': ['bad-1'], 'other-1': [], 'top-1': ['middle-1', 'other-1']};
		if (graphFirst) {
			stream.graph(edges);
		}

		stream.realise();
		stream.start(10, 'bad-1');
		stream.counters(0, 4, 0, 1);
		stream.stop(10);
		stream.error(`builder for '${drv('bad-1')}' failed with exit code 1`);
		if (!graphFirst) {
			stream.graph(edges);
		}

		t.deepEqual(stream.statuses(), [
			'bad-1 failed exit-code',
			'middle-1 dependency-failed',
			'other-1 planned',
			'top-1 dependency-failed',
		]);
		const top = stream.state.builds[3]!;
		t.is(top.status.name === 'dependency-failed' ? top.status.culprit?.name : '', 'bad-1');
		t.deepEqual(
			stream.state.roots.map(({name}) => name),
			['top-1'],
		);
	}
});

test('a content-addressed derivation and what it was resolved to are one build', (t) => {
	const stream = new Stream();
	stream.plan('base', 'top');
	stream.realise();
	stream.start(10, 'base');
	stream.counters(1, 2, 0, 0);
	stream.stop(10);
	const fields = [drv('top'), drv('top-resolved')];
	stream.record({action: 'start', fields, id: 11, level: 3, parent: 0, text: 'resolved derivation: …', type: 111});
	stream.start(12, 'top-resolved');
	stream.counters(2, 2, 0, 0);
	stream.stop(12);
	stream.counters(3, 2, 0, 0);
	t.is(stream.state.buildCounts.built, 2);
	stream.stop(11, 3, 2, 1);
	stream.finish(0);
	t.deepEqual(stream.statuses(), ['base built', 'top built']);
});

test('a remote build is one build with its host and steps, though the builder reports it again', (t) => {
	const stream = new Stream();
	const uri = 'ssh-ng://nix@hydra1?remote-program=x';
	stream.plan('a-1');
	stream.realise();
	stream.start(10, 'a-1', uri);
	const build = stream.state.builds[0]!;
	const step = () => (build.status.name === 'running' ? build.status.step : build.status.name);
	t.is(build.host, 'hydra1');
	t.is(step(), 'connect');
	const other = (id: number, text: string) => {
		stream.record({action: 'start', id, level: 4, parent: 1, text, type: 0});
	};
	other(20, `waiting for the upload lock to '${uri}'`);
	t.is(step(), 'upload-lock');
	stream.stop(20);
	other(21, `copying dependencies to '${uri}'`);
	t.is(step(), 'copy-dependencies');
	stream.stop(21);
	for (const [id, type] of [
		[30, 102],
		[31, 104],
		[32, 103],
	]) {
		stream.record({action: 'start', id, level: 0, parent: 1, text: '', type});
	}

	stream.start(33, 'a-1', '', 1);
	t.is(step(), 'build');
	stream.counters(1, 1, 0, 0, 31);
	stream.stop(33, 32, 31, 30);
	t.is(step(), 'copy-outputs');
	stream.counters(1, 1, 0, 0);
	stream.stop(10, 3, 2, 1);
	stream.finish(0);
	t.deepEqual(stream.statuses(), ['a-1 built']);
	t.is(stream.state.buildCounts.total, 1);
});

test('a post-build hook that fails fails the run and its build', (t) => {
	const stream = new Stream();
	stream.realise();
	stream.start(10, 'a-1');
	stream.record({
		action: 'start',
		fields: [drv('a-1')],
		id: 11,
		level: 4,
		text: "running post-build-hook 'h'",
		type: 110,
	});
	stream.stop(11, 10, 3, 2, 1);
	stream.error('program "/hook" failed with exit code 7');
	stream.finish(1);
	t.deepEqual(stream.statuses(), ['a-1 failed hook']);
});

test('what Nix leaves open when it is killed was interrupted; what it never began stays planned', (t) => {
	const stream = new Stream();
	stream.plan('a-1', 'b-1');
	stream.realise();
	stream.start(10, 'a-1');
	stream.finish(undefined, false);
	t.deepEqual(stream.statuses(), ['a-1 interrupted', 'b-1 planned']);
	t.is(stream.state.end?.outcome, 'interrupted');
});

test('interrupted by the user', (t) => {
	const stream = new Stream();
	stream.realise();
	stream.start(10, 'a-1');
	stream.stop(10, 3, 2, 1);
	stream.error('interrupted by the user');
	stream.finish(1);
	t.deepEqual(stream.statuses(), ['a-1 interrupted']);
	t.is(stream.state.end?.outcome, 'interrupted');
});

test('a substitution is complete when the counter says so, and failed when it says that', (t) => {
	const stream = new Stream();
	stream.record({
		action: 'msg',
		level: 3,
		msg: 'these 2 paths will be fetched (1.50 MiB download, 4.00 MiB unpacked):',
	});
	stream.record({action: 'msg', level: 3, msg: `  ${out('good-1')}`});
	stream.record({action: 'msg', level: 3, msg: `  ${out('broken-1')}`});
	stream.realise();
	const cache = 'https://cache.example.org';
	const begin = (id: number, name: string) => {
		stream.record({action: 'start', fields: [out(name), cache], id, level: 0, parent: 0, text: '', type: 108});
		const fields = [out(name), cache, 'local'];
		stream.record({action: 'start', fields, id: id + 1, level: 3, parent: id, text: 'copying', type: 100});
	};
	begin(10, 'good-1');
	begin(20, 'broken-1');
	stream.counters(1000, 1000, 0, 0, 11);
	stream.counters(400, 1000, 0, 0, 21);
	stream.stop(21, 20, 11, 10);
	t.is(stream.state.downloadCounts.running, 2, 'not settled before the counter');
	stream.counters(0, 2, 0, 1, 3);
	stream.counters(1, 2, 0, 1, 3);
	t.deepEqual(
		stream.state.transfers.map(({name, status, host}) => `${name} ${status.name} ${host}`),
		['good-1 completed cache.example.org', 'broken-1 failed cache.example.org'],
	);
	t.is(stream.state.downloadCounts.bytes, 1400);
	t.is(stream.state.plan.downloadBytes, 1.5 * 1024 * 1024);
});

test('downloads find the build that needs them through derivations outside the run', (t) => {
	const stream = new Stream();
	stream.plan('top-1');
	stream.record({action: 'msg', level: 3, msg: 'this path will be fetched (0.10 MiB download, 0.20 MiB unpacked):'});
	stream.record({action: 'msg', level: 3, msg: `  ${out('lib-1')}`});
	t.deepEqual(stream.state.takeWantedDerivations(9), [drv('top-1')]);
	stream.graph({'top-1': ['lib-1']});
	t.deepEqual(stream.state.takeWantedDerivations(9), [drv('lib-1')]);
	stream.graph({'lib-1': []});
	t.deepEqual(
		stream.state.builds[0]!.inputTransfers.map(({name}) => name),
		['lib-1'],
	);
});

test('an error that Nix survives does not fail a run whose exit code is not known', (t) => {
	const stream = new Stream();
	stream.error('cannot look up <nixpkgs>');
	stream.record({action: 'msg', level: 2, msg: 'will use bash from your environment'});
	stream.finish(undefined);
	t.is(stream.state.end?.outcome, 'nothing');
	const failing = new Stream();
	failing.error('attribute missing');
	failing.finish(undefined);
	t.is(failing.state.end?.outcome, 'failed');
});

test('phases close each other and the build closes the last', (t) => {
	const stream = new Stream();
	stream.realise();
	stream.start(10, 'a-1');
	for (const phase of ['unpackPhase', 'buildPhase']) {
		stream.record({action: 'result', fields: [phase], id: 10, type: 104});
	}

	stream.record({action: 'result', fields: ['hello'], id: 10, type: 101});
	stream.counters(1, 1, 0, 0);
	stream.stop(10);
	const [unpack, build] = stream.state.builds[0]!.phases;
	t.is(unpack!.stoppedAt, build!.startedAt);
	t.true(build!.stoppedAt! >= build!.startedAt);
	t.is(stream.state.builds[0]!.log.length, 1);
});

test('in a log for people, the output path that an old command prints is the sign that its build has ended', (t) => {
	const stream = new Stream({human: true});
	stream.text(`building '${drv('a-1')}'...\n`);
	stream.graph({'a-1': []});
	t.deepEqual(stream.statuses(), ['a-1 running']);
	stream.text(`${out('a-1')}\n`);
	t.deepEqual(stream.statuses(), ['a-1 built']);
});
