import type {BuildState} from '../build/build-state.js';
import {fakeLog} from './fake-log.js';
import {built, type FakeBuild, FakeStateBuilder, failed, phase, planned, running} from './fake-state.js';

const second = 1000;
const minute = 60 * second;
export const mebibyte = 1024 * 1024;

/** The moment that the pictures show: 12m 31s after the start. */
export const storyNow = 12 * minute + 31 * second;

const firefoxLog = [
	'[ 64%] Building CXX object js/src/vm/Interpreter.o',
	'c++ -O2 -fno-strict-aliasing -c js/src/vm/JSContext.cpp -o js/src/vm/JSContext.o',
	'c++ -O2 -fno-strict-aliasing -c js/src/vm/JSFunction.cpp -o js/src/vm/JSFunction.o',
	"js/src/vm/JSFunction.cpp:1284:11: \x1b[1;33mwarning:\x1b[0m unused variable \x1b[1m'isLambda'\x1b[0m [-Wunused-variable]",
	' 1284 |     bool isLambda = fun->isLambda();',
	'      |          ^~~~~~~~',
	'c++ -O2 -fno-strict-aliasing -c js/src/vm/JSObject.cpp -o js/src/vm/JSObject.o',
	'c++ -O2 -fno-strict-aliasing -c js/src/vm/JSScript.cpp -o js/src/vm/JSScript.o',
	'c++ -O2 -fno-strict-aliasing -c js/src/vm/MemoryMetrics.cpp -o js/src/vm/MemoryMetrics.o',
	'c++ -O2 -fno-strict-aliasing -c js/src/vm/Modules.cpp -o js/src/vm/Modules.o',
	'c++ -O2 -fno-strict-aliasing -c js/src/vm/NativeObject.cpp -o js/src/vm/NativeObject.o',
	'   Compiling style v0.0.1 (/build/firefox-145.0/servo/components/style)',
];

const scipyLog = [
	'Running phase: checkPhase',
	'============================= test session starts ==============================',
	'platform linux -- Python 3.13.9, pytest-8.4.2, pluggy-1.6.0',
	'rootdir: /build/scipy-1.16.3',
	'collected 72231 items',
	'scipy/optimize/tests/test_linprog.py ..........................F......    [ 61%]',
	'=================================== FAILURES ===================================',
	'____________________ TestLinprogHiGHS.test_bounds ____________________',
	'    def test_bounds(self):',
	'        res = linprog(c, A_ub, b_ub, bounds=bounds, method="highs")',
	'>       assert res.status == expected',
	'E       AssertionError: expected 3, got 4',
	'E       assert 4 == 3',
	"E        +  where 4 = OptimizeResult(status=4, message='HiGHS Status 15').status",
	'scipy/optimize/tests/test_linprog.py:318: AssertionError',
	'=========================== short test summary info ============================',
	'FAILED scipy/optimize/tests/test_linprog.py::TestLinprogHiGHS::test_bounds',
	'========== 1 failed, 68211 passed, 4019 skipped in 38.20s ==========',
];

const unitNames =
	'acpid avahi-daemon bluetooth cups dbus fstrim fwupd getty kmod logrotate NetworkManager nix-daemon nix-gc polkit rtkit sshd systemd-journald systemd-logind thermald tlp udisks2 upower wpa_supplicant'.split(
		' ',
	);
const libraryNames =
	'alsa-lib at-spi2 atk boost brotli bzip2 cairo cups-filters curl dconf egl expat ffmpeg flac fontconfig freetype fribidi gdk-pixbuf gettext giflib glib gmp gnutls graphite2 gst-plugins gtk harfbuzz jemalloc json-glib lame lcms2 libarchive libass libcap libdrm libevdev libgcrypt libidn2 libinput libjpeg libnotify libogg libopus libpng libpsl libpulse librsvg libsecret libsodium libssh2 libtasn1 libtheora libtiff libunistring libusb libuv libva libvorbis libvpx libwebp libxkbcommon libxml2 libxslt lz4 lzo mesa-demos mpfr ncurses nettle nghttp2 nspr openldap openssl orc p11-kit pango pcre2 pixman pipewire polkit-gnome popt protobuf readline sdl2 shared-mime-info snappy speex sqlite srt taglib tracker tzdata uchardet udev utf8proc vulkan-loader wayland webkitgtk wildmidi x264 x265 xapian xcb-util xdg-utils xvidcore xz yajl zeromq zix zlib zstd zvbi zxing'.split(
		' ',
	);

export type LaptopStory = {
	readonly state: BuildState;
	readonly scipy: FakeBuild;
	readonly firefox: FakeBuild;
	readonly linux: FakeBuild;
};

/** `.#laptop` in the middle of its build, and `.#ml-env` with a failed scipy: 166 derivations, 14 downloads. */
export function laptopStory(fields: Partial<BuildState> = {}, withUploads = false): LaptopStory {
	const story = new FakeStateBuilder();
	const at = (durationMs: number) => storyNow - durationMs;
	const laptop = story.build('nixos-system-laptop-26.11', planned());
	const systemPath = story.build('system-path', planned());
	const firefoxWrapper = story.build('firefox-145.0', planned());
	const firefox = story.build('firefox-unwrapped-145.0', running(at(244 * second)), {
		host: 'hydra1',
		hostUri: 'ssh-ng://hydra1',
		phases: [
			phase('unpackPhase', at(244 * second), at(200 * second)),
			phase('buildPhase', at(200 * second), undefined, 4000),
		],
		log: fakeLog(firefoxLog, 11_208),
		lastSignAt: storyNow,
	});
	const rustc = story.build('rustc-1.91.1', built(5 * second, 501 * second), {host: 'hydra1'});
	const cbindgen = story.build('cbindgen-0.29.2', built(40 * second, 41 * second));
	const initrd = story.build('initrd-linux-6.12.58', planned());
	const linux = story.build('linux-6.12.58', running(at(614 * second)), {
		phases: [phase('buildPhase', at(600 * second))],
		log: fakeLog(
			['  CC [M]  drivers/net/wireless/ath/ath11k/mac.o', '  CC [M]  drivers/net/wireless/ath/ath11k/wmi.o'],
			14_212,
		),
		lastSignAt: storyNow - second,
	});
	const homeManager = story.build('home-manager-path', running(at(3 * second)), {
		phases: [phase('buildPhase', at(3 * second))],
	});
	const etc = story.build('etc', planned());
	const units = story.build('systemd-units', planned());
	const triggers = story.build('X-Restart-Triggers', planned());
	const dbus = story.build('dbus-1', planned());
	const xdg = story.build('xdg-data-dirs', planned());
	const manual = story.build('nixos-manual-html', {name: 'waiting', for: 'slot', since: at(60 * second)});
	const option = story.build('nixos-option', built(at(600), 200));
	story.needs(laptop, systemPath, initrd, homeManager, etc);
	story.needs(systemPath, firefoxWrapper, option);
	story.needs(firefoxWrapper, firefox);
	story.needs(firefox, rustc, cbindgen);
	story.needs(initrd, linux);
	story.needs(etc, units, triggers, dbus, xdg, manual);
	const slow: readonly (readonly [string, number])[] = [
		['nodejs-24.11.1', 216],
		['llvm-21.1.5', 166],
		['icu4c-77.1', 121],
		['systemd-258.2', 79],
		['perl-5.42.0-env', 78],
	];
	for (const [name, seconds] of slow) {
		story.needs(systemPath, story.build(name, built(60 * second, seconds * second)));
	}

	for (const name of unitNames) {
		story.needs(units, story.build(`unit-${name}.service`, planned()));
	}

	for (const name of ['issue', 'motd', 'fstab', 'hosts']) {
		story.needs(etc, story.build(`etc-${name}`, planned()));
	}

	const mlEnv = story.build('ml-env', {name: 'dependency-failed', stoppedAt: at(90 * second), culprit: undefined});
	const pandas = story.build('python3.13-pandas-2.3.3', {
		name: 'dependency-failed',
		stoppedAt: at(90 * second),
		culprit: undefined,
	});
	const scipy = story.build(
		'python3.13-scipy-1.16.3',
		failed(at(132 * second), at(90 * second), {message: 'builder failed with exit code 1'}),
		{
			phases: [
				phase('buildPhase', at(132 * second), at(128 * second), 0),
				phase('checkPhase', at(128 * second), at(90 * second), 8240),
			],
			log: fakeLog(scipyLog, 8258, (line) => `[${line + 1}/8240] Compiling C++ object scipy/part${line}.cpp.o`),
		},
	);
	mlEnv.status = {name: 'dependency-failed', stoppedAt: at(90 * second), culprit: scipy};
	pandas.status = mlEnv.status;
	const numpy = story.build('python3.13-numpy-2.3.4', built(100 * second, 246 * second));
	const openblas = story.build('openblas-0.3.30', built(8 * second, 114 * second));
	story.needs(mlEnv, pandas, scipy);
	story.needs(pandas, scipy, numpy);
	story.needs(scipy, numpy);
	story.needs(numpy, openblas);
	const wanted = 166 - story.builds.length;
	for (const [index, name] of libraryNames.slice(0, wanted).entries()) {
		const library = story.build(
			`${name}-${1 + (index % 7)}.${index % 10}`,
			built((index % 90) * second, 600 + ((index * 7919) % 30_000)),
		);
		story.needs(systemPath, library);
	}

	const texlive = story.transfer(
		'texlive-2025-scheme-full',
		{name: 'running', startedAt: at(6 * second)},
		{wireBytes: 80 * mebibyte, expectedWireBytes: 120 * mebibyte},
	);
	const firmware = story.transfer(
		'linux-firmware-20251111',
		{name: 'running', startedAt: at(2 * second)},
		{wireBytes: 12 * mebibyte, expectedWireBytes: 190 * mebibyte},
	);
	story.needsPath(systemPath, texlive);
	story.needsPath(laptop, firmware);
	const done: readonly (readonly [string, number, number])[] = [
		['gtk+3-3.24.51', 9.8, 1900],
		['mesa-25.2.6', 31, 2400],
		['qtbase-6.10.0', 22, 2000],
		['python3-3.13.9', 29, 1600],
		['nss-3.118', 4.1, 400],
		['hunspell-dict-de-de-20240224', 1.9, 300],
		['glibc-2.42', 12, 900],
		['gcc-15.2.0-lib', 9.2, 700],
		['bash-5.3', 1.6, 200],
		['coreutils-9.8', 2.1, 300],
		['perl-5.42.0', 14, 800],
		['openssl-3.6.0', 3.2, 300],
	];
	for (const [index, [name, size, durationMs]] of done.entries()) {
		const status = {
			name: 'completed',
			startedAt: (10 + index) * second,
			stoppedAt: (10 + index) * second + durationMs,
		} as const;
		const bytes = Math.round(size * mebibyte);
		story.needsPath(systemPath, story.transfer(name, status, {wireBytes: bytes, expectedWireBytes: bytes}));
	}

	if (withUploads) {
		addUploads(story, firefox);
	}

	return {
		state: story.state({plan: {announced: true, downloadBytes: 0, unpackedBytes: 1.2 * 1024 * mebibyte}, ...fields}),
		scipy,
		firefox,
		linux,
	};
}

function addUploads(story: FakeStateBuilder, firefox: FakeBuild): void {
	const hydra = {kind: 'upload', from: 'daemon', to: 'ssh-ng://hydra1', host: 'hydra1'} as const;
	story
		.transfer(
			'rustc-1.91.1',
			{name: 'running', startedAt: storyNow - 7 * second},
			{...hydra, bytes: 41 * mebibyte, expectedBytes: 88 * mebibyte},
		)
		.dependents.push(firefox);
	story.transfer('llvm-21.1.5-lib', {name: 'planned'}, {...hydra, expectedBytes: 61 * mebibyte});
	story.transfer(
		'ghc-9.10.3',
		{name: 'failed', startedAt: 90 * second, stoppedAt: 100 * second, message: 'HTTP error 502; retried 5 times'},
		{host: 'cache.example.org'},
	);
	for (const name of ['cbindgen-0.29.2', 'nspr-4.37', 'nasm-2.16.03']) {
		story.transfer(
			name,
			{name: 'completed', startedAt: 300 * second, stoppedAt: 302 * second},
			{...hydra, bytes: 2 * mebibyte, expectedBytes: 2 * mebibyte},
		);
	}
}
