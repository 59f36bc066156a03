import test from 'ava';
import {knowsJsonLogPath, parseNixVersion} from '../../../source/commands/wrap/nix-version.js';

const cases: Array<
	readonly [text: string, implementation: string | undefined, version: string | undefined, socket: boolean]
> = [
	['nix (Nix) 2.8.0\n', 'Nix', '2.8.0', false],
	['nix (Nix) 2.29.1', 'Nix', '2.29.1', false],
	['nix (Nix) 2.30.0', 'Nix', '2.30.0', true],
	['nix (Nix) 2.34pre20260101_abcdef', 'Nix', '2.34pre20260101_abcdef', true],
	['nix (Nix) 3.0.0', 'Nix', '3.0.0', true],
	['nix (Lix, like Nix) 2.93.3', 'Lix', '2.93.3', false],
	['nix (Determinate Nix 3.8.5) 2.30.2', 'Determinate Nix', '2.30.2', true],
	['warning: something\nnix (Nix) 2.34.8', 'Nix', '2.34.8', true],
	['command not found', undefined, undefined, false],
];

for (const [text, implementation, version, socket] of cases) {
	test(text.trim(), (t) => {
		const parsed = parseNixVersion(text);
		t.is(parsed?.implementation, implementation as typeof parsed extends undefined ? undefined : 'Nix');
		t.is(parsed?.version, version);
		t.is(knowsJsonLogPath(parsed), socket);
	});
}
