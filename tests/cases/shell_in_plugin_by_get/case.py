"""As shell_called_by_get, and the file lies among a plugin's own, where its place tells nothing: the bought list and the twelve places
from which nobody asked for anything else do."""
from shell_callers import story

PAGE = "/wp-content/plugins/akismet/views/go.php"
CALLERS = [f"{40 + number}.{number * 3 + 1}.7.9" for number in range(12)]


def build(root):
    return story(root, "cpanel", PAGE, shell_at=PAGE, callers=CALLERS)
