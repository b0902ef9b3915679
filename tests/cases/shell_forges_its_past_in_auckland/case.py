"""The same where a day of UTC ends at lunch: today's flood is near the forged lines of yesterday, and vouches for none of them."""
from young_logs import case_of


def build(root):
    return case_of("shell_forges_its_past").build(root, zone="Pacific/Auckland")
