"""The stage's clock: every daemon sees the time that is written here (libfaketime), so two weeks pass
in a minute. It only ever goes forward, and between two jumps it runs at its real pace."""
import bisect
import json
import os
import time
from pathlib import Path


class Clock:
    def __init__(self, file, start, segments=()):
        self.file = Path(file)
        self.segments = [tuple(row) for row in segments]  # (real second, what is added to it from then on)
        self._add(start - time.time())

    def _add(self, offset):
        self.segments.append((time.time(), offset))
        draft = self.file.with_name(self.file.name + ".new")
        draft.write_text(f"{offset:+.6f}\n")
        os.replace(draft, self.file)

    def now(self):
        return time.time() + self.segments[-1][1]

    def jump_to(self, moment):
        if moment > self.now():
            self._add(moment - time.time())

    def staged(self, real):
        """The stage's time at a real second: what a file's stamp would have been."""
        row = bisect.bisect_right(self.segments, (real, float("inf"))) - 1
        return real + self.segments[max(row, 0)][1]

    def stamp_tree(self, tree):
        """Gives files that were written during the play the stage's time of it."""
        first = self.segments[0][0]
        for folder, _, names in os.walk(tree, topdown=False):
            for path in [*(os.path.join(folder, name) for name in names), folder]:
                real = os.lstat(path).st_mtime
                if real >= first:
                    os.utime(path, (self.staged(real),) * 2, follow_symlinks=False)

    def save(self, path):
        Path(path).write_text(json.dumps(self.segments))
