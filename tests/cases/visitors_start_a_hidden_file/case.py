"""As visitors_start_a_shell, one letter a visit and without PHP's log. PHP's header in the queued letters names a file that is
not index.php: whichever it is, index.php is not sealed, which would end the site; its spam is taken all the same."""
from front_page import SITE, VISITORS, bakery, letters, sealed


def build(root):
    server = bakery(root)
    for number, at in enumerate(server.spread("09:00:00", "15:30:00", 240)):
        server.visit(SITE, VISITORS[number], at)
        letters(server, at + 0.4, 1)
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=None, spare_origins=VISITORS)
    return server


def check(document):
    told = [row["text"] for incident in document["incidents"] for row in incident["evidence"] if "x9.php" in row["text"]]
    return sealed(document) + ([] if told else ["nothing names x9.php"])
