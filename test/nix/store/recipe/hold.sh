#!/bin/bash
# Sourced: starts what holds paths while it runs, in the PID namespace of one session, and returns when all of it holds.
# Each says so by a line in the pipe before it turns into a program that only sleeps.
held() { cat "/nix/home/held/$1"; }
mkfifo /nix/home/held/ready.$$
exec 9<> /nix/home/held/ready.$$
rm /nix/home/held/ready.$$
hold() { setsid bash -c "$1" bash "${@:2}" < /dev/null > /dev/null 2>&1 & }
hold 'echo ready >&9; exec 9>&-; exec "$1"/bin/sleeper 3600' "$(held sleeper)"
hold 'cd "$1"; set --; echo ready >&9; exec 9>&-; exec sleep 3600' "$(held heldByFolder)"
hold 'exec 7< "$1"/file; echo ready >&9; exec 9>&-; exec sleep 3600' "$(held heldByFile)"
hold 'export HELD=/some/where:"$1"/file; echo ready >&9; exec 9>&-; exec sleep 3600' "$(held heldByEnvironment)"
# A temporary root lasts as long as somebody has its file locked; Nix makes these files for itself alone.
umask 077
printf '%s\0' "$(held heldTemporarily)" > /nix/var/nix/temproots/99991
printf '%s\0' "$(held onceTemporary)" > /nix/var/nix/temproots/99992
umask 022
hold 'exec flock --exclusive --no-fork /nix/var/nix/temproots/99991 bash -c "echo ready >&9; exec 9>&-; exec sleep 3600"'
# So does a temporary folder of the store, from the version on that locks them.
hold 'exec flock --exclusive --no-fork /nix/store/tmp-5678-0 bash -c "echo ready >&9; exec 9>&-; exec sleep 3600"'
for _ in 1 2 3 4 5 6; do read -r <&9; done
exec 9>&-
