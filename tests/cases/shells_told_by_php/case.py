"""As shells_in_many_folders, by eighty programs of three letters each, and no access log tells of requests: PHP's own log names
the files, and nobody is blocked."""
from many_folders import shells


def build(root):
    return shells(root, [], lambda server: "Your parcel is waiting", web_log=False, programs=80)


def check(document):
    programs = document["incidents"][0]["programs"]
    return [] if len(programs) == 80 and all(path.endswith(".php") for path in programs) else [f"programs: {programs}"]
