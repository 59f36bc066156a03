// The tests on real Nix: slow, as root, and with NIXSCOPE_REQUIRE=all never skipped; with them those that are shorter or
// skipped in `npm test` (NIXSCOPE_FUZZ_RUNS, sudo). One file at a time, since each runs its own cases side by side.
export default {
	files: ['build/test/nix/**/*.test.js', 'build/test/pty/**/*.test.js', 'build/test/parsers/random-streams.test.js'],
	workerThreads: false,
	concurrency: 1,
	timeout: '8m',
	environmentVariables: {TZ: 'UTC', LC_ALL: 'C.UTF-8'},
	nodeArguments: ['--enable-source-maps'],
};
