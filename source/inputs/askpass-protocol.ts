/** The variable that tells the askpass program where its nixscope listens. */
export const askpassSocketVariable = 'NIXSCOPE_ASKPASS_SOCKET';

/** From the program to nixscope, one line of JSON; the answer is `+`, the text and a newline, or nothing at all. */
export type AskpassRequest = {
	readonly text: string;
	/** SSH_ASKPASS_PROMPT (ssh-agent(1)): `confirm` for yes or no, `none` for a notice without an answer. */
	readonly hint: string | undefined;
};
