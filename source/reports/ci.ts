/** Runners of continuous integration whose logs have folds. */
export type Ci = 'github' | 'gitlab' | 'forgejo' | 'gitea';

/** @param env Environment variables; each runner documents its own. */
export function detectCi(env: Readonly<Record<string, string | undefined>>): Ci | undefined {
	if (env.FORGEJO_ACTIONS === 'true') {
		return 'forgejo';
	}

	if (env.GITEA_ACTIONS === 'true') {
		return 'gitea';
	}

	// Forgejo and Gitea set this as well, for actions that were written for GitHub.
	if (env.GITHUB_ACTIONS === 'true') {
		return 'github';
	}

	return env.GITLAB_CI === undefined ? undefined : 'gitlab';
}
