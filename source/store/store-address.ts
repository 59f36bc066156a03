/** Where a store is. */
export type StoreAddress = LocalStore | SshStore | BinaryCache | SnapshotFile;

/** A store in folders of this machine. */
export type LocalStore = {
	readonly kind: 'local';
	/** What store paths begin with: `/nix/store`. */
	readonly storeDirectory: string;
	/** Where the files of the store are: the same, but for a chroot store `ROOT/nix/store`. */
	readonly realStoreDirectory: string;
	/** `/nix/var/nix`, or that of a chroot store. */
	readonly stateDirectory: string;
	/** The root of a chroot store; empty otherwise. */
	readonly chroot: string;
	/** As `--store` would name it, for commands that are shown; undefined for the usual one, unless its daemon was named. */
	readonly uri: string | undefined;
};

/** Another machine's store. */
export type SshStore = {
	readonly kind: 'ssh';
	/** `user@host` */
	readonly host: string;
	readonly uri: string;
};

/** A binary cache in a folder of this machine. */
export type BinaryCache = {
	readonly kind: 'binary-cache';
	readonly folder: string;
	readonly uri: string;
};

/** A file that `nixscope snapshot` has written. */
export type SnapshotFile = {
	readonly kind: 'snapshot';
	readonly file: string;
};
