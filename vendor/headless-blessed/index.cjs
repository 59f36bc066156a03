'use strict';

// blessed-contrib requires blessed only to be a base class for widgets that sit on a screen. nixscope draws its widgets
// off-screen and embeds the resulting lines in Ink, so an element that remembers its options and content is enough.

class Node {
	on() {
		return this;
	}

	once() {
		return this;
	}

	emit() {}
}

function Box(options) {
	this.options = options || {};
	this.width = this.options.width;
	this.height = this.options.height;
	this.content = '';
	this.children = [];
}

Box.prototype = Object.create(Node.prototype);
Object.assign(Box.prototype, {
	append(child) {
		this.children.push(child);
	},
	remove(child) {
		this.children = this.children.filter((other) => other !== child);
	},
	setContent(content) {
		this.content = content;
	},
	clearPos() {},
	_render() {},
});

module.exports = {
	Node,
	Element: Box,
	Box,
	Text: Box,
	box(options) {
		const box = Object.create(Box.prototype);
		Box.call(box, options);
		return box;
	},
};
