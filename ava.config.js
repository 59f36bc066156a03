// Tests run from build/, where scripts/build-tests.mjs has translated them.
export default {
	files: ['build/test/**/*.test.js', '!build/test/nix/**'],
	workerThreads: false,
	timeout: '60s',
	environmentVariables: {TZ: 'UTC', LC_ALL: 'C.UTF-8'},
	nodeArguments: ['--enable-source-maps'],
};
