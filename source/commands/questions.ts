import type {AskpassQuestion} from '../inputs/askpass.js';

/** Shows a question; resolves to the answer, or to undefined when there is none. */
export type Asker = (question: {
	readonly program: string;
	readonly text: string;
	readonly signal: AbortSignal;
}) => Promise<string | undefined>;

/** Passwords that programs below a command ask for, one after another, through the screen as soon as there is one. */
export class Questions {
	#askerIsThere: (asker: Asker) => void = () => {};
	readonly #asker = new Promise<Asker>((resolve) => {
		this.#askerIsThere = resolve;
	});
	#last: Promise<unknown> = Promise.resolve();

	answerWith(asker: Asker): void {
		this.#askerIsThere(asker);
	}

	readonly ask = (question: AskpassQuestion): Promise<string | undefined> => {
		const answer = this.#last.then(async () => {
			const asker = await this.#asker;
			return question.signal.aborted ? undefined : asker({...question, program: programOf(question.text)});
		});
		this.#last = answer;
		return answer;
	};
}

/** The askpass protocol does not say who asks; the words do. */
function programOf(text: string): string {
	if (/^(?:Username|Password) for /.test(text)) {
		return 'git';
	}

	return /^\[sudo\]/.test(text) ? 'sudo' : 'ssh';
}
