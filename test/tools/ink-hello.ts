// The least that Ink can draw, to compare the first frame with.

process.env['NODE_ENV'] ??= 'production';
const {render, Text} = await import('ink');
const {createElement} = await import('react');
render(createElement(Text, null, 'hello'));
setTimeout(() => {}, 60_000);
export {};
