/** What is known of a recorded run from the real store, the builders and Nix's raw stream: NAME.truth.json. */
export type RecordedTruth = {
	readonly outcome: string;
	/** By derivation name. */
	readonly builds: Readonly<Record<string, RecordedBuild>>;
	/** By name; undefined where the run was not looked at for them. */
	readonly downloads?: Readonly<Record<string, string>> | undefined;
	readonly uploads?: Readonly<Record<string, string>> | undefined;
	readonly records: number;
	readonly logLines: number;
	/** First lines of Nix's errors, without colours and prefix. */
	readonly errors: readonly string[];
};

export type RecordedBuild = {
	readonly status: string;
	readonly kinds?: readonly string[] | undefined;
	readonly exitCode?: number | undefined;
	readonly signal?: number | undefined;
	readonly started: boolean;
	/** The stream names the derivation at all. */
	readonly heardOf: boolean;
};
