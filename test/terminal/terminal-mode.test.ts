import test from 'ava';
import {showsTyping} from '../../source/terminal/terminal-mode.js';

test('echo, as GNU and BSD print modes', (t) => {
	t.true(showsTyping('500:5:bf:8a3b:3:1c:7f:15:4:0:1:0:11:13:1a:0:12:f:17:16:0:0'));
	t.false(showsTyping('500:5:bf:8a33:3:1c:7f:15:4:0:1:0:11:13:1a:0:12:f:17:16:0:0'));
	t.true(showsTyping('gfmt1:cflag=4b00:iflag=6b02:lflag=200005cb:oflag=3:discard=f'));
	t.false(showsTyping('gfmt1:cflag=4b00:iflag=6b02:lflag=200005c3:oflag=3:discard=f'));
	t.true(showsTyping('?'));
});
