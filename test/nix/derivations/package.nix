# One test package: what nixpkgs calls mkDerivation, in a few lines. `salt` makes it new to a store that has it.
{salt}: {
  name,
  inputs ? [],
  phases ? ["unpackPhase" "configurePhase" "buildPhase" "checkPhase" "installPhase"],
  seconds ? "0.02",
  bytes ? 20000,
  fail ? "",
  failure ? "exit 1",
  ...
} @ attributes:
  derivation ({
      inherit salt name inputs phases seconds bytes fail failure;
      system = builtins.currentSystem;
      outputs = ["out"];
      builder = "/bin/sh";
      args = [./builder.sh];
      PATH = "/usr/bin:/bin";
    }
    // attributes)
