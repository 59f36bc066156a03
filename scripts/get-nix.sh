#!/bin/bash
# Installs the Nix versions that the real-Nix tests run on, side by side, without touching the machine's packages:
#
#   scripts/get-nix.sh [FOLDER]      default: ${XDG_CACHE_HOME:-~/.cache}/nixscope-test-nix
#
# FOLDER/<version>/bin/nix is Debian's nix-bin of one suite (bookworm 2.8, trixie 2.26, sid 2.34 or newer) with a libc
# and libraries of its own. What is there already is kept. Needs Debian's apt-get and dpkg-deb, no root.
set -euo pipefail

folder=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/nixscope-test-nix}
suites=(bookworm trixie sid)
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
architecture=$(dpkg --print-architecture)
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

# The Debian mirror that this machine uses itself; all suites are read from it.
mirror() {
	{
		sed -nE 's/^deb +(\[[^]]*\] +)?([^ ]+) +[a-z]+ .*\bmain\b.*/\2/p' /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null
		awk '/^URIs:/ {uri = $2} /^Components:.*main/ {print uri}' /etc/apt/sources.list.d/*.sources 2>/dev/null
	} | grep -E '/debian/?$' | head -1
}

# apt-get on lists, cache and status of its own: the host's are neither read nor written.
private_apt() { # SCRATCH COMMAND...
	local scratch=$1 command=$2
	shift 2
	"$command" -qq \
		-o Dir::Etc::SourceList="$scratch/sources.list" -o Dir::Etc::SourceParts=- \
		-o Dir::State::Lists="$scratch/lists" -o Dir::State::Status="$scratch/status" -o Dir::Cache="$scratch/cache" \
		-o APT::Architecture="$architecture" -o APT::Architectures="$architecture" -o APT::Sandbox::User= \
		-o APT::Install-Recommends=false -o Acquire::Languages=none -o Acquire::Retries=3 -o Debug::NoLocking=1 "$@"
}

read_package_lists() { # SCRATCH SUITE
	local scratch=$1 suite=$2 uri
	uri=$(mirror)
	[ -n "$uri" ] || { echo "get-nix: no Debian mirror among the apt sources of this machine" >&2; return 1; }
	echo "deb [signed-by=$keyring] $uri $suite main" >"$scratch/sources.list"
	if [ -f "$keyring" ] && private_apt "$scratch" apt-get update >"$scratch/update.log" 2>&1 &&
		! grep -qE '^[WE]:' "$scratch/update.log"; then
		return 0
	fi
	# A suite newer than the machine is signed with keys that the machine's keyring may lack.
	echo "get-nix: $suite: its signature cannot be checked with $keyring; reading it unchecked" >&2
	echo "deb [trusted=yes] $uri $suite main" >"$scratch/sources.list"
	private_apt "$scratch" apt-get update >"$scratch/update.log" 2>&1 || { cat "$scratch/update.log" >&2; return 1; }
}

# Every shared library of the unpacked packages into one folder, so that one search path finds them all.
gather_libraries() { # UNPACKED LIB
	find "$1" \( -type f -o -type l \) -name '*.so*' ! -path '*/gconv/*' ! -path '*/perl*' ! -name 'libicu[ti]*' -print0 |
		while IFS= read -r -d '' library; do cp -L -n "$library" "$2/" 2>/dev/null || true; done
}

install_suite() { # SUITE
	local suite=$1 scratch package version target new loader patchelf program
	scratch=$(mktemp -d "${TMPDIR:-/tmp}/get-nix.XXXXXX")
	# shellcheck disable=SC2064
	trap "rm -rf '$scratch'" EXIT
	mkdir -p "$scratch"/{lists/partial,cache/archives/partial,unpacked}
	: >"$scratch/status"
	read_package_lists "$scratch" "$suite"
	version=$(private_apt "$scratch" apt-cache show nix-bin | sed -n 's/^Version: //p' | head -1)
	version=${version#*:}
	version=${version%%[+~-]*}
	target=$folder/$version
	if [ -x "$target/bin/nix" ]; then
		echo "$suite" >"$target/suite"
		echo "get-nix: $suite: Nix $version is there"
		return 0
	fi
	# The status file is empty, so this fetches the whole closure of nix-bin: no library of the host is used.
	private_apt "$scratch" apt-get -y --download-only install nix-bin patchelf >"$scratch/download.log" 2>&1 ||
		{ cat "$scratch/download.log" >&2; return 1; }
	for package in "$scratch"/cache/archives/*.deb; do
		case ${package##*/} in
			perl* | libperl* | python* | libpython* | debconf* | dpkg_* | tar_* | coreutils* | gcc-*-base* | adduser* | passwd* | systemd*) ;;
			*) dpkg-deb -x "$package" "$scratch/unpacked" ;;
		esac
	done

	new=$target.new
	rm -rf "$new" "$target"
	mkdir -p "$new"/{bin,lib,libexec/nix}
	gather_libraries "$scratch/unpacked" "$new/lib"
	loader=$(basename "$(find "$scratch/unpacked" -name 'ld-linux*.so.*' | sort | head -1)")
	patchelf=$(find "$scratch/unpacked" -type f -name patchelf | head -1)
	set_search_path() { "$new/lib/$loader" --library-path "$new/lib" "$patchelf" --force-rpath --set-rpath "$target/lib" "$@" 2>/dev/null || true; }
	for program in "$scratch"/unpacked/usr/{bin,sbin}/nix*; do
		[ -e "$program" ] || [ -L "$program" ] || continue
		if [ -L "$program" ]; then
			ln -sfn nix "$new/bin/${program##*/}"
		else
			cp "$program" "$new/bin/"
			set_search_path --set-interpreter "$target/lib/$loader" "$new/bin/${program##*/}"
		fi
	done
	# 2.8 finds its build hook here (NIX_LIBEXEC_DIR), and its libraries carry a RUNPATH of their own.
	ln -sfn ../../bin/nix "$new/libexec/nix/build-remote"
	for program in "$new"/lib/libnix*.so*; do set_search_path "$program"; done
	echo "$suite" >"$new/suite"
	mv "$new" "$target"
	echo "get-nix: $suite: $("$target/bin/nix" --version)"
}

jobs=()
for suite in "${suites[@]}"; do
	(install_suite "$suite") &
	jobs+=($!)
done
status=0
for job in "${jobs[@]}"; do wait "$job" || status=1; done
exit $status
