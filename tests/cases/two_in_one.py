"""A server's tree and itself under other names, put together: one server with two customers of the same story."""
import os
import re
import shutil
import tempfile

from other_names import PACKED

ONE_LIST = re.compile(r"^(domainlist local_domains = .*|dc_other_hostnames='.*)$")


def add_renamed(root, other):
    with tempfile.TemporaryDirectory() as temporary:
        second = temporary + "/second"
        shutil.copytree(root, second, symlinks=True)
        other.change(second)
        for folder, folders, files in os.walk(second):
            for name in files + [f for f in folders if os.path.islink(os.path.join(folder, f))]:
                add_entry(os.path.join(folder, name), root + os.path.join(folder, name)[len(second):])


def add_entry(path, to):
    os.makedirs(os.path.dirname(to), exist_ok=True)
    if not os.path.lexists(to):
        shutil.move(path, to) if os.path.islink(path) else shutil.copy2(path, to)
    elif not os.path.islink(path) and not path.endswith("localtime"):
        merge(path, to)


def merge(path, to):
    state = os.stat(to)
    unpack, pack = PACKED.get(os.path.splitext(to)[1], (bytes, bytes))
    with open(path, "rb") as second, open(to, "rb") as first:
        ours, theirs = (unpack(file.read()).decode("utf-8", "surrogateescape").split("\n") for file in (first, second))
    lines = []
    for one, two in zip(ours, theirs):
        lines.append(joined(one, two) if ONE_LIST.match(one) else one)
        if one != two and not ONE_LIST.match(one):
            lines.append(two)
    with open(to, "r+b") as file:
        file.write(pack("\n".join(lines).encode("utf-8", "surrogateescape")))
        file.truncate()
    os.utime(to, ns=(state.st_atime_ns, state.st_mtime_ns))


def joined(one, two):
    """Two lists of domains in one line."""
    end = "'" if one.endswith("'") else ""
    more = [word for word in two.removesuffix(end).replace("='", " ").split() if word not in one.split() and "." in word]
    return one.removesuffix(end) + "".join(f" : {word}" for word in more) + end
