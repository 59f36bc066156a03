/** How far a long reading is. */
export type Progress = {
	readonly task:
		| 'reading the store'
		| 'adding up closures'
		| 'reading the links'
		| 'comparing files'
		| 'measuring files';
	readonly done: number;
	/** Undefined while it is not known. */
	readonly total: number | undefined;
};

export type OnProgress = (progress: Progress) => void;
