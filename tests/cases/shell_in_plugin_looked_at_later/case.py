"""As shell_in_plugin_by_get, but nobody looks until two hours later, when no piece of the web log lies half before the window: that the site's
other pages were asked for on the days before is known all the same, and its callers are blocked."""
from young_logs import case_of


def build(root):
    server = case_of("shell_in_plugin_by_get").build(root)
    server.now += 2 * 3600
    return server
