"""What the real programs themselves answer about the server, for tests to hold queuehound against."""
import re


def record(machine, style, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, command in {
            "exim-bpc.txt": ["exim4", "-bpc"], "exim-bp.txt": ["exim4", "-bp"], "exim-bpu.txt": ["exim4", "-bpu"],
            "exiqgrep-frozen.txt": ["exiqgrep", "-z", "-c"], "exiqgrep-bounces.txt": ["exiqgrep", "-f", "^<>$", "-c"],
            "exim-bP.txt": ["exim4", "-bP", "spool_directory", "log_file_path", "log_selector", "split_spool_directory",
                            "primary_hostname"],
            "eximstats.txt": ["eximstats", "-txt", "-ne", "-nr", style.main_log]}.items():
        (folder / name).write_bytes(machine.run(*command, check=True).stdout)
    flags = {flag: 0 for flag in ("<=", "=>", "==", "**")}
    for line in machine.path(style.main_log).read_text(errors="replace").splitlines():
        if found := re.match(r"\S+ \S+ [0-9A-Za-z-]{16,23} (<=|=>|==|\*\*) ", line):
            flags[found[1]] += 1
    (folder / "mainlog-flags.txt").write_text("".join(f"{flag} {count}\n" for flag, count in flags.items()))
