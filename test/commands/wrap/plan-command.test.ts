import test from 'ava';
import {parseNixVersion} from '../../../source/commands/wrap/nix-version.js';
import {planCommand} from '../../../source/commands/wrap/plan-command.js';
import type {PlanContext, SpawnPlan} from '../../../source/commands/wrap/spawn-plan.js';

const socketPath = '/run/nixscope/socket';

function contextWith(more: Partial<PlanContext> = {}): PlanContext {
	return {
		environment: {HOME: '/home/anna'},
		socketPath,
		idleProgram: '/run/nixscope/idle',
		nixVersion: parseNixVersion('nix (Nix) 2.34.8'),
		hasTerminal: true,
		isScript: () => false,
		exists: () => false,
		logFormatSupport: () => 'unknown',
		...more,
	};
}

const oldNix = contextWith({nixVersion: parseNixVersion('nix (Nix) 2.26.3')});

/** Steps as a person would write them down: `>` is monitored, `>>` prepares, `$` has the terminal. */
function written(plan: SpawnPlan): string[] {
	return plan.steps.map((step) => {
		const words = [...Object.entries(step.environment).map(([name, value]) => `${name}=${value}`), ...step.argv].join(
			' ',
		);
		if (step.kind === 'untouched') {
			return `$ ${words}`;
		}

		return `${step.isPreparation ? '>>' : '>'}${step.usesSocket ? ' (socket)' : ''} ${words}`;
	});
}

const J = '--log-format internal-json -v';
const config = `NIX_CONFIG=json-log-path = ${socketPath}`;

const cases: Array<readonly [command: string, steps: string[], context?: PlanContext]> = [
	// Subcommands of nix that write their log to stderr and are done.
	['nix build', [`> nix build ${J}`]],
	['nix build .#x -k -j4', [`> nix build ${J} .#x -k -j4`]],
	['/opt/nix/bin/nix build .#x', [`> /opt/nix/bin/nix build ${J} .#x`]],
	['nix build -L .#x', [`> nix build ${J} .#x`]],
	['nix build --print-build-logs .#x', [`> nix build ${J} .#x`]],
	['nix build -Lv .#x', [`> nix build ${J} -v .#x`]],
	['nix build -kL .#x', [`> nix build ${J} -k .#x`]],
	['nix build --log-format bar .#x', [`> nix build ${J} .#x`]],
	['nix build --argstr flag -L .#x', [`> nix build ${J} --argstr flag -L .#x`]],
	['nix build -- -L', [`> nix build ${J} -- -L`]],
	['nix flake check -L', [`> nix flake ${J} check`]],
	['nix copy --to ssh://h .#x', [`> nix copy ${J} --to ssh://h .#x`]],
	['nix profile install .#x', [`> nix profile ${J} install .#x`]],
	['nix --option a b -L build .#x', [`> nix --option a b build ${J} .#x`]],
	['nix --extra-experimental-features flakes build', [`> nix --extra-experimental-features flakes build ${J}`]],
	['nix build --help', ['$ nix build --help']],
	['nix --version', ['$ nix --version']],
	['nix', ['$ nix']],
	['nix repl .#', ['$ nix repl .#']],

	// Two steps: the build, then the terminal for the program.
	['nix develop', [`>> nix print-dev-env ${J}`, '$ nix develop']],
	['nix develop .#x -L', [`>> nix print-dev-env ${J} .#x`, '$ nix develop .#x -L']],
	['nix develop .#x -c make -L', [`>> nix print-dev-env ${J} .#x`, '$ nix develop .#x -c make -L']],
	['nix develop .#x --command sh -c true', [`>> nix print-dev-env ${J} .#x`, '$ nix develop .#x --command sh -c true']],
	[
		'nix develop -i -k HOME --unset PATH --phase build --profile p .#x',
		[
			`>> nix print-dev-env ${J} --profile p .#x`,
			'$ nix develop -i -k HOME --unset PATH --phase build --profile p .#x',
		],
	],
	['nix shell .#x .#y -c hello -L', [`>> nix build ${J} --no-link .#x .#y`, '$ nix shell .#x .#y -c hello -L']],
	['nix shell -i -k HOME .#x', [`>> nix build ${J} --no-link .#x`, '$ nix shell -i -k HOME .#x']],
	['nix env shell .#x', [`>> nix build ${J} --no-link .#x`, '$ nix env shell .#x']],
	['nix run', [`>> nix build ${J} --no-link`, '$ nix run']],
	['nix run -L .#x -- -L', [`>> nix build ${J} --no-link .#x`, '$ nix run -L .#x -- -L']],
	['nix run .#x serve -k', [`>> nix build ${J} --no-link .#x -k`, '$ nix run .#x serve -k']],
	['nix run -f default.nix x', [`>> nix build ${J} --no-link -f default.nix x`, '$ nix run -f default.nix x']],

	// Old commands take the options first.
	['nix-build -A x', [`> nix-build ${J} -A x`]],
	['nix-build --log-format bar -A x', [`> nix-build ${J} -A x`]],
	['nix-env -iA x', [`> nix-env ${J} -iA x`]],
	['nix-store -r /nix/store/x.drv', [`> nix-store ${J} -r /nix/store/x.drv`]],
	['nix-instantiate x.nix', [`> nix-instantiate ${J} x.nix`]],
	[
		'nix-shell -p hello --run hello',
		[`>> NIX_BUILD_SHELL=/run/nixscope/idle nix-shell ${J} -p hello --run hello`, '$ nix-shell -p hello --run hello'],
	],
	['nix-shell x.py', ['$ nix-shell x.py'], contextWith({isScript: (file) => file === 'x.py'})],

	// Any other program: the environment tells the Nix below it.
	['colmena apply', [`> (socket) ${config} colmena apply`]],
	['./deploy.sh -L', [`> (socket) ${config} ./deploy.sh -L`]],
	['colmena apply', ['> colmena apply'], oldNix],
	['env A=b colmena', [`> (socket) env A=b ${config} colmena`]],
	['env -i A=b nix build', [`> env -i A=b nix build ${J}`]],
	[
		'env NIX_CONFIG=cores=2 colmena',
		[`> (socket) env NIX_CONFIG=cores=2 NIX_CONFIG=cores=2\njson-log-path = ${socketPath} colmena`],
	],

	// sudo drops the environment.
	['sudo nix build', ['$ sudo -v', `> sudo nix build ${J}`]],
	['sudo nix build', [`> sudo nix build ${J}`], contextWith({hasTerminal: false})],
	['sudo -u anna -H ./deploy.sh', ['$ sudo -v', `> (socket) sudo -u anna -H env ${config} ./deploy.sh`]],
	[
		'sudo -uanna --chdir /x -- A=b ./deploy.sh',
		['$ sudo -v', `> (socket) sudo -uanna --chdir /x -- A=b env ${config} ./deploy.sh`],
	],
	['sudo -n ./deploy.sh', [`> (socket) sudo -n env ${config} ./deploy.sh`]],
	['sudo ./deploy.sh', ['$ sudo -v', '> sudo ./deploy.sh'], oldNix],
	['sudo -l', ['$ sudo -l']],
	['sudo -i', ['$ sudo -i']],
	['doas -u anna ./deploy.sh', [`> (socket) doas -u anna env ${config} ./deploy.sh`]],
	['sudo nix develop', ['$ sudo -v', `>> sudo nix print-dev-env ${J}`, '$ sudo nix develop']],

	// Programs that take --log-format: the flag or the socket, never both.
	['nixos-rebuild switch', [`> nixos-rebuild ${J} switch`]],
	['nixos-rebuild switch --flake .', [`> (socket) ${config} nixos-rebuild switch --flake .`]],
	['nixos-rebuild switch --flake .', [`> nixos-rebuild ${J} switch --flake .`], oldNix],
	[
		'nixos-rebuild switch --flake .',
		[`> nixos-rebuild ${J} switch --flake .`],
		contextWith({logFormatSupport: () => 'yes'}),
	],
	['nixos-rebuild switch --flake . --build-host h', [`> nixos-rebuild ${J} switch --flake . --build-host h`]],
	[
		'nixos-rebuild switch',
		[`> (socket) ${config} nixos-rebuild switch`],
		contextWith({exists: (file) => file === '/etc/nixos/flake.nix'}),
	],
	['nixos-rebuild switch', [`> (socket) ${config} nixos-rebuild switch`], contextWith({logFormatSupport: () => 'no'})],
	['nixos-rebuild switch --log-format bar', [`> nixos-rebuild ${J} switch`]],
	['nixos-rebuild switch --sudo', ['$ sudo -v', `> nixos-rebuild ${J} switch --sudo`]],
	['nixos-rebuild switch --sudo --target-host h', [`> nixos-rebuild ${J} switch --sudo --target-host h`]],
	['nixos-rebuild repl', ['$ nixos-rebuild repl']],
	[
		'sudo nixos-rebuild switch --flake .',
		['$ sudo -v', `> (socket) sudo env ${config} nixos-rebuild switch --flake .`],
	],
	['home-manager switch', ['> home-manager --log-format internal-json switch']],
	['darwin-rebuild switch', [`> (socket) ${config} darwin-rebuild switch`]],
	['darwin-rebuild switch', ['> darwin-rebuild switch'], oldNix],
];

for (const [index, [command, steps, context = contextWith()]] of cases.entries()) {
	test(`${index + 1}: ${command}`, (t) => {
		t.deepEqual(written(planCommand(command.split(' '), context)), steps);
	});
}

test('what is in NIX_CONFIG stays', (t) => {
	const plan = planCommand(['colmena'], contextWith({environment: {NIX_CONFIG: 'cores = 2\n'}}));
	t.deepEqual(plan.steps[0]?.environment, {NIX_CONFIG: `cores = 2\njson-log-path = ${socketPath}`});
});

test('sudo -E hands NIX_CONFIG on, plain sudo does not', (t) => {
	const context = contextWith({environment: {NIX_CONFIG: 'cores = 2'}, hasTerminal: false});
	t.deepEqual(planCommand(['sudo', 'x'], context).steps[0]?.argv, ['sudo', 'env', config, 'x']);
	t.deepEqual(planCommand(['sudo', '-E', 'x'], context).steps[0]?.argv, [
		'sudo',
		'-E',
		'env',
		`NIX_CONFIG=cores = 2\njson-log-path = ${socketPath}`,
		'x',
	]);
});

test('what cannot be followed is said, with the reason', (t) => {
	const notes = (version: string | undefined) =>
		planCommand(
			['/opt/colmena'],
			contextWith({nixVersion: version === undefined ? undefined : parseNixVersion(version)}),
		).notes;
	t.deepEqual(notes('nix (Nix) 2.26.3'), [
		'colmena is shown as plain text: Nix 2.26.3 has no json-log-path (2.30 and later have)',
	]);
	t.deepEqual(notes('nix (Lix, like Nix) 2.93.0'), ['colmena is shown as plain text: Lix 2.93.0 has no json-log-path']);
	t.deepEqual(notes(undefined), ['colmena is shown as plain text: no Nix was found']);
	t.deepEqual(notes('nix (Determinate Nix 3.8.5) 2.30.2'), []);
});

test('a failed preparation ends develop and nix-shell, but not run and shell', (t) => {
	const goesOn = (command: string) => {
		const [step] = planCommand(command.split(' '), contextWith()).steps;
		return step?.kind === 'monitored' && step.goesOnAfterFailure;
	};
	t.deepEqual(['nix develop', 'nix-shell', 'nix run', 'nix shell x'].map(goesOn), [false, false, true, true]);
});
