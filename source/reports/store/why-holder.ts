import type {WhyAnswer} from '../../analyses/answers/answer.js';

/** A link or `pid N` that alone holds the path. */
export function holderOf({dominators, roots}: WhyAnswer): string | undefined {
	const last = dominators.at(-1);
	const isHolder = roots.some(({link, process}) => link === last || `pid ${process?.pid}` === last);
	return isHolder ? last : undefined;
}
