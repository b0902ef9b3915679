"""The same from half past twelve: of the clock's hours the first and the last hold half of one."""
from young_logs import case_of


def build(root):
    return case_of("logins_without_id_offices").build(root, begin="12:30:00", end="14:30:00")
