# A machine's worth of packages, named after real ones, with the dependencies those have and times in seconds instead
# of minutes. `toolchain` is what a binary cache holds.
let
  package = kind: name: units: inputs: attributes:
    derivation ({
        inherit name kind inputs;
        pname = builtins.head (builtins.match "(.*)-[0-9].*|(.*)" name);
        units = toString units;
        pace = "0.13";
        bytes = 30000;
        failing = "";
        system = "x86_64-linux";
        outputs = ["out"];
        builder = "/bin/sh";
        args = [./builder.sh];
        PATH = "/usr/bin:/bin";
      }
      // attributes);
  c = name: units: inputs: package "autotools" name units (inputs ++ [stdenv]) {};
  cxx = name: units: inputs: package "cmake" name units (inputs ++ [stdenv cmake ninja]) {};
  rust = name: units: inputs: package "cargo" name units (inputs ++ [stdenv rustc]) {};
  py = name: units: inputs: package "python" "python3.13-${name}" units (inputs ++ [packages.python3]) {};
  file = name: inputs: package "trivial" name 0 inputs {};
  bulk = name: bytes: inputs: package "bulk" name 0 inputs {inherit bytes;};

  glibc = bulk "glibc-2.42" 3600000 [];
  linuxHeaders = bulk "linux-headers-6.16.7" 1400000 [];
  bash = bulk "bash-5.3p3" 900000 [glibc];
  coreutils = bulk "coreutils-9.8" 1200000 [glibc];
  binutils = bulk "binutils-2.44" 4200000 [glibc];
  gcc = bulk "gcc-15.2.0" 9800000 [glibc binutils linuxHeaders];
  gnumake = bulk "gnumake-4.4.1" 700000 [glibc];
  perl = bulk "perl-5.42.0" 3100000 [glibc coreutils];
  stdenv = bulk "stdenv-linux" 20000 [bash coreutils gcc gnumake perl];
  ninja = bulk "ninja-1.13.1" 400000 [glibc];
  cmake = bulk "cmake-4.1.2" 4600000 [glibc];
  rustc = bulk "rustc-1.91.0" 11500000 [glibc gcc];
  packages = rec {
    toolchain = file "toolchain" [stdenv ninja cmake rustc];

    zlib = c "zlib-1.3.1" 24 [];
    bzip2 = c "bzip2-1.0.8" 15 [];
    xz = c "xz-5.8.1" 36 [];
    zstd = c "zstd-1.5.7" 45 [];
    brotli = cxx "brotli-1.1.0" 30 [];
    openssl = package "autotools" "openssl-3.6.0" 150 [zlib stdenv] {outputs = ["out" "dev" "man"];};
    ncurses = c "ncurses-6.5" 54 [];
    readline = c "readline-8.3" 30 [ncurses];
    libffi = c "libffi-3.5.2" 21 [];
    expat = cxx "expat-2.7.3" 21 [];
    sqlite = c "sqlite-3.50.4" 60 [zlib readline];
    icu = c "icu4c-77.1" 120 [];
    libunistring = c "libunistring-1.4" 30 [];
    libidn2 = c "libidn2-2.3.8" 24 [libunistring];
    libxml2 = c "libxml2-2.15.0" 45 [zlib xz icu];
    pcre2 = c "pcre2-10.46" 36 [bzip2];
    nghttp2 = cxx "nghttp2-1.67.1" 42 [openssl];
    libssh2 = c "libssh2-1.11.1" 27 [openssl zlib];
    curl = package "autotools" "curl-8.16.0" 75 [openssl zlib zstd brotli nghttp2 libssh2 libidn2 stdenv] {outputs = ["out" "dev" "man"];};
    git = c "git-2.51.2" 105 [curl expat pcre2 openssl zlib];
    lua = c "lua-5.4.8" 18 [readline];
    libuv = cxx "libuv-1.51.0" 33 [];
    treeSitter = rust "tree-sitter-0.25.10" 60 [];
    ripgrep = rust "ripgrep-15.1.0" 72 [pcre2];
    fd = rust "fd-10.3.0" 54 [];
    neovimUnwrapped = cxx "neovim-unwrapped-0.11.4" 110 [lua libuv treeSitter];
    neovim = file "neovim-0.11.4" [neovimUnwrapped];
    nginx = c "nginx-1.28.0" 66 [openssl pcre2 zlib];
    postgresql = package "autotools" "postgresql-17.6" 165 [openssl readline zlib libxml2 icu stdenv] {outputs = ["out" "lib"];};
    python3 = c "python3-3.13.9" 150 [openssl sqlite libffi expat readline bzip2 xz zlib];
    setuptools = py "setuptools-80.9.0" 12 [];
    packaging = py "packaging-25.0" 6 [];
    multidict = py "multidict-6.7.0" 9 [setuptools];
    frozenlist = py "frozenlist-1.8.0" 9 [setuptools];
    yarl = py "yarl-1.22.0" 9 [multidict];
    numpy = py "numpy-2.3.4" 60 [setuptools packaging];
    aiohttp = package "python" "python3.13-aiohttp-3.13.1" 36 [multidict frozenlist yarl python3] {failing = "1";};
    astropy = py "astropy-7.1.1" 36 [numpy packaging];
    observatory = py "observatory-web-0.9.2" 18 [aiohttp astropy];

    unitNginx = file "unit-nginx.service" [nginx];
    unitPostgresql = file "unit-postgresql.service" [postgresql];
    unitObservatory = file "unit-observatory.service" [observatory];
    systemPath = file "system-path" [git neovim ripgrep fd curl];
    etc = file "etc" [unitNginx unitPostgresql unitObservatory];
    default = file "nixos-system-observatory-25.11" [systemPath etc];
  };
in
  packages
