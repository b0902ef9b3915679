"""A program of one customer mails every minute, a second after a monitor asks for the front page of another's site. Nobody
knows whose that site is: the monitor is not blocked, for no folder of the customer is that host's, and all have an index.php."""
from unknown_panel import neighbour


def build(root):
    return neighbour(root)
