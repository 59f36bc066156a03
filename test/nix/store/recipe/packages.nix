# A little distribution with which recipe/fill.sh fills a store: versions, several outputs, build-time dependencies that
# nothing refers to, content-addressed and fixed outputs, and files that are there more than once. Builds take no time.
let
  build = name: attributes: script: derivation ({
    inherit name;
    system = builtins.currentSystem;
    builder = "/bin/sh";
    args = [ "-ec" script ];
    PATH = "/usr/bin:/bin";
  } // attributes);
  # A directory with one file of so many bytes, which names the paths that it refers to.
  plain = name: bytes: references: build name { inherit references; } ''
    mkdir $out
    yes '${name}' | head -c ${toString bytes} > $out/file
    echo "$references" > $out/references
  '';
  contentAddressed = { __contentAddressed = true; outputHashMode = "recursive"; outputHashAlgo = "sha256"; };
in
rec {
  # It refers to itself.
  libc = build "libc-2.40" { } ''
    mkdir -p $out/lib
    yes libc | head -c 150000 > $out/lib/libc.so
    echo "$out/lib" > $out/lib/search-path
  '';
  compiler = plain "compiler-13.2" 90000 [ libc ];
  patch = builtins.toFile "zlib-fix.patch" "--- a\n+++ b\n";
  zlib = build "zlib-1.3" { outputs = [ "out" "dev" "doc" ]; inherit compiler libc patch; } ''
    mkdir $out $dev $doc
    yes zlib | head -c 30000 > $out/libz.so
    echo "$libc" > $out/needs
    echo "$out" > $dev/zlib.pc
    echo 'the manual' > $doc/manual
  '';
  tool = build "tool-3.1" { inherit compiler zlib; } ''
    mkdir -p $out/bin
    echo "$zlib" > $out/bin/tool
    chmod +x $out/bin/tool
    ln -s tool $out/bin/alias
  '';
  zlibDev = zlib.dev;
  zlibDoc = zlib.doc;

  browser1 = plain "browser-1.0" 40000 [ tool zlib ];
  browser2 = plain "browser-2.0" 50000 [ tool zlib ];
  browser3 = plain "browser-2.1" 60000 [ tool zlib libc ];
  font = plain "font-5" 20000 [ ];

  system1 = plain "nixos-system-lab-25.05.1" 1000 [ browser1 tool ];
  system2 = plain "nixos-system-lab-25.05.2" 1000 [ browser2 tool ];
  system3 = plain "nixos-system-lab-25.05.3" 1000 [ browser2 tool font ];
  system4 = plain "nixos-system-lab-25.05.4" 1000 [ browser3 tool font ];
  booted = plain "nixos-system-lab-25.05.0" 1000 [ browser1 zlib ];

  home1 = plain "home-manager-generation" 700 [ (plain "dotfiles-1" 5000 [ ]) font ];
  home2 = plain "home-manager-generation" 800 [ (plain "dotfiles-2" 6000 [ ]) font ];
  channel1 = plain "channel-25.05.1" 9000 [ ];
  channel2 = plain "channel-25.05.2" 9500 [ ];

  result = plain "result-of-a-build" 12000 [ zlib (plain "only-in-result" 33000 [ libc ]) ];
  resultDev = build "with-dev" { outputs = [ "out" "dev" ]; } ''
    mkdir $out $dev
    echo out > $out/out
    echo "$out" > $dev/dev
  '';
  shell = plain "shell-env" 2500 [ compiler tool ];
  devenv = plain "devenv-profile" 2600 [ (plain "devenv-only" 8000 [ ]) ];
  lorri = plain "lorri-keep-env-hack" 2700 [ ];
  flakeInput = plain "source" 40000 [ ];
  registry = builtins.toFile "flake-registry.json" ''{"flakes": [], "version": 2}'';
  hydra = plain "hydra-job" 3100 [ font ];
  direct = plain "linked-directly" 3200 [ ];
  deep = plain "linked-below" 3300 [ ];
  shared1 = plain "shared-1" 400 [ onlyShared ];
  shared2 = plain "shared-2" 400 [ onlyShared ];
  onlyShared = plain "only-shared" 70000 [ libc ];
  moved = plain "moved" 2100 [ ];
  gone = plain "gone" 2200 [ ];
  twice = plain "linked-twice" 2300 [ ];

  sleeper = build "sleeper-1" { } ''
    mkdir -p $out/bin
    cp -L /bin/sleep $out/bin/sleeper
  '';
  heldByFolder = plain "held-by-folder" 1100 [ ];
  heldByFile = plain "held-by-file" 1200 [ ];
  heldByEnvironment = plain "held-by-environment" 1300 [ ];
  heldTemporarily = plain "held-temporarily" 1400 [ ];
  onceTemporary = plain "once-temporary" 1500 [ ];

  keptByOutput = build "uses-a-generator" { generator = plain "generator-1" 15000 [ ]; } "echo generated > $out";
  withoutDeriver = plain "without-deriver" 1600 [ ];
  fixed = build "fixed.txt" { outputHashMode = "flat"; outputHashAlgo = "sha256"; outputHash = builtins.hashString "sha256" "fixed\n"; } "echo fixed > $out";
  ca = build "content-addressed" (contentAddressed // { outputs = [ "out" "lib" ]; }) ''
    mkdir $out $lib
    echo ca > $lib/lib
    echo "$lib" > $out/file
  '';
  usesCa = build "uses-content-addressed" (contentAddressed // { inherit ca; }) ''echo "$ca" > $out'';
  deadCa = build "dead-content-addressed" contentAddressed "echo dead > $out";
  # An input-addressed derivation whose dependency is content-addressed.
  afterCa = build "after-content-addressed" { inherit usesCa; } ''echo "$usesCa" > $out'';

  garbage1 = plain "garbage-1" 11000 [ libc ];
  garbage2 = plain "garbage-2" 12000 [ garbage1 ];
  garbage3 = plain "garbage-3" 13000 [ garbage2 zlib ];

  # Equal files: plain, executable and empty ones, links, in folders and alone.
  copies = number: build "copies-${toString number}" { } ''
    mkdir -p $out/deep/er
    yes same | head -c 9000 > $out/same
    cp $out/same $out/deep/same-again
    cp $out/same $out/deep/er/same-but-executable
    chmod +x $out/deep/er/same-but-executable
    yes 'same size' | head -c 5000 > $out/a
    yes 'size, same' | head -c 5000 > $out/b
    echo ${toString number} > $out/own
    : > $out/empty
    : > $out/empty-again
    ln -s same $out/link
    ln -s same $out/deep/link
    ln -s a-target-that-is-only-in-${toString number} $out/own-link
  '';
  copies1 = copies 1;
  copies2 = copies 2;
  copies3 = copies 3;
  copyAlone1 = build "copy-alone-1" { } "yes alone | head -c 20000 > $out";
  copyAlone2 = build "copy-alone-2" { } "yes alone | head -c 20000 > $out";
  linkAlone = build "link-alone" { } "ln -s same $out";
}
