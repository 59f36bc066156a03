// Stands in for optional development tools of bundled packages.
// biome-ignore lint/style/noDefaultExport: what is replaced has one.
export default {};
