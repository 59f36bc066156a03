import type {Followed, FollowRequest} from './follow.js';
import {followPlainly} from './follow-plainly.js';

export function followOnScreen(request: FollowRequest): Promise<Followed> {
	return followPlainly(request);
}
