#!/bin/bash
# Fills the empty store of a lab: profiles with generations, roots of every kind and state, odd entries, duplicates.
# The same paths each time. Ages of links are set, so that nothing depends on when this runs.
set -euo pipefail
recipe=/nix/home/store-recipe
packages=$recipe/packages.nix
state=/nix/var/nix
profiles=$state/profiles
roots=$state/gcroots
projects=/nix/home/projects
mkdir -p "$profiles/per-user/root" "$roots/auto" "$projects" /nix/home/.cache/nix /nix/home/.cache/lorri/gc_roots \
  /nix/home/.local/state/nix/profiles /nix/home/.local/state/home-manager/gcroots
cd "$projects"

build() { nix-build "$packages" -A "$1" "${@:2}" 2>> /nix/log/fill; }
path() { build "$1" --no-out-link; }
age() { touch --no-dereference --date "@$(($(date +%s) - $2 * 86400))" "$1"; }
# An indirect root: LINK outside, found through gcroots/auto.
indirect() { mkdir -p "$(dirname "$2")"; build "$1" --out-link "$2" > /nix/log/last; age "$2" "$3"; }

# All of it at once costs one evaluation; what is asked for later is there already.
everything=$(nix-instantiate "$packages" 2>> /nix/log/fill | sed 's/!.*//' | sort -u)
nix-store --realise $everything 2>> /nix/log/fill > /nix/log/last

# A path whose deriver is gone. Deleting also removes stale links, so it comes before there are any.
nix-store --delete "$(nix-store -q --deriver "$(path withoutDeriver)")" --option keep-derivations false --option keep-outputs false > /nix/log/last 2>> /nix/log/fill || true

# Generations.
for number in 1 2 3 4; do nix-env -p "$profiles/system" --set "$(path system$number)"; done
nix-env -p "$profiles/system" --switch-generation 3 2>> /nix/log/fill
for number in 1 2 3 4; do age "$profiles/system-$number-link" $((50 - number * 10)); done
ln -s "$(readlink -f "$profiles/system")" "$roots/current-system"
ln -s "$(path booted)" /nix/home/booted && ln -s /nix/home/booted "$roots/booted-system"
for attribute in browser1 browser2 tool; do
  nix-env -p "$profiles/per-user/root/profile" -f "$packages" -iA $attribute 2>> /nix/log/fill
done
nix-env -p "$profiles/default" --set "$(path tool)"
nix-env -p "$profiles/per-user/root/channels" --set "$(path channel1)"
nix-env -p "$profiles/per-user/root/channels" --set "$(path channel2)"
home=/nix/home/.local/state/nix/profiles/home-manager
nix-env -p $home --set "$(path home1)"
nix-env -p $home --set "$(path home2)"
age $home-1-link 33
nix-store --realise "$(path home2)" --add-root /nix/home/.local/state/home-manager/gcroots/current-home --indirect > /nix/log/last

# Links in projects.
indirect result "$projects/site/result" 12
indirect resultDev "$projects/site/result-all" 11
indirect ca "$projects/ca/result" 3
indirect afterCa "$projects/ca/result-after" 2
indirect shell "$projects/shell/.direnv/flake-profile-0123456789abcdef0123456789abcdef01234567" 200
indirect flakeInput "$projects/shell/.direnv/flake-inputs/0f1e2d3c4b5a69788796a5b4c3d2e1f0-source" 200
indirect devenv "$projects/devenv/.devenv/profile" 90
indirect lorri /nix/home/.cache/lorri/gc_roots/0123456789abcdef/gc_root/shell_gc_root 300
nix-store --realise "$(nix-instantiate --eval --expr "(import $packages).registry" | tr -d '"')" --add-root /nix/home/.cache/nix/flake-registry.json --indirect > /nix/log/last
indirect copies1 "$projects/copies/result" 5
indirect copies2 "$projects/copies/result-2" 5
indirect shared1 "$projects/shared/one" 70
indirect shared2 "$projects/shared/two" 80
indirect keptByOutput "$projects/generated/result" 8
indirect twice "$projects/twice/result" 8
indirect twice "$projects/twice/result again" 7
ln -s "$projects/twice/result" "$roots/to-result"
nix-instantiate "$packages" -A fixed --add-root "$projects/fixed.drv" --indirect > /nix/log/last 2>> /nix/log/fill

# Roots that hold nothing, or in their own way.
indirect gone "$projects/gone/result" 40 && rm "$projects/gone/result"
indirect moved "$projects/moved/result" 41 && mv "$projects/moved/result" "$projects/moved/elsewhere"
mkdir -p "$roots/hydra/job" "$roots/per-user/root" "$projects/odd"
ln -s "$(path direct)" "$roots/per-user/root/direct"
ln -s "$(path deep)/file" "$roots/deep"
ln -s ../../profiles/default-1-link "$roots/hydra/relative"
: > "$roots/hydra/job/$(basename "$(path hydra)")"
: > "$roots/hydra/job/00000000000000000000000000000000-never-built"
: > "$roots/hydra/job/no-store-path"
ln -s "$projects" "$roots/to-a-folder"
ln -s "$projects/no-such-link" "$roots/dangling"
ln -s "$projects/odd/first" "$roots/auto/two-hops"
ln -s "$projects/odd/second" "$projects/odd/first"
ln -s "$(path gone)" "$projects/odd/second"
echo text > "$projects/odd/text" && ln -s "$projects/odd/text" "$roots/auto/to-a-file"
ln -s loop "$roots/auto/loop"
ln -s /nix/store/00000000000000000000000000000000-not-valid "$roots/auto/not-valid"
ln -s /nix/store "$roots/to-the-store"
ln -s /nix/store/.links "$roots/to-links"
ln -s "$projects/odd/with
newline" "$roots/auto/odd-name"
ln -s "$(path garbage1)" "$projects/odd/link-outside-of-any-root"

# What Nix leaves behind, and what others leave.
build copies3 --no-out-link --option auto-optimise-store true > /nix/log/last
# A link that no file shares any more.
echo unused > /nix/store/.links/0000000000000000000000000000000000000000000000000000
echo 'added by hand' > "$projects/added.txt"
nix-store --add "$projects/added.txt" > /nix/log/last
nix-store --add-fixed sha256 "$projects/added.txt" > /nix/log/last
cd /nix/store
echo junk > not-a-store-name
mkdir -p a-folder/below .tmp-left tmp-1234-0 tmp-5678-0 && echo x > a-folder/below/file
echo data > 11111111111111111111111111111111-unregistered-1.0
mkdir 22222222222222222222222222222222-unregistered-folder && head -c 30000 /dev/zero > 22222222222222222222222222222222-unregistered-folder/zeros
: > 33333333333333333333333333333333-left.lock
: > "$(basename "$(path font)").lock"
mkdir 44444444444444444444444444444444-kept.drv.chroot

# For hold.sh.
mkdir /nix/home/held
for attribute in sleeper heldByFolder heldByFile heldByEnvironment heldTemporarily onceTemporary; do
  path $attribute > /nix/home/held/$attribute
done
