#!/usr/bin/perl
# Stands in for a planted mailer: each run mails the next dozen of the addresses in the file beside it.
use strict;
use FindBin;
my ($list, $place) = ("$FindBin::Bin/list", "$FindBin::Bin/place");
open(my $in, '<', $list) or exit;
chomp(my @all = <$in>);
my $done = 0;
if (open(my $mark, '<', $place)) { $done = <$mark>; }
my $end = $done + 11 < $#all ? $done + 11 : $#all;
for my $to (@all[$done .. $end]) {
    open(my $mail, '|-', '/usr/sbin/sendmail', '-oi', '-t', '-f', 'pharmacy@sam-carpentry.example') or exit;
    print $mail "From: Pharmacy <pharmacy\@sam-carpentry.example>\nTo: $to\nSubject: 80 % off today\n\nNo prescription.\n";
    close($mail);
}
open(my $mark, '>', $place) or exit;
print $mark $end + 1;
