{
  description = "A flake without inputs: packages, an app, checks and a shell";

  outputs = {self}: let
    system = builtins.readFile ./system;
    build = name: script:
      derivation {
        inherit name system;
        builder = "/bin/sh";
        PATH = "/usr/bin:/bin";
        args = ["-c" script];
        salt = builtins.readFile ./salt;
      };
  in {
    packages.${system} = rec {
      library = build "weather-library-0.3" "echo compiling the library; mkdir $out; echo sunny > $out/data";
      default = build "weather-0.3" ''
        echo linking; mkdir -p $out/bin
        printf '#!/bin/sh\necho "weather: %s"\n' "$(cat ${library}/data)" > $out/bin/weather-0.3
        chmod +x $out/bin/weather-0.3; ln -s weather-0.3 $out/bin/weather
      '';
    };
    apps.${system}.default = {
      type = "app";
      program = "${self.packages.${system}.default}/bin/weather";
    };
    checks.${system} = {
      good = build "check-good" "echo checked; echo > $out";
    };
    devShells.${system}.default = derivation {
      name = "weather-shell";
      inherit system;
      builder = "/bin/bash";
      PATH = "/usr/bin:/bin";
      args = ["-c" "echo > $out"];
      stdenv = ./stdenv;
      outputs = ["out"];
      shellHook = "echo hook >> \"\${HOOK_LOG:-/dev/null}\"";
      salt = builtins.readFile ./salt;
    };
  };
}
