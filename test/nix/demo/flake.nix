{
  description = "The machine 'observatory': what the bundled demonstration builds. Made up, but built by real Nix.";

  outputs = {self}: {
    packages.x86_64-linux = import ./observatory.nix;
  };
}
