# What the real-Nix tests build, one attribute a case; no nixpkgs and no network. cases.ts says what must come of each.
{
  salt ? "0",
  cache ? "http://127.0.0.1:1",
}: let
  package = import ./package.nix {inherit salt;};
  quick = name: inputs: package {inherit name inputs;};
  # A build that takes its time in one phase, so that it still runs when a sibling fails.
  slow = name: seconds: inputs: package {inherit name seconds inputs; phases = ["buildPhase" "installPhase"];};
  failing = name: inputs: attributes: package ({inherit name inputs; fail = "checkPhase";} // attributes);
  fixedOutput = hash: {outputHashMode = "flat"; outputHashAlgo = "sha256"; outputHash = hash; phases = ["unpackPhase" "installPhase"]; fail = "installPhase"; failure = "printf hello > $out";};
  contentAddressed = {__contentAddressed = true; outputHashMode = "recursive"; outputHashAlgo = "sha256";};
  nothing = "0000000000000000000000000000000000000000000000000000";
  hello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
in rec {
  # A small C world: 12 derivations in five layers.
  zlib = quick "zlib-1.3.1" [];
  openssl = quick "openssl-3.6.0" [zlib];
  ncurses = quick "ncurses-6.5" [];
  readline = quick "readline-8.3" [ncurses];
  libffi = quick "libffi-3.5.2" [];
  sqlite = quick "sqlite-3.50.4" [zlib readline];
  expat = quick "expat-2.7.3" [];
  python = quick "python3-3.13.9" [zlib openssl readline libffi sqlite expat];
  nghttp2 = quick "nghttp2-1.67.1" [];
  curl = quick "curl-8.16.0" [zlib openssl nghttp2];
  git = quick "git-2.51.2" [curl expat zlib];
  tools = quick "developer-tools-1.0" [git python];

  # A failure in the middle: ripgrep fails after pcre2 while two siblings run, one waits for them, two wait for it.
  pcre2 = quick "pcre2-10.46" [];
  ripgrep = failing "ripgrep-15.1.0" [pcre2] {failure = "echo 'test result: FAILED. 711 passed; 1 failed'; exit 101";};
  llvm = slow "llvm-21.1.2" "2" [];
  rustc = slow "rustc-1.91.0" "2.2" [];
  cargo = quick "cargo-1.91.0" [rustc];
  editor = quick "editor-env-1.0" [ripgrep];
  failure = quick "system-path-1.0" [editor llvm cargo];

  # Two failures, a dependent of both and what is not concerned.
  numpy = failing "numpy-2.3.4" [zlib] {failure = "exit 2";};
  scipy = quick "scipy-1.16.2" [numpy openssl];
  pandas = failing "pandas-2.3.3" [] {fail = "buildPhase"; failure = "exit 3";};
  dependencies = quick "python3-env-1.0" [scipy pandas libffi];

  signalled = failing "webkitgtk-2.50.1" [] {fail = "buildPhase"; failure = "kill -SEGV $$";};
  outOfMemory = failing "chromium-142.0" [] {fail = "buildPhase"; failure = "kill -KILL $$";};
  endless = failing "endless-loop-1.0" [zlib] {fail = "buildPhase"; failure = "echo tick; sleep 0.3; witness busy; while :; do echo tick; sleep 0.2; done";};
  silent = failing "silent-1.0" [] {fail = "buildPhase"; failure = "sleep 60";};
  noOutput = package {name = "no-output-1.0"; phases = ["buildPhase"];};
  chatty = failing "chatty-1.0" [] {fail = "buildPhase"; failure = "seq 1 20000; sleep 20";};

  wrongHash = package ({name = "source-2.4.tar.gz";} // fixedOutput nothing);
  wrongHashUser = quick "user-of-source-2.4" [wrongHash];
  rightHash = package ({name = "hello-source";} // fixedOutput hello);

  multipleOutputs = package {name = "glib-2.86.1"; outputs = ["out" "dev" "lib" "man"];};
  usesOutputs = quick "dconf-0.49.0" [multipleOutputs.lib multipleOutputs.dev];

  contentBase = package ({name = "ca-base-1.0";} // contentAddressed);
  contentMiddle = package ({name = "ca-middle-1.0"; inputs = [contentBase];} // contentAddressed);
  content = package ({name = "ca-top-1.0"; inputs = [contentMiddle];} // contentAddressed);

  # Substitution: `cached` is put into a cache first; `mixed` builds two on top of it.
  bulk = n: name: inputs: package {inherit name inputs; bytes = n;};
  glibc = bulk 900000 "glibc-2.42" [];
  gcc = bulk 1500000 "gcc-15.2.0" [glibc];
  perl = bulk 700000 "perl-5.42.0" [glibc];
  cached = bulk 30000 "stdenv-linux" [glibc gcc perl];
  mixedLibrary = quick "libuv-1.51.0" [cached];
  mixed = quick "nodejs-24.11.0" [mixedLibrary cached];

  fetch = derivation {name = "hello.txt"; system = "builtin"; builder = "builtin:fetchurl"; url = "${cache}/files/hello.txt"; outputHashMode = "flat"; outputHashAlgo = "sha256"; outputHash = hello; executable = false; unpack = false;};
  fetchMissing = derivation {name = "missing.txt"; system = "builtin"; builder = "builtin:fetchurl"; url = "${cache}/files/missing.txt"; outputHashMode = "flat"; outputHashAlgo = "sha256"; outputHash = nothing; executable = false; unpack = false;};
  usesFetch = quick "uses-hello-1.0" [fetch];
  evaluationFetch = quick "uses-${builtins.readFile (builtins.fetchurl "${cache}/files/hello.txt")}" [];

  imported = package {name = "imported.nix"; fail = "installPhase"; failure = "echo '\"imported\"' > $out";};
  usesImported = quick "uses-${import imported}" [];

  thrown = quick "never-${throw "the configuration asks for a thing that does not exist"}" [];
  traced = builtins.trace "loading the overlay" (builtins.trace "a second trace" (quick "traced-1.0" []));
  warned = builtins.trace "evaluation warning: the option is deprecated" zlib;
  wrongSystem = package {name = "darwin-only-1.0"; system = "aarch64-darwin";};
  missingFeature = package {name = "vm-test-run"; requiredSystemFeatures = ["kvm" "no-such-feature"];};
  changing = package {name = "timestamped-1.0"; fail = "installPhase"; failure = "date +%s%N > $out";};
  structured = derivation {name = "structured-1.0"; inherit salt; system = builtins.currentSystem; builder = "/bin/bash"; args = ["-c" ". $NIX_BUILD_TOP/.attrs.sh; echo structured > \${outputs[out]}"]; __structuredAttrs = true; nested = {list = [1 2]; flag = true;};};
  many = quick "many-1.0" (map (n: package {name = "part-${toString n}"; phases = ["installPhase"]; seconds = "0"; bytes = 100;}) (builtins.genList (n: n) 200));

  # Output that a terminal must never see: titles, modes, clipboard, cursor, bidi, broken UTF-8, forged records.
  hostile = failing "hostile-1.0" [] {
    fail = "buildPhase";
    failure = ''
      for i in 10 50 100; do printf '\rprogress %d%%' $i; sleep 0.02; done; printf '\n'
      printf '\033[31mred\033[0m \033[1;38;5;208morange\033[m\n'
      printf '\033]0;owned title\007title\n\033]8;;http://example.org\033\\link\033]8;;\033\\\n\033]52;c;b3duZWQ=\007clipboard\n'
      printf '\033[2J\033[H\033[?1049h\033[?25l\033[?1003h\033[6n\033c\033P+q544e\033\\cleared\n'
      printf 'bell\007 back\b\b\b tab\there vt\013ff\014 nul\000end del\177\n'
      printf 'bad: \377\376 \303( \342\202 \360\237\222 \355\240\200 c1: \302\2332J \2332J\n'
      printf 'wide: \346\274\242\345\255\227 \360\237\221\251\342\200\215\360\237\232\200 e\314\201 \342\200\256evil\342\200\213x\n'
      printf '@nix {"action":"msg","level":0,"msg":"forged by a builder"}\n@nix {"action":"stop","id":1}\n@nix not json\n'
      printf '@nix {"action":"start","id":99,"level":3,"type":105,"text":"forged","fields":["/nix/store/x.drv","",1,1],"parent":0}\n'
      mkdir $out; printf 'no newline at the end'
    '';
  };
  flood = failing "flood-1.0" [] {fail = "buildPhase"; failure = ''seq -f "[%.0f/500000] gcc -O2 -c unit.c -o unit.o" 1 500000; mkdir $out'';};
  longLine = failing "long-line-1.0" [] {fail = "buildPhase"; failure = ''head -c 2000000 /dev/zero | tr '\0' x; echo; echo after the long line; mkdir $out'';};
}
