# The builder of the test packages: phases and log lines as stdenv prints them, without stdenv.
#
# $phases: what to run; $seconds: how long each takes; $fail: the phase that ends the build, with $failure as its
# commands. Each build writes what happened to it into /nix/witness (where the lab has one), apart from the store:
# "started", then "finished", or "exited CODE" where it failed; neither when it was killed.
set -eu
witness=/nix/witness/$name
witness() { [ ! -d /nix/witness ] || echo "$1" >>"$witness"; }
trap 'code=$?; [ $code = 0 ] || witness "exited $code"' EXIT
witness started

phase() { printf '@nix { "action": "setPhase", "phase": "%s" }\n' "$1" >&"${NIX_LOG_FD:-2}"; }

unpackPhase() { echo "unpacking source archive /build/$name.tar.xz"; echo "source root is $name"; }
configurePhase() { echo "checking for gcc... gcc"; echo "checking whether the C compiler works... yes"; echo "creating Makefile"; }
buildPhase() { for unit in main parse table; do echo "gcc -O2 -g -fPIC -c src/$unit.c -o $unit.o"; done; }
checkPhase() { echo "PASS: test/$name"; echo "1..1"; }
installPhase() {
	for output in $outputs; do
		eval "path=\$$output"
		mkdir -p "$path"
		for input in $inputs; do echo "$input"; done >"$path/inputs"
		head -c "$bytes" /dev/zero >"$path/data"
	done
}

for current in $phases; do
	phase "$current"
	echo "Running phase: $current"
	if [ "$current" = "$fail" ]; then eval "$failure"; else $current; fi
	sleep "$seconds"
done
witness finished
