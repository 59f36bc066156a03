import test from 'ava';
import {detectCi} from '../../source/reports/ci.js';
import {jobSummary} from '../../source/reports/job-summary.js';
import {failed, fakeBuild, fakeLog, fakeLogs, fakeState} from './fake-state.js';
import {badStory, goodStory} from './story.js';

test('a good end', (t) => {
	t.is(
		jobSummary(goodStory(), fakeLogs),
		[
			'### ✓ Built nixos-system-laptop-26.11 in 33m 12s',
			'',
			'- built 5 on 2 hosts: hydra1 2, local 3',
			'- downloaded 14 paths, 308 MiB in 17s (18 MiB/s) from cache.nixos.org',
			'',
			'<details><summary>The 5 slowest builds</summary>',
			'',
			'| build | time | host |',
			'|---|--:|---|',
			'| firefox-unwrapped-145.0 | 24m 10s | hydra1 |',
			'| linux-6.12.58 | 21m 40s | local |',
			'| rustc-1.91.1 | 8m 21s | hydra1 |',
			'| python3.13-numpy-2.3.4 | 4m 06s | local |',
			'| nixos-system-laptop-26.11 | 4.0s | local |',
			'</details>',
			'',
			'`/nix/store/q1v6l0r9g2f8m3h7kx4wzc5sdnpyjb0a-nixos-system-laptop-26.11`',
			'',
		].join('\n'),
	);
});

test('a failure has a row and the end of its log', (t) => {
	const summary = jobSummary(badStory(), fakeLogs);
	t.true(summary.includes('| python3.13-scipy-1.16.3 | check | 42s | exit code 1 |'));
	t.true(summary.includes('\nE           AssertionError: expected 3, got 4\n'));
	t.true(summary.includes('`nix log /nix/store/q1v6l0r9g2f8m3h7kx4wzc5sdnpyjb0a-python3.13-scipy-1.16.3.drv`'));
});

test('a log cannot leave its block, a name cannot leave its cell', (t) => {
	const build = fakeBuild('<img src=x> | [a](b)', failed(0, 1000), {
		log: fakeLog(['````', '</details>', '\x1b[31mx']),
		derivationPath: '/nix/store/x.drv',
	});
	const summary = jobSummary(fakeState([build], {end: {at: 1000, outcome: 'failed', exitCode: 1}}), fakeLogs);
	t.true(summary.includes('`````text\n````\n</details>\nx\n`````'));
	t.true(summary.includes('| &lt;img src=x&gt; \\| \\[a\\](b) |'));
	t.false(summary.includes('<img'));
});

test('runners are known by their variables', (t) => {
	t.is(detectCi({GITHUB_ACTIONS: 'true'}), 'github');
	t.is(detectCi({GITHUB_ACTIONS: 'true', GITEA_ACTIONS: 'true'}), 'gitea');
	t.is(detectCi({GITHUB_ACTIONS: 'true', FORGEJO_ACTIONS: 'true', GITEA_ACTIONS: 'true'}), 'forgejo');
	t.is(detectCi({GITLAB_CI: 'true'}), 'gitlab');
	t.is(detectCi({CI: 'true'}), undefined);
});
