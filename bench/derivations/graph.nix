# 60 builds in layers of eight: each takes about a third of a second, partly computing, partly waiting, and prints 55 lines.
{salt}: let
  build = name: inputs:
    derivation {
      inherit salt name inputs;
      system = builtins.currentSystem;
      builder = "/bin/sh";
      PATH = "/usr/bin:/bin";
      args = [
        "-c"
        ''
          for phase in unpackPhase configurePhase buildPhase checkPhase installPhase; do
            printf '@nix { "action": "setPhase", "phase": "%s" }\n' $phase >&2
            echo "Running phase: $phase"
            for line in 1 2 3 4 5 6 7 8 9 10; do echo "[$line/10] gcc -O2 -g -fPIC -Wall -Isrc -c src/unit-$line.c -o unit-$line.o"; done
            i=0; while [ $i -lt 4000 ]; do i=$((i+1)); done
            sleep 0.05
          done
          echo $name >$out
        ''
      ];
    };
  layer = n: let
    below = layer (n - 1);
  in
    if n < 0
    then []
    else builtins.genList (i: build "library-${toString n}-${toString i}" (map (shift: builtins.elemAt below (builtins.bitAnd (i + shift) 7)) (if below == [] then [] else [0 3 5]))) 8;
  wide = builtins.genList layer 7;
  last = layer 6;
in
  # 56 in layers, three above them, and one that holds everything together.
  build "system" (map (n: build "part-${toString n}" last) [0 1 2] ++ builtins.concatLists wide)
