import test from 'ava';
import type {SizedRoot} from '../../../source/analyses/answers/answer.js';
import {plannedRootName} from '../../../source/reports/store/root-words.js';
import {rootOf} from '../../analyses/answers/small-store.js';

const now = Date.UTC(2026, 10, 21, 9);
const root: SizedRoot = {
	...rootOf('/home/anna/.local/state/nixscope/holds/1/1', '/nix/store/x', {kind: 'nixscope-hold'}),
	retainedSize: 1,
	processRetainedSize: null,
	closureSize: 1,
};

test('a hold in a plan is named by what it was made for', (t) => {
	const name = (links: readonly string[], until: number) =>
		plannedRootName({...root, holdOf: {links, until}}, '/home/anna', now);
	const [site, other] = ['/home/anna/site/result', '/srv/\u001b[31mresult'];
	t.is(name([site], now - 60_000), 'of ~/site/result, over since 2026-11-21 08:59');
	t.is(name([site, other, other], now + 60_000), 'of ~/site/result and 2 others');
	t.is(name([other], now + 1), 'of /srv/result');
	t.is(plannedRootName(root, '/home/anna', now), '~/.local/state/nixscope/holds/1/1');
});
