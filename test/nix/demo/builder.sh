# Builds nothing, slowly: prints what a build of its kind prints, phase by phase, and writes $bytes into its outputs.
# $kind: autotools, cmake, cargo, python, trivial, bulk; $units: source files, $pace: seconds between pieces of output.
set -eu
green='\033[32m' bold='\033[1m' boldGreen='\033[1;32m' red='\033[31m' magenta='\033[1;35m' cyan='\033[36m' off='\033[0m'

phase() {
	printf '@nix { "action": "setPhase", "phase": "%s" }\n' "$1" >&"${NIX_LOG_FD:-2}"
	echo "Running phase: $1"
}

words="arena atlas buffer cache channel codec cursor decoder digest encoder engine entry event filter format frame graph
handle header heap index input iterator journal kernel layout lexer list loader lock log matrix memory mesh message
module mutex node object option output packet page parser path pattern pipe plan policy pool port process profile proxy
queue range reader record region registry request resolver response ring router runtime sample scanner schedule schema
scope segment session shard signal slice socket source stack state storage stream string symbol table task thread timer
token trace transform tree tuple type value vector view watch widget window worker writer zone"
count=0
for each in $words; do
	eval "word$count=$each"
	count=$((count + 1))
done
word() { eval "printf %s \"\$word$((($1 * 37 + ${#name} * 11) % count))\""; }

# Prints $units lines in bursts of three, as compilers on a few cores do.
compile() { # PRINTER
	unit=1
	while [ "$unit" -le "$units" ]; do
		$1 "$unit" "$(word "$unit")"
		[ $((unit % 3)) != 0 ] || sleep "$pace"
		unit=$((unit + 1))
	done
}

short=${pname:-$name}
gccLine() { echo "gcc -DHAVE_CONFIG_H -I. -I./include -O2 -g -fPIC -Wall -c -o src/$2_$1.o src/$2_$1.c"; [ $(($1 % 29)) != 7 ] || printf "${bold}src/$2_$1.c:$(($1 * 13)):9: ${magenta}warning: ${off}${bold}unused variable '${magenta}$2${bold}' [-Wunused-variable]${off}\n"; }
ninjaLine() { printf "[%d/%d] ${green}Building CXX object src/CMakeFiles/$short.dir/$2_$1.cpp.o${off}\n" "$1" "$units"; }
cargoLine() { printf "${boldGreen}   Compiling${off} $2 v%d.%d.%d\n" $(($1 % 4)) $(($1 * 7 % 30)) $(($1 * 3 % 12)); }
copyLine() { echo "copying src/$short/$2_$1.py -> build/lib/$short"; }

configureLines() {
	for what in gcc g++ ranlib strip pkg-config; do echo "checking for $what... $what"; done
	for what in stdint.h unistd.h sys/types.h pthread.h zlib.h; do echo "checking for $what... yes"; sleep 0.06; done
	echo "checking size of long... 8"; echo "configure: creating ./config.status"; echo "config.status: creating Makefile"
}

checkLines() {
	test=1
	while [ $test -le 9 ]; do printf "${green}PASS${off}: tests/test-$(word $test)\n"; sleep 0.08; test=$((test + 1)); done
	echo "# TOTAL: 9"; echo "# PASS:  9"; echo "# FAIL:  0"
}

pytestLines() {
	printf "${bold}============================= test session starts ==============================${off}\n"
	echo "platform linux -- Python 3.13.9, pytest-8.4.2, pluggy-1.6.0"
	echo "collected 412 items"; echo
	for share in 8 17 25 34 42 51 59 68 76 85 93; do
		printf "tests/test_$(word $share).py ${green}.......................................${off} ${green}[%3d%%]${off}\n" $share
		sleep 0.25
	done
}

failingTests() {
	pytestLines
	printf "tests/test_web_sendfile.py ${green}............${red}F${green}......${off} ${red}[100%%]${off}\n\n"
	echo "=================================== FAILURES ==================================="
	printf "${red}${bold}__________________ test_static_file_if_none_match[pyloop] __________________${off}\n\n"
	echo "    async def test_static_file_if_none_match(aiohttp_client, sender) -> None:"
	echo "        resp = await client.get('/', headers={'If-None-Match': original_etag})"
	printf "${bold}>       assert resp.status == 304${off}\n"
	printf "${red}E       AssertionError: assert 200 == 304${off}\n"
	printf "${red}E        +  where 200 = <ClientResponse(http://127.0.0.1:39291/) [200 OK]>.status${off}\n\n"
	printf "${bold}${red}tests/test_web_sendfile_functional.py${off}:512: AssertionError\n"
	printf "=========================== short test summary info ============================\n"
	printf "${red}FAILED${off} tests/test_web_sendfile_functional.py::${bold}test_static_file_if_none_match[pyloop]${off} - AssertionError: assert 200 == 304\n"
	printf "${red}================== ${bold}1 failed${off}, ${green}411 passed${off}, ${red}3 skipped in 3.41s ==================${off}\n"
	exit 1
}

finish() {
	phase installPhase
	for output in $outputs; do
		eval "path=\$$output"
		mkdir -p "$path/lib" "$path/bin"
		echo "$inputs" >"$path/lib/inputs"
		head -c "$bytes" /dev/urandom >"$path/lib/$name"
		echo "installing -> $path/lib"
	done
	[ "$kind" = trivial ] || { phase fixupPhase; echo "shrinking RPATHs of ELF executables and libraries in $out"; echo "patching script interpreter paths in $out"; }
}

if [ "$kind" = bulk ]; then finish; exit 0; fi
if [ "$kind" = trivial ]; then echo "writing $name"; sleep 0.4; finish; exit 0; fi
phase unpackPhase
echo "unpacking source archive /build/$short.tar.gz"
echo "source root is $name"
sleep 0.2
phase patchPhase
phase configurePhase
case $kind in
	cmake) printf -- '-- The CXX compiler identification is GNU 15.2.0\n-- Detecting CXX compiler ABI info - done\n-- Configuring done (0.9s)\n-- Generating done (0.1s)\n'; sleep 0.5 ;;
	autotools) configureLines ;;
esac
phase buildPhase
case $kind in
	autotools) compile gccLine ;;
	cmake) compile ninjaLine; printf "[$units/$units] ${bold}Linking CXX shared library lib$short.so${off}\n" ;;
	cargo) compile cargoLine; printf "${boldGreen}    Finished${off} \`release\` profile [optimized] target(s) in 5.83s\n" ;;
	python) compile copyLine; printf "${cyan}Successfully built${off} $short-py3-none-any.whl\n" ;;
esac
phase checkPhase
case $kind in
	python) [ -z "$failing" ] || failingTests; pytestLines; printf "${green}========================= ${bold}412 passed${off}${green} in 2.75s =========================${off}\n" ;;
	cargo) echo "test result: ok. 711 passed; 0 failed; 4 ignored; finished in 0.92s" ;;
	*) checkLines ;;
esac
finish
