// Stands in for optional development tools of bundled packages.
export default {};
