"""As shells_told_by_php, and each shell sets a zone at the other end of the world, in which PHP then stamps its log: the
files are named all the same."""
from logs import Clock
from many_folders import shells


def build(root):
    def far_away(server):
        server.php_clock = Clock("Pacific/Kiritimati")
        return "Your parcel is waiting"
    return shells(root, [], far_away, web_log=False)


def check(document):
    programs = document["incidents"][0]["programs"]
    return [] if len(programs) == 24 and all(path.endswith(".php") for path in programs) else [f"programs: {programs}"]
